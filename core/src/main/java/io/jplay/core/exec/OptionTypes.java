package io.jplay.core.exec;

import io.jplay.core.diag.Suggestion;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Values to the types of options, as Ansible converts them (like ansible-core 2.18
/// module_utils/common/parameters.py).
final class OptionTypes {

  private OptionTypes() {}

  /// A value that does not fit its option; `text` is the message for the user.
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;
    private final String text;
    private final String hint;

    Mismatch(String text) {
      this(text, "");
    }

    Mismatch(String text, String hint) {
      super(text);
      this.text = text;
      this.hint = hint;
    }

    String hint() {
      return hint;
    }

    String text() {
      return text;
    }
  }

  /// The value of an option, its default, or what its type has for "not given".
  static Object convert(OptionSpec option, Optional<Value> given) throws Mismatch {
    Value value =
        given.filter(v -> !(v instanceof Null) || option.type() == Value.class).orElse(null);
    if (value == null && !option.defaultText().isEmpty()) {
      value = Str.of(option.defaultText());
    }
    Type type = option.type();
    if (type instanceof ParameterizedType p && p.getRawType() == Optional.class) {
      Type inner = p.getActualTypeArguments()[0];
      return value == null ? Optional.empty() : Optional.of(convert(option, value, inner));
    }
    if (type == OptionalInt.class) {
      return value == null
          ? OptionalInt.empty()
          : OptionalInt.of(Math.toIntExact(integer(option, value)));
    }
    if (type == OptionalLong.class) {
      return value == null ? OptionalLong.empty() : OptionalLong.of(integer(option, value));
    }
    return value == null ? nothing(type) : convert(option, value, type);
  }

  private static Object nothing(Type type) {
    if (type == String.class) {
      return "";
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == double.class) {
      return 0.0;
    }
    if (type == Dict.class) {
      return Dict.EMPTY;
    }
    if (type == Value.class) {
      return Null.NULL;
    }
    if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      return List.of();
    }
    throw new IllegalStateException("an option of type " + type + " needs a default or Optional");
  }

  private static Object convert(OptionSpec option, Value value, Type type) throws Mismatch {
    if (type == String.class) {
      return text(value);
    }
    if (type == boolean.class || type == Boolean.class) {
      return truth(option, value);
    }
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(integer(option, value));
    }
    if (type == long.class || type == Long.class) {
      return integer(option, value);
    }
    if (type == double.class || type == Double.class) {
      return real(option, value);
    }
    if (type == Dict.class) {
      return dict(option, value);
    }
    if (type == Value.class) {
      return value;
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return choice(option, value, c);
    }
    if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
      Type element = p.getActualTypeArguments()[0];
      var list = new ArrayList<>();
      for (Value item : elements(option, value)) {
        list.add(element(option, item, element));
      }
      return List.copyOf(list);
    }
    throw new IllegalStateException("no conversion to " + type + " for option " + option.name());
  }

  private static Object element(OptionSpec option, Value item, Type type) throws Mismatch {
    try {
      return convert(option, item, type);
    } catch (Mismatch m) {
      String own = "argument '" + option.name() + "'";
      String listed = "Elements value for option '" + option.name() + "'";
      throw m.text().startsWith(own)
          ? new Mismatch(listed + m.text().substring(own.length()), m.hint())
          : m;
    }
  }

  static String text(Value value) {
    return value instanceof Str s ? s.text() : PythonText.str(value);
  }

  private static boolean truth(OptionSpec option, Value value) throws Mismatch {
    if (value instanceof Bool b) {
      return b.value();
    }
    if (value instanceof Int i && i.isSmall() && (i.longValue() == 0 || i.longValue() == 1)) {
      return i.longValue() == 1;
    }
    return Truth.ofOption(text(value))
        .orElseThrow(() ->
            new Mismatch(
                "argument '%s' is of type %s and we were unable to convert to bool: %s"
                    .formatted(
                        option.name(), pythonType(value), Truth.mismatch(shown(option, value)))));
  }

  private static long integer(OptionSpec option, Value value) throws Mismatch {
    if (value instanceof Int i && i.isSmall()) {
      return i.longValue();
    }
    if (value instanceof Real r && r.value() == Math.rint(r.value())) {
      return (long) r.value();
    }
    try {
      return Long.parseLong(text(value).strip());
    } catch (NumberFormatException e) {
      throw new Mismatch(
          "argument '%s' is of type %s and we were unable to convert to int: \"%s\" cannot be converted to an int"
              .formatted(
                  option.name(), pythonType(value), PythonText.repr(Str.of(shown(option, value)))));
    }
  }

  private static double real(OptionSpec option, Value value) throws Mismatch {
    if (value instanceof Real r) {
      return r.value();
    }
    try {
      return Double.parseDouble(text(value).strip());
    } catch (NumberFormatException e) {
      throw new Mismatch(
          "argument '%s' is of type %s and we were unable to convert to float: %s cannot be converted to a float"
              .formatted(option.name(), pythonType(value), shown(option, value)));
    }
  }

  private static Object choice(OptionSpec option, Value value, Class<?> type) throws Mismatch {
    String text = text(value);
    // `state: no` reaches us as false: Ansible maps it back when exactly one choice reads so
    String wanted = value instanceof Bool b ? booleanChoice(type, b.value()).orElse(text) : text;
    var names = new ArrayList<String>();
    for (Object constant : type.getEnumConstants()) {
      // some choices are written with a dash: their constants say so
      String name = constant.toString().toLowerCase(Locale.ROOT);
      if (wanted.equals(name) || wanted.equals(name.replace('_', '-'))) {
        return constant;
      }
      names.add(name);
    }
    throw new Mismatch(
        "value of %s must be one of: %s, got: %s"
            .formatted(option.name(), String.join(", ", names), shown(option, value)),
        Suggestion.hint(wanted, names));
  }

  private static Optional<String> booleanChoice(Class<?> type, boolean value) {
    List<String> fitting =
        Arrays.stream(type.getEnumConstants())
            .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
            .filter(word -> Truth.ofOption(word).equals(Optional.of(value)))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  private static List<Value> elements(OptionSpec option, Value value) throws Mismatch {
    return switch (value) {
      case Seq s -> s.items();
      case Str s -> splitText(s);
      case Int i -> List.of(Str.of(i.toString()));
      case Real r -> List.of(Str.of(text(r)));
      case Dict d -> List.of(d);
      default ->
          throw new Mismatch(
              "argument '%s' is of type %s and we were unable to convert to list: %s cannot be converted to a list"
                  .formatted(option.name(), pythonType(value), pythonType(value)));
    };
  }

  private static List<Value> splitText(Str value) {
    var list = new ArrayList<Value>();
    for (String part : value.text().split(",", -1)) {
      list.add(new Str(part.strip(), value.tag()));
    }
    return list;
  }

  private static Dict dict(OptionSpec option, Value value) throws Mismatch {
    if (value instanceof Dict d) {
      return d;
    }
    String text = text(value).strip();
    if (text.startsWith("{")) {
      try {
        if (Json.read(text, value.tag()) instanceof Dict d) {
          return d;
        }
      } catch (IOException e) {
        throw new Mismatch(notADict(option, value, "unable to evaluate string as dictionary"));
      }
    }
    if (text.contains("=")) {
      return pairs(option, new Str(text, value.tag()));
    }
    if (text.isEmpty()) {
      return new Dict(new LinkedHashMap<>(), Tag.NONE);
    }
    throw new Mismatch(
        notADict(option, value, "dictionary requested, could not parse JSON or key=value"));
  }

  private static String notADict(OptionSpec option, Value value, String why) {
    return "argument '%s' is of type %s and we were unable to convert to dict: %s"
        .formatted(option.name(), pythonType(value), why);
  }

  /// `key=value` words with commas or blanks between them, quoted as in a shell where they hold
  /// such.
  private static Dict pairs(OptionSpec option, Str text) throws Mismatch {
    var map = new LinkedHashMap<Value, Value>();
    for (String word : words(text.text())) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        String why = "unable to evaluate string in the \"key=value\" format as dictionary";
        throw new Mismatch(notADict(option, text, why));
      }
      map.put(Str.of(word.substring(0, equals)), new Str(word.substring(equals + 1), text.tag()));
    }
    return new Dict(map, text.tag());
  }

  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == ',' || c == ' ')) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    words.removeIf(String::isEmpty);
    return words;
  }

  private static String shown(OptionSpec option, Value value) {
    return option.secret() || value.isSecret() ? Secret.MASK : text(value);
  }

  private static String pythonType(Value value) {
    return "<class '" + PythonText.typeName(value) + "'>";
  }
}
