package io.jplay.cli.view;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// Results as text: what ansible hides at a verbosity is left out, secrets are masked, then JSON or
/// YAML. Every view takes its results from here.
final class ResultText {
  /// The shape of results. YAML_HEADED is that of the callback named yaml.
  enum Format {
    JSON,
    YAML,
    YAML_HEADED
  }

  private static final Set<String> DEBUG_KEYS =
      Set.of("msg", "exception", "warnings", "deprecations");
  private static final Set<String> DEBUG_NOISE =
      Set.of("changed", "failed", "skipped", "invocation", "skip_reason");
  private static final Set<String> DEBUG_NAMES =
      Set.of("debug", "ansible.builtin.debug", "ansible.legacy.debug");

  private final int verbosity;
  private final Format format;
  private final Optional<Boolean> pretty;

  ResultText(int verbosity, Format format, Optional<Boolean> pretty) {
    this.verbosity = verbosity;
    this.format = format;
    this.pretty = pretty;
  }

  /// What is shown of a result of an action; `debug` shows only what it was asked for. Warnings are
  /// shown apart.
  static Dict cleaned(Dict result, String action) {
    Dict shown = result.without("warnings").without("deprecations");
    if (!DEBUG_NAMES.contains(action)) {
      return shown;
    }
    boolean hasMessage = shown.has("msg");
    var kept = new LinkedHashMap<Value, Value>();
    shown
        .entries()
        .forEach((k, v) -> {
          String key = k instanceof Str s ? s.text() : "";
          boolean keep =
              hasMessage
                  ? DEBUG_KEYS.contains(key) || key.startsWith("_")
                  : !DEBUG_NOISE.contains(key);
          if (keep) {
            kept.put(k, v);
          }
        });
    return new Dict(kept, result.tag());
  }

  /// The result as the default callback appends it to a line.
  String of(Dict result) {
    boolean asked = result.flag("_ansible_verbose_always") || verbosity > 2;
    return switch (format) {
      case JSON -> {
        boolean indented = pretty.orElse(asked || pretty.orElse(false));
        yield Json.write(abridged(result), layout(indented ? 4 : 0));
      }
      case YAML -> {
        boolean lossy = pretty.orElse(true);
        int indent = pretty.orElse(true) ? 4 : 2;
        yield "\n"
            + YamlText.of(lossy ? lossy(abridged(result)) : abridged(result), indent, 80, lossy, 4)
                .stripTrailing();
      }
      case YAML_HEADED -> headed(lossy(abridged(result)));
    };
  }

  /// With an indent of 1 and the new lines taken out, as ansible writes custom stats.
  String narrow(Dict stats) {
    String lines =
        switch (format) {
          case JSON -> Json.write(abridged(stats), layout(1));
          case YAML -> YamlText.of(abridged(stats), 2, 80, pretty.orElse(true), 1);
          case YAML_HEADED -> headed(lossy(abridged(stats)));
        };
    return lines.replace("\n", "");
  }

  /// The JSON of a state before or after a change, in the format of results.
  String state(String json) {
    return switch (format) {
      case JSON -> json;
      case YAML -> YamlText.of(dict(json), 4, 80, pretty.orElse(true), 4) + "\n";
      case YAML_HEADED -> YamlText.of(dict(json), 2, 1000, false, 0);
    };
  }

  private static Dict dict(String json) {
    try {
      return Json.read(json, Tag.NONE) instanceof Dict d ? d : Dict.EMPTY;
    } catch (IOException e) {
      throw new IllegalStateException("no JSON: " + json, e);
    }
  }

  /// Four blanks of indent whatever the verbosity, as ad hoc results have.
  String indented(Dict result) {
    return Json.write(abridged(result), layout(4));
  }

  /// One line without blanks after commas, as `-o` has it; the blanks of the indent stay where a
  /// result asks to be shown at length.
  String oneLine(Dict result) {
    String lines = Json.write(abridged(result), layout(4));
    return lines.replaceAll(result.flag("_ansible_verbose_always") ? "\n" : "\n *", "");
  }

  private static Json.Layout layout(int indent) {
    return new Json.Layout(indent, true, false);
  }

  private static String headed(Dict result) {
    var head = new StringBuilder();
    Dict rest = result;
    for (String key : new String[] {"changed", "skipped"}) {
      if (result.has(key)) {
        head.append(key).append('=').append(result.flag(key)).append(' ');
        rest = rest.without(key);
      }
    }
    if (rest.isEmpty()) {
      return head.toString();
    }
    return head + "\n" + YamlText.of(rest, 2, 1000, true, 2).stripTrailing();
  }

  private static Dict lossy(Dict result) {
    Dict out = result;
    for (String stream : new String[] {"stdout", "stderr"}) {
      if (out.has(stream) && out.has(stream + "_lines")) {
        out = out.with(stream + "_lines", Str.of("<omitted>"));
      }
    }
    return out;
  }

  /// Without internal keys, and without what only higher verbosities show.
  Dict abridged(Dict result) {
    Dict out = masked(result) instanceof Dict d ? d : Dict.EMPTY;
    if (verbosity < 3) {
      out = out.without("invocation").without("diff");
    }
    return out.without("exception");
  }

  /// The value with every secret in it replaced by stars, and internal keys of results gone.
  static Value masked(Value value) {
    return Masking.masked(
        value, key -> !(key instanceof Str s && s.text().startsWith("_ansible_")));
  }
}
