package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
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
