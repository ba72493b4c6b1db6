package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// Reads the module call of a task in all its forms: `copy: {src: a}`, `copy: src=a`, `action: copy
/// src=a`, `action: {module: copy, src: a}`, with `args:` beside any of them.
final class ActionReader {
  private static final Set<String> FREE_FORM =
      Set.of("command", "shell", "script", "raw", "win_command", "win_shell");
  private static final Set<String> TEXT_ALLOWED =
      Set.of(
          "include",
          "include_vars",
          "include_tasks",
          "include_role",
          "import_tasks",
          "import_role",
          "add_host",
          "group_by",
          "set_fact",
          "meta");

  private static final String RAW = "_raw_params";

  private final LoadSession session;

  ActionReader(LoadSession session) {
    this.session = session;
  }

  /// A module name without the prefixes that mean Ansible's own modules.
  static String shortName(String module) {
    for (String prefix : new String[] {"ansible.builtin.", "ansible.legacy.", "ansible.windows."}) {
      if (module.startsWith(prefix)) {
        return module.substring(prefix.length());
      }
    }
    return module;
  }

  /// `module: value`, the usual form.
  Optional<Action> read(Str module, Value value, Optional<Value> args) {
    return action(
        Template.ofTrusted(module.text(), module.tag()), value, args, module.tag().origin());
  }

  /// The value of `action:` or `local_action:`.
  Optional<Action> readOld(Value value, Optional<Value> args, SourceRange where) {
    if (value instanceof Dict dict) {
      Optional<Value> module = dict.get("module");
      if (module.isEmpty() || !isText(module.get())) {
        session.error("JP1205", "task has no module", "no module/action detected in task.", where);
        return Optional.empty();
      }
      Value[] parts = split(module.get());
      Dict rest = withArgs(dict.without("module"));
      SourceRange place = place(module.get(), where);
      if (parts.length == 1) {
        return action(parts[0], rest, args, place);
      }
      return action(parts[0], parts[1], Optional.of(rest), place);
    }
    if (isText(value)) {
      Value[] parts = split(value);
      Value rest = parts.length == 1 ? Null.NULL : parts[1];
      return action(parts[0], rest, args, place(value, where));
    }
    unexpected(value, where);
    return Optional.empty();
  }

  /// `args` inside of a long `action:` counts as the options themselves, as a mapping or as
  /// `key=value` text.
  private Dict withArgs(Dict options) {
    Value args = options.get("args").orElse(Null.NULL);
    Dict rest = options.without("args");
    return switch (args) {
      case Dict d -> rest.plus(d);
      case Str s ->
          rest.plus(
              arguments(s, "", s.tag().origin())
                  .map(ArgumentText.Arguments::options)
                  .orElse(Dict.EMPTY));
      default -> options;
    };
  }

  private static SourceRange place(Value value, SourceRange otherwise) {
    return value.tag().origin().isKnown() ? value.tag().origin() : otherwise;
  }

  private static boolean isText(Value value) {
    return value instanceof Str || value instanceof Template;
  }

  /// The first word (a template counts as one) and the text after it.
  private static Value[] split(Value value) {
    String text = ArgumentText.textOf(value).strip();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.startsWith("{{", i) ? 1 : text.startsWith("}}", i) ? -1 : 0;
      if (depth == 0 && Character.isWhitespace(text.charAt(i))) {
        return new Value[] {
          Template.ofTrusted(text.substring(0, i), value.tag()),
          Template.ofTrusted(text.substring(i).strip(), value.tag())
        };
      }
    }
    return new Value[] {Template.ofTrusted(text, value.tag())};
  }

  private Optional<Action> action(
      Value module, Value value, Optional<Value> args, SourceRange where) {
    String name = shortName(ArgumentText.textOf(module));
    Optional<Value> whole = Optional.empty();
    Optional<Value> freeForm = Optional.empty();
    Dict options;
    if (value instanceof Dict dict) {
      options = dict;
    } else if (value instanceof Null) {
      options = Dict.EMPTY;
    } else if (isText(value)) {
      var parsed = arguments(value, name, where);
      if (parsed.isEmpty()) {
        return Optional.empty();
      }
      options = parsed.get().options();
      freeForm = parsed.get().rest();
    } else {
      unexpected(value, where);
      return Optional.empty();
    }
    if (freeForm.isPresent() && !FREE_FORM.contains(name) && !TEXT_ALLOWED.contains(name)) {
      if (!(freeForm.get() instanceof Template)) {
        extraText(module, freeForm.get());
        return Optional.empty();
      }
      whole = freeForm;
      freeForm = Optional.empty();
    }
    if (args.isPresent()) {
      Value extra = args.get();
      if (extra instanceof Dict dict) {
        options = dict.plus(options);
      } else if (extra instanceof Template) {
        whole = whole.or(() -> args);
      } else if (extra instanceof Str text) {
        session.error(
            "JP1206",
            "options of a module have the wrong form",
            "Complex args containing variables cannot use bare variables (without Jinja2"
                + " delimiters), and must use the full variable style ('{{"
                + text.text()
                + "}}')",
            extra.tag().origin());
      } else if (!(extra instanceof Null)) {
        session.error(
            "JP1206",
            "options of a module have the wrong form",
            "Complex args must be a dictionary or variable string (\"{{var}}\").",
            extra.tag().origin());
      }
    }
    // the text of a free form under the name that ansible's own engine gives it
    if (options.has(RAW)
        && (FREE_FORM.contains(name) || TEXT_ALLOWED.contains(name))
        && !name.equals("set_fact")) {
      Optional<Value> text = options.get(RAW);
      freeForm = freeForm.or(() -> text);
      options = options.without(RAW);
    }
    return Optional.of(new Action(module, options, freeForm, whole, where));
  }

  private Optional<ArgumentText.Arguments> arguments(
      Value value, String module, SourceRange where) {
    try {
      return Optional.of(ArgumentText.parse(value, FREE_FORM.contains(module)));
    } catch (ArgumentText.Unbalanced e) {
      session.add(
          Diagnostic.error("JP1206", "options of a module have the wrong form", place(value, where))
              .withDetail(
                  value.isSecret()
                      ? "failed at splitting arguments"
                      : String.valueOf(e.getMessage()))
              .withHint("close the quote or bracket, or give the options as a mapping"));
      return Optional.empty();
    }
  }

  /// Free text is most often that of a command whose name is misspelt.
  private void extraText(Value module, Value text) {
    var known = new ArrayList<>(FREE_FORM);
    known.addAll(TEXT_ALLOWED);
    String near = Suggestion.hint(shortName(ArgumentText.textOf(module)), known);
    session.add(
        Diagnostic.error("JP1206", "options of a module have the wrong form", text.tag().origin())
            .withDetail(
                "this task '"
                    + ArgumentText.textOf(module)
                    + "' has extra params, which is only allowed in the following modules: command,"
                    + " shell, script, raw, win_command, win_shell, meta, set_fact, add_host,"
                    + " group_by, include_vars and the include and import actions")
            .withHint(
                near.isEmpty()
                    ? "write options as key=value, or as a mapping; quote values with spaces"
                    : near));
  }

  private void unexpected(Value value, SourceRange where) {
    session.add(
        Diagnostic.error("JP1206", "options of a module have the wrong form", place(value, where))
            .withDetail("unexpected parameter type in action: " + type(value))
            .withHint("the options of a module are a mapping or key=value text"));
  }

  static String type(Value value) {
    return switch (value) {
      case Dict d -> "a mapping";
      case Seq s -> "a list";
      case Null n -> "nothing";
      case Bool b -> "a truth value";
      case Int i -> "a number";
      case Real r -> "a number";
      default -> "a text";
    };
  }
}
