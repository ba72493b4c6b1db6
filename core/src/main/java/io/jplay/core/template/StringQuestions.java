package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.function.IntPredicate;

/// The methods of Python's str that look and make nothing: where something is, how often, what the
/// characters are.
final class StringQuestions {
  private StringQuestions() {}

  private static boolean isNumeric(int c) {
    return Character.isDigit(c)
        || Character.getType(c) == Character.OTHER_NUMBER
        || Character.getType(c) == Character.LETTER_NUMBER;
  }

  static Value call(String s, String name, CallArgs args) {
    return switch (name) {
      case "startswith" -> Bool.of(matches(s, args, true));
      case "endswith" -> Bool.of(matches(s, args, false));
      case "find", "index", "rfind", "rindex" -> find(s, name, args);
      case "count" -> count(s, args);
      case "__len__" -> Int.of(s.codePointCount(0, s.length()));
      case "__contains__" -> Bool.of(s.contains(StringMethods.text(args, 0, name)));
      case "isdigit", "isdecimal" -> all(s, Character::isDigit);
      case "isnumeric" -> all(s, StringQuestions::isNumeric);
      case "isalpha" -> all(s, Character::isLetter);
      case "isalnum" -> all(s, c -> Character.isLetter(c) || isNumeric(c));
      case "isspace" -> all(s, PythonStrings::isSpace);
      case "isascii" -> Bool.of(s.chars().allMatch(c -> c < 128));
      case "isprintable" -> Bool.of(s.codePoints().allMatch(PythonText::isPrintable));
      case "isupper" ->
          Bool.of(
              s.codePoints().anyMatch(Character::isUpperCase)
                  && s.codePoints().noneMatch(Character::isLowerCase));
      case "islower" ->
          Bool.of(
              s.codePoints().anyMatch(Character::isLowerCase)
                  && s.codePoints().noneMatch(Character::isUpperCase));
      case "istitle" ->
          Bool.of(s.codePoints().anyMatch(Character::isLetter) && s.equals(PythonStrings.title(s)));
      case "isidentifier" ->
          Bool.of(
              !s.isEmpty()
                  && (Character.isUnicodeIdentifierStart(s.codePointAt(0)) || s.charAt(0) == '_')
                  && s.codePoints().allMatch(Character::isUnicodeIdentifierPart));
      default -> throw new IllegalStateException(name);
    };
  }

  private static Bool all(String s, IntPredicate predicate) {
    return Bool.of(!s.isEmpty() && s.codePoints().allMatch(predicate));
  }

  private static boolean matches(String s, CallArgs args, boolean start) {
    String range = range(s, args);
    Value wanted = Methods.argument(args, 0, start ? "startswith" : "endswith");
    List<Value> options =
        wanted instanceof Seq t && t.kind() == Seq.Kind.TUPLE ? t.items() : List.of(wanted);
    for (Value option : options) {
      if (!(option instanceof Str text)) {
        throw PythonError.type(
            (start ? "startswith" : "endswith")
                + " first arg must be str or a tuple of str, not "
                + PythonText.typeName(option));
      }
      if (start ? range.startsWith(text.text()) : range.endsWith(text.text())) {
        return true;
      }
    }
    return false;
  }

  /// The part of the text that arguments two and three (start, end) leave.
  private static String range(String s, CallArgs args) {
    if (args.size() < 2) {
      return s;
    }
    Value end = args.size() > 2 ? args.positional().get(2) : Null.NULL;
    Value part = PythonOps.slice(Str.of(s), args.positional().get(1), end, Null.NULL);
    return PythonText.str(part);
  }

  private static Value find(String s, String name, CallArgs args) {
    String wanted = StringMethods.text(args, 0, name);
    String range = range(s, args);
    int at = name.startsWith("r") ? range.lastIndexOf(wanted) : range.indexOf(wanted);
    if (at < 0) {
      if (name.endsWith("index")) {
        throw PythonError.value("substring not found");
      }
      return Int.of(-1);
    }
    int before = args.size() < 2 ? 0 : start(s, args.positional().get(1));
    return Int.of(range.codePointCount(0, at) + before);
  }

  private static int start(String s, Value start) {
    int size = s.codePointCount(0, s.length());
    long at = start instanceof Null ? 0 : PythonNumbers.index(start);
    return (int) Math.clamp(at < 0 ? at + size : at, 0L, size);
  }

  private static Value count(String s, CallArgs args) {
    String wanted = StringMethods.text(args, 0, "count");
    String range = range(s, args);
    if (wanted.isEmpty()) {
      return Int.of(range.codePointCount(0, range.length()) + 1L);
    }
    long count = 0;
    for (int i = range.indexOf(wanted); i >= 0; i = range.indexOf(wanted, i + wanted.length())) {
      count++;
    }
    return Int.of(count);
  }
}
