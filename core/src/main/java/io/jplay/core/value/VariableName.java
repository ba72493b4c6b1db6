package io.jplay.core.value;

import java.util.Set;
import java.util.regex.Pattern;

/// What may name a variable: a Python identifier of ASCII letters that is no reserved word.
public final class VariableName {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> PYTHON =
      Set.of(
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield",
          "True",
          "False",
          "None");

  private VariableName() {}

  public static boolean isValid(String name) {
    return NAME.matcher(name).matches() && !PYTHON.contains(name);
  }

  /// Ansible's sentence about a name that is not valid.
  public static String problem(String name) {
    return "The variable name '"
        + name
        + "' is not valid. Variables must start with a letter or underscore character, and contain"
        + " only letters, numbers and underscores.";
  }
}
