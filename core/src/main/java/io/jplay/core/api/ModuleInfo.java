package io.jplay.core.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a module says of itself. Its name follows from its class:
/// `io.jplay.modules.builtin.AptRepository` is `ansible.builtin.apt_repository`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ModuleInfo {
  String summary();

  Support check() default Support.FULL;

  Support diff() default Support.NONE;

  /// Whether a task of it may be `async`; controller modules never are.
  boolean async() default true;

  /// Whether ansible has an action of this name in front of the module: what knows no check mode is
  /// then called an action.
  boolean action() default false;

  /// Whether the task's `environment` reaches the module's programs.
  boolean environment() default true;

  /// Whether it never changes anything, and so says nothing of it: in its results `changed` comes
  /// last, from the engine.
  boolean onlyReads() default false;

  /// Whether it begins though the host cannot be reached, because it waits for that: its session
  /// connects at each use until it could.
  boolean awaitsHost() default false;

  /// Whether ansible's action refuses unknown options itself, in words of its own.
  boolean refusesUnknown() default false;

  /// What is said when a required option is missing; empty for the common text. For modules whose
  /// action, in ansible, looks at its options itself.
  String missing() default "";

  /// Options of which at most one may be given, comma-separated within a group.
  String[] mutuallyExclusive() default {};

  /// The same for groups that the module refuses itself, in words of its own: the check before a
  /// run knows them by this.
  String[] exclusiveByModule() default {};

  /// Groups of options of which at least one must be given.
  String[] requiredOneOf() default {};

  /// `option=value: needed, needed` rules; truth values as `True` and `False`.
  String[] requiredIf() default {};

  /// What the module itself asks for, in words of its own, and the check before a run knows by
  /// this: `OPTION|OPTION` (one of them), or the same `if OPTION=VALUE`.
  String[] neededByModule() default {};

  /// `option: needed, needed` rules: what an option needs beside it.
  String[] requiredBy() default {};

  /// Groups of options that are given together or not at all.
  String[] requiredTogether() default {};

  /// Whether options that the module does not have are passed over, as Ansible's does: then they
  /// are no failure.
  boolean ignoresUnknown() default false;

  /// How a failure of what the module renders itself is told.
  Rendering rendering() default Rendering.OPTION;

  enum Support {
    FULL,
    PARTIAL,
    NONE
  }

  /// What a module renders itself: its options as any other's, conditions, or a file.
  enum Rendering {
    OPTION,
    CONDITION,
    FILE
  }
}
