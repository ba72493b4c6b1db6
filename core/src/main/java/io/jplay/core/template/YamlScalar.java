package io.jplay.core.template;

import java.util.regex.Pattern;

/// What PyYAML finds out about a scalar before it chooses how to write it: which styles keep the
/// text, and which type a plain text would be read back as.
record YamlScalar(
    int[] text,
    boolean multiline,
    boolean plainInFlow,
    boolean plainInBlock,
    boolean singleQuoted,
    boolean block) {

  private static final String BREAKS = "\n\u0085\u2028\u2029";
  private static final String BLANKS = "\0 \t\r\n\u0085\u2028\u2029";

  private static final Pattern BOOL =
      Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Pattern INT =
      Pattern.compile(
          "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}"
              + "(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?");

  /// The types of YAML 1.1 that a plain text can be.
  enum Type {
    STR,
    INT,
    FLOAT,
    BOOL,
    NULL,
    TIMESTAMP,
    OTHER
  }

  /// The type that a reader gives to the plain text.
  static Type type(String text) {
    if (text.isEmpty()) {
      return Type.NULL;
    }
    char c = text.charAt(0);
    if ("yYnNtTfFoO".indexOf(c) >= 0 && BOOL.matcher(text).matches()) {
      return Type.BOOL;
    }
    if ("-+0123456789.".indexOf(c) >= 0) {
      if (INT.matcher(text).matches()) {
        return Type.INT;
      }
      if (FLOAT.matcher(text).matches()) {
        return Type.FLOAT;
      }
      if (TIMESTAMP.matcher(text).matches()) {
        return Type.TIMESTAMP;
      }
    }
    return switch (text) {
      case "~", "null", "Null", "NULL" -> Type.NULL;
      case "<<", "=", "!", "&", "*" -> Type.OTHER;
      default -> Type.STR;
    };
  }

  static boolean isBreak(int c) {
    return BREAKS.indexOf(c) >= 0;
  }

  static YamlScalar analyze(String value, boolean allowUnicode) {
    int[] text = value.codePoints().toArray();
    if (text.length == 0) {
      return new YamlScalar(text, false, false, true, true, false);
    }
    return new Analysis(text, value, allowUnicode).result();
  }

  /// One pass over the text.
  private static final class Analysis {
    private final int[] text;
    private boolean blockIndicators;
    private boolean flowIndicators;
    private boolean lineBreaks;
    private boolean special;
    private boolean edgeBlank;
    private boolean trailingSpace;
    private boolean breakSpace;
    private boolean spaceBreak;

    Analysis(int[] text, String value, boolean allowUnicode) {
      this.text = text;
      if (value.startsWith("---") || value.startsWith("...")) {
        blockIndicators = true;
        flowIndicators = true;
      }
      boolean previousSpace = false;
      boolean previousBreak = false;
      for (int i = 0; i < text.length; i++) {
        int c = text[i];
        indicators(i, c);
        character(c, allowUnicode);
        boolean edge = i == 0 || i == text.length - 1;
        if (c == ' ') {
          edgeBlank |= edge;
          trailingSpace |= i == text.length - 1;
          breakSpace |= previousBreak;
        } else if (isBreak(c)) {
          lineBreaks = true;
          edgeBlank |= edge;
          spaceBreak |= previousSpace;
        }
        previousSpace = c == ' ';
        previousBreak = isBreak(c);
      }
    }

    private boolean blank(int index) {
      return index < 0 || index >= text.length || BLANKS.indexOf(text[index]) >= 0;
    }

    private void indicators(int i, int c) {
      boolean both = false;
      if (i == 0) {
        both = "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0 || c == '-' && blank(1);
        flowIndicators |= c == '?' || c == ':';
        blockIndicators |= (c == '?' || c == ':') && blank(1);
      } else {
        flowIndicators |= ",?[]{}:".indexOf(c) >= 0;
        blockIndicators |= c == ':' && blank(i + 1);
        both = c == '#' && blank(i - 1);
      }
      blockIndicators |= both;
      flowIndicators |= both;
    }

    private void character(int c, boolean allowUnicode) {
      if (c == '\n' || c >= ' ' && c <= '~') {
        return;
      }
      boolean printable = c >= 0xa0 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd && c != 0xfeff;
      special |= !printable || !allowUnicode;
    }

    YamlScalar result() {
      boolean broken = spaceBreak || special;
      boolean plain = !edgeBlank && !breakSpace && !broken && !lineBreaks;
      return new YamlScalar(
          text,
          lineBreaks,
          plain && !flowIndicators,
          plain && !blockIndicators,
          !breakSpace && !broken,
          !trailingSpace && !broken);
    }
  }
}
