package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Tests of task results, texts, versions and addresses.
final class ResultTests implements TestFamily {
  private static final Set<String> NAMES =
      Set.of(
          "failed",
          "failure",
          "succeeded",
          "success",
          "successful",
          "changed",
          "change",
          "skipped",
          "skip",
          "reachable",
          "unreachable",
          "finished",
          "started",
          "timedout",
          "match",
          "search",
          "regex",
          "version",
          "version_compare",
          "url",
          "uri",
          "urn",
          "vault_encrypted",
          "vaulted_file",
          "filter",
          "test");
  private static final Set<String> OPERATORS =
      Set.of("==", "=", "eq", "<", "lt", "<=", "le", ">", "gt", ">=", "ge", "!=", "<>", "ne");
  private static final Set<String> VERSION_TYPES =
      Set.of("loose", "strict", "semver", "semantic", "pep440");
  private final Regex.PatternCache patterns = new Regex.PatternCache();

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public boolean test(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "match", "search" ->
          matches(name, Call.of(name, input, args, eval, "pattern", "ignorecase", "multiline"));
      case "regex" -> {
        var c =
            Call.of(name, input, args, eval, "pattern", "ignorecase", "multiline", "match_type");
        yield matches(c.text(3, "search"), c);
      }
      case "version", "version_compare" ->
          version(
              Call.of(
                  "version_compare",
                  input,
                  args,
                  eval,
                  "version",
                  "operator",
                  "strict",
                  "version_type"));
      case "urn" -> address(name, Call.of("is_urn", input, args, eval).input(), Null.NULL);
      case "uri", "url" -> {
        var c = Call.of(name, input, args, eval, "schemes");
        Value schemes = c.get(0);
        yield (!PythonOps.truth(schemes) || PythonOps.isIterable(schemes))
            && address(name, input, PythonOps.truth(schemes) ? schemes : Null.NULL);
      }
      case "vault_encrypted" -> Call.of(name, input, args, eval).input() instanceof Vaulted;
      case "vaulted_file" -> vaultedFile(Call.of(name, input, args, eval));
      case "filter" -> known(BuiltinFilters::isKnown, Call.of(name, input, args, eval));
      case "test" -> known(BuiltinTests::isKnown, Call.of(name, input, args, eval));
      default -> result(name, Call.of(name, input, args, eval));
    };
  }

  /// Ansible's plug-in loader fails where Jinja2 would say no.
  private static boolean known(Predicate<String> plugins, Call c) {
    if (!(c.input() instanceof Str)) {
      throw c.error(
          "key must be a string, got <class '" + PythonText.typeName(c.input()) + "'> instead");
    }
    String name = c.inputText();
    if (!plugins.test(name)) {
      throw new PythonError(
          PythonError.Kind.SYNTAX, "Could not load \"" + name + "\": '" + name + "'");
    }
    return true;
  }

  private static boolean result(String name, Call c) {
    String known =
        switch (name) {
          case "failure" -> "failed";
          case "succeeded", "successful" -> "success";
          case "change" -> "changed";
          case "skip" -> "skipped";
          default -> name;
        };
    if (!(c.input() instanceof Dict result)) {
      // success asks failed
      String asked = known.equals("success") ? "failed" : known;
      throw c.error("The '" + asked + "' test expects a dictionary");
    }
    return switch (known) {
      case "failed" -> truth(c, result, "failed");
      case "success" -> !truth(c, result, "failed");
      case "changed" -> changed(c, result);
      case "skipped" -> truth(c, result, "skipped");
      case "reachable" -> !truth(c, result, "unreachable");
      case "unreachable" -> truth(c, result, "unreachable");
      case "finished" -> !result.has("finished") || truth(c, result, "finished");
      case "started" -> started(c, result);
      case "timedout" -> timedOut(c, result);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static boolean truth(Call c, Dict result, String key) {
    return result.get(key).map(v -> PythonOps.truth(c.eval().finish(v))).orElse(false);
  }

  /// A loop's result has changed when one of its items has.
  private static boolean changed(Call c, Dict result) {
    if (result.has("changed")) {
      return truth(c, result, "changed");
    }
    if (result.get("results").map(c.eval()::finish).orElse(Int.of(0)) instanceof Seq items) {
      return c.items(items).stream().anyMatch(v -> v instanceof Dict d && truth(c, d, "changed"));
    }
    return false;
  }

  private static boolean started(Call c, Dict result) {
    // 2.18: a result that says nothing of it counts as started
    return !result.has("started") || truth(c, result, "started");
  }

  private static boolean timedOut(Call c, Dict result) {
    return result
        .get("timedout")
        .map(c.eval()::finish)
        .map(v -> v instanceof Dict d ? truth(c, d, "period") : PythonOps.truth(v))
        .orElse(false);
  }

  private boolean matches(String how, Call c) {
    Value pattern = c.get(0, Str.EMPTY);
    if (!(pattern instanceof Str)) {
      throw PythonError.type("first argument must be string or compiled pattern");
    }
    var regex =
        patterns.compile(c.text(0, ""), new Regex.Flags(c.flag(1, false), c.flag(2, false), false));
    String text = c.inputText();
    return switch (how) {
      case "match" -> regex.match(text);
      case "search" -> regex.find(text);
      case "fullmatch" -> regex.fullMatch(text);
      default ->
          throw new PythonError(
              PythonError.Kind.ATTRIBUTE, "'re.Pattern' object has no attribute '" + how + "'");
    };
  }

  private static boolean version(Call c) {
    String wanted = c.text(0);
    String operator = c.text(1, "eq");
    String type = c.optionalText(3).orElse("");
    if (!type.isEmpty() && c.has(2) && !(c.get(2) instanceof Null)) {
      throw c.error("Cannot specify both 'strict' and 'version_type'");
    }
    if (!PythonOps.truth(c.input())) {
      throw c.error("Input version value cannot be empty");
    }
    if (!PythonOps.truth(c.require(0))) {
      throw c.error("Version parameter to compare against cannot be empty");
    }
    if (!type.isEmpty() && !VERSION_TYPES.contains(type)) {
      throw c.error(
          "Invalid version type ("
              + type
              + "). Must be one of 'loose', 'strict', 'semver', 'semantic', 'pep440'");
    }
    if (!OPERATORS.contains(operator)) {
      throw c.error(
          "Invalid operator type ("
              + operator
              + "). Must be one of '==', '=', 'eq', '<', 'lt', '<=', 'le', '>', 'gt', '>=', 'ge',"
              + " '!=', '<>', 'ne'");
    }
    if (type.isEmpty()) {
      type = c.flag(2, false) ? "strict" : "loose";
    }
    return compared(c, type, operator, wanted);
  }

  private static boolean compared(Call c, String type, String operator, String wanted) {
    int order;
    try {
      order = Versions.compare(type, c.inputText(), wanted);
    } catch (PythonError e) {
      throw c.error("Version comparison failed: " + e.text());
    }
    return switch (operator) {
      case "==", "=", "eq" -> order == 0;
      case "<", "lt" -> order < 0;
      case "<=", "le" -> order <= 0;
      case ">", "gt" -> order > 0;
      case ">=", "ge" -> order >= 0;
      default -> order != 0;
    };
  }

  /// What Python's `urlparse` takes: every text, but one whose brackets around a host do not match.
  private static boolean address(String kind, Value input, Value schemes) {
    if (!(input instanceof Str) && (PythonOps.truth(input) || schemes instanceof Str)) {
      return false;
    }
    String text = input instanceof Str s ? s.text() : "";
    int colon = text.indexOf(':');
    String head = colon > 0 ? text.substring(0, colon).toLowerCase(Locale.ROOT) : "";
    String scheme = head.matches("[a-z][a-z0-9+.-]*") ? head : "";
    String rest = scheme.isEmpty() ? text : text.substring(colon + 1);
    String place = rest.startsWith("//") ? rest.substring(2).split("[/?#]", 2)[0] : "";
    if (place.contains("[") != place.contains("]")) {
      return false;
    }
    boolean isWanted = schemes instanceof Null || PythonOps.contains(schemes, Str.of(scheme));
    return switch (kind) {
      case "urn" -> scheme.equals("urn");
      case "url" -> isWanted && !place.isEmpty();
      default -> isWanted;
    };
  }

  private static boolean vaultedFile(Call c) {
    try {
      byte[] head = Files.readAllBytes(Path.of(c.inputText()));
      return new String(head, StandardCharsets.ISO_8859_1).startsWith("$ANSIBLE_VAULT");
    } catch (IOException e) {
      throw c.error("Cannot test if the file " + c.inputText() + " is a vault: " + e.getMessage());
    }
  }
}
