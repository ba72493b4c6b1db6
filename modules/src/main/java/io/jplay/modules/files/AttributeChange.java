package io.jplay.modules.files;

import io.jplay.core.api.Effect;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import java.util.Optional;
import java.util.OptionalInt;

/// Attributes to be set, and how a diff shows them. Made by [FileAttributes].
public record AttributeChange(
    Optional<String> owner,
    Optional<String> group,
    OptionalInt mode,
    Optional<String> flags,
    Optional<SelinuxContext> context,
    Dict before,
    Dict after) {

  public static final AttributeChange NONE =
      new AttributeChange(
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Dict.EMPTY,
          Dict.EMPTY);

  public boolean isEmpty() {
    return owner.isEmpty()
        && group.isEmpty()
        && mode.isEmpty()
        && flags.isEmpty()
        && context.isEmpty();
  }

  /// Appends the commands for the path in the shell variable `jp_target`. A link itself is changed,
  /// not what it leads to.
  public void appendTo(ScriptBuilder script) {
    owner.ifPresent(o -> script.line("chown -h -- {} \"$jp_target\" || exit", o));
    group.ifPresent(g -> script.line("chgrp -h -- {} \"$jp_target\" || exit", g));
    // five digits: with four, GNU chmod keeps setuid and setgid of a directory
    mode.ifPresent(m -> script.line("chmod {} \"$jp_target\" || exit", "0" + FileMode.octal(m)));
    context.ifPresent(c -> c.appendTo(script));
  }

  /// Appends the flags of chattr, which must come last: some forbid every further change.
  public void appendFlagsTo(ScriptBuilder script) {
    flags.ifPresent(f ->
        script.line(
            "chattr {} \"$jp_target\" || exit",
            ExtendedAttributes.operator(f) + ExtendedAttributes.flags(f)));
  }

  /// A program that sets them on a path.
  public Effect effect(String path) {
    var script = new ScriptBuilder().line("jp_target={}", path);
    appendTo(script);
    appendFlagsTo(script);
    return Effect.run("set attributes of " + path, script.program());
  }
}
