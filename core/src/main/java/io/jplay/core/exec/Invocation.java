package io.jplay.core.exec;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vars.LayeredScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The options of a module as it was called: every option with its value, a default among them,
/// those that keep secrets hidden. For output at `-vvv`, and for the results of a registered loop,
/// which keep it: what is shown is only made when it is asked for.
public final class Invocation {
  private static final Str HIDDEN = Str.of(HiddenTexts.WHOLE);

  private final List<OptionSpec> options;
  private final Object[] arguments;

  /// `arguments` are the converted values, in the order of the options.
  Invocation(List<OptionSpec> options, List<Object> arguments) {
    this.options = options;
    this.arguments = arguments.toArray();
  }

  /// As a result has it.
  Dict told() {
    return LayeredScope.lazily(() -> Dict.EMPTY.with("module_args", given()));
  }

  Dict given() {
    var all = Dict.builder();
    for (int i = 0; i < arguments.length; i++) {
      OptionSpec option = options.get(i);
      Value value = value(arguments[i]);
      if (option.rest() && value instanceof Dict more) {
        all.putAll(more);
      } else if (!option.name().startsWith("_")) { // what begins so is no option of a user
        all.put(
            option.freeForm() ? "_raw_params" : option.name(),
            isHidden(option.secret() || option.withheld(), value) ? HIDDEN : value);
      }
    }
    return all.build();
  }

  private static boolean isHidden(boolean wanted, Value value) {
    return wanted && !(value instanceof Null) && !value.equals(Str.of(""));
  }

  /// What those options keep secret.
  HiddenTexts hidden() {
    var texts = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      if (isHidden(options.get(i).secret(), value(arguments[i]))) {
        String text = OptionTypes.text(value(arguments[i]));
        texts.add(text);
        // as the word of a shell command has it
        texts.add(text.replace("'", "'\\''"));
      }
    }
    return texts.isEmpty() ? HiddenTexts.NONE : new HiddenTexts(texts);
  }

  private static Value value(Object argument) {
    return switch (argument) {
      case Value v -> v;
      case String s -> Str.of(s);
      case Boolean b -> Bool.of(b);
      case Integer i -> Int.of(i);
      case Long l -> Int.of(l);
      case Double d -> Real.of(d);
      case Enum<?> e -> Str.of(e.toString().toLowerCase(Locale.ROOT));
      case Optional<?> o -> o.<Value>map(Invocation::value).orElse(Null.NULL);
      case OptionalInt o -> o.isPresent() ? Int.of(o.getAsInt()) : Null.NULL;
      case OptionalLong o -> o.isPresent() ? Int.of(o.getAsLong()) : Null.NULL;
      case List<?> l -> Seq.of(l.stream().<Value>map(Invocation::value).toList());
      default -> Str.of(argument.toString());
    };
  }
}
