package io.jplay.core.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An option of a module, on a component of its `Args` record. The component's name in snake_case
/// is the option's name unless `name` says otherwise; its type is the option's type, converted as
/// Ansible does: `String`, `boolean`, `int`, `long`, `double`, enums (choices, by lower-case name,
/// `_` or `-`), `Optional`, `OptionalInt`, `OptionalLong` of these, `List<String>` (a comma text is
/// split), `List<Dict>`, `Dict`, `Value` (as it is).
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /// The default, as text a user would write; empty means none (then `Optional` is empty, lists and
  /// dicts are empty).
  String value() default "";

  String name() default "";

  String[] aliases() default {};

  boolean required() default false;

  /// The option's value is a secret: masked wherever the arguments are shown.
  boolean secret() default false;

  /// Not shown with the arguments, although it is no secret: `content` of copy.
  boolean withheld() default false;

  /// Not rendered before the module gets it (`var` of debug, `that` of assert). Type must be
  /// `Value`.
  boolean raw() default false;

  /// Takes every option that no other component names (set_fact). Type must be `Dict`.
  boolean rest() default false;

  /// The component's type is a record of options that several modules have: its options are the
  /// module's own.
  boolean shared() default false;

  /// Takes a free-form text (`command: ls -l`).
  boolean freeForm() default false;
}
