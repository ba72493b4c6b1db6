package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The options of a lookup: keyword arguments, read with the types that its documentation gives.
record LookupOptions(Dict options, Evaluation eval) {
  Optional<Value> value(String name) {
    return options.get(name).map(eval::finish).filter(v -> !(v instanceof Null));
  }

  Optional<String> text(String name) {
    return value(name).map(v -> PythonText.str(eval.finishDeep(v)));
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return value(name).map(LookupOptions::truth).orElse(otherwise);
  }

  private static boolean truth(Value value) {
    return switch (value) {
      case Bool b -> b.value();
      case Str s ->
          switch (s.text().toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true", "t", "on", "1" -> true;
            default -> false;
          };
      default -> PythonOps.truth(value);
    };
  }

  /// A mapping; another value is refused with the name of the lookup.
  Optional<Dict> mapping(String lookup, String name) {
    return value(name)
        .map(value -> {
          if (value instanceof Dict d) {
            return d;
          }
          throw eval.lookupError(
              wrongType(lookup, name)
                  + "Invalid type provided for \"dictionary\": "
                  + PythonText.repr(eval.finishDeep(value)));
        });
  }

  /// One of several words.
  String choice(String lookup, String name, List<String> choices, String otherwise) {
    String word = text(name, otherwise);
    if (!choices.contains(word)) {
      throw eval.lookupError(
          "Invalid value \"%s\" for configuration option \"plugin_type: lookup plugin: %s setting: %s \", valid values are: %s"
              .formatted(word, lookup, name, String.join(", ", choices)));
    }
    return word;
  }

  private static String wrongType(String lookup, String name) {
    return "Invalid type for configuration option plugin_type: lookup plugin: %s setting: %s (from Direct): "
        .formatted(lookup, name);
  }

  /// A number of seconds, which may have a fraction.
  Duration seconds(String lookup, String name, int otherwise) {
    Value value = value(name).orElse(Int.of(otherwise));
    try {
      return Duration.ofMillis(Math.round(1000 * Double.parseDouble(PythonText.str(value))));
    } catch (NumberFormatException e) {
      throw eval.lookupError(
          wrongType(lookup, name) + "could not convert string to float: " + PythonText.repr(value));
    }
  }

  int number(String name, int otherwise) {
    return value(name)
        .flatMap(v -> PythonNumbers.toInteger(v, 10))
        .map(BigInteger::intValue)
        .orElse(otherwise);
  }

  /// What says an option of any plug-in to the task that is evaluated.
  Optional<TemplateEnvironment.OptionValue> option(String type, String plugin, String name) {
    try {
      return eval.environment()
          .option(
              new TemplateEnvironment.OptionName(type, plugin, name),
              variable -> eval.finishDeep(eval.scope().lookup(variable)));
    } catch (JplayException e) {
      // what is wrong with an option is told where it is asked for
      throw e.diagnostic().primary().isKnown() ? e : eval.lookupError(e.diagnostic().sentence());
    }
  }

  /// These options, and those of the lookup that variables, environment or configuration give.
  LookupOptions withGiven(String lookup, List<String> names) {
    Dict all = options;
    for (String name : names) {
      var given = option("lookup", lookup, name).filter(TemplateEnvironment.OptionValue::isGiven);
      if (!all.has(name) && given.isPresent()) {
        all = all.with(name, given.get().value());
      }
    }
    return new LookupOptions(all, eval);
  }

  /// An option that older lookups also take as a word of their term, which wins.
  static String inline(
      Map<String, String> own, LookupOptions options, String name, String otherwise) {
    return own.containsKey(name) ? own.get(name) : options.text(name, otherwise);
  }

  /// The `key=value` words that older lookups take in their term; quotes hold a value together, and
  /// stay.
  static Map<String, String> inlineWords(String term) {
    var map = new LinkedHashMap<String, String>();
    for (String word : words(term)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        map.put(word.substring(0, equals).toLowerCase(Locale.ROOT), word.substring(equals + 1));
      }
    }
    return map;
  }

  /// The words of a term: quotes hold blanks together; backslashes mean nothing.
  static List<String> words(String term) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    for (char c : (term + " ").toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
      } else {
        word.append(c);
        quote = quote == 0 && (c == '"' || c == '\'') ? c : quote == c ? 0 : quote;
      }
    }
    if (!word.toString().isBlank()) {
      words.addAll(PythonStrings.words(word.toString(), -1));
    }
    return words;
  }

  /// A value without the quotes that enclose it.
  static String unquoted(String value) {
    int last = value.length() - 1;
    boolean isQuoted =
        last > 0
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(last);
    return isQuoted ? value.substring(1, last) : value;
  }

  /// The words of a term that are no options, which are its key.
  static String bareWords(String term) {
    return String.join(" ", words(term).stream().filter(word -> word.indexOf('=') <= 0).toList());
  }

  /// A list; a text is cut at commas.
  List<String> texts(String name) {
    var out = new ArrayList<String>();
    switch (value(name).orElse(Null.NULL)) {
      case Seq s -> s.items().forEach(v -> out.add(PythonText.str(eval.finish(v))));
      case Null n -> {}
      case Value v -> {
        for (String part : PythonStrings.split(PythonText.str(v), ",", -1)) {
          out.add(part.strip());
        }
      }
    }
    return out;
  }

  /// The terms as names of files, which must be texts; None is looked for as a word.
  static List<String> paths(Seq terms, Evaluation eval) {
    List<Value> named = terms.stream().filter(t -> !(eval.finish(t) instanceof Null)).toList();
    texts(Seq.of(named), eval, "startswith");
    return terms(terms, eval);
  }

  /// The terms, which must be texts; of another one Python misses a method of texts.
  static List<String> texts(Seq terms, Evaluation eval, String method) {
    return texts(terms, eval, type -> "'%s' object has no attribute '%s'".formatted(type, method));
  }

  /// As above; `complaint` says what is wrong with a term of a type.
  static List<String> texts(Seq terms, Evaluation eval, UnaryOperator<String> complaint) {
    for (Value term : terms.items()) {
      Value text = PythonOps.require(eval.finish(term));
      if (!(text instanceof Str)) {
        throw eval.error(complaint.apply(PythonText.typeName(text)));
      }
    }
    return terms(terms, eval);
  }

  /// The terms as names, which must be texts; `error` makes the failure of another one.
  static List<String> names(
      Seq terms, Evaluation eval, String its, Function<String, JplayException> error) {
    for (Value term : terms.items()) {
      Value name = PythonOps.require(eval.finish(term));
      if (!(name instanceof Str)) {
        throw error.apply(
            "Invalid setting identifier, \"%s\" is not a string, %s a <class '%s'>"
                .formatted(PythonText.str(name), its, PythonText.typeName(name)));
      }
    }
    return terms(terms, eval);
  }

  /// The terms as texts.
  static List<String> terms(Seq terms, Evaluation eval) {
    var out = new ArrayList<String>();
    for (Value term : terms.items()) {
      out.add(PythonText.str(eval.finishDeep(PythonOps.require(eval.finish(term)))));
    }
    return out;
  }
}
