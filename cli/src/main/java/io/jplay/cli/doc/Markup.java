package io.jplay.cli.doc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The marks in the descriptions of ansible's content (`C(word)`, `M(module)`, `L(text, url)`), and
/// the same as our pages have it.
final class Markup {
  private static final Pattern LINK = Pattern.compile("\\bL\\(([^)]+), *([^)]+)\\)");
  private static final Pattern REFERENCE = Pattern.compile("\\bR\\(([^)]+), *([^)]+)\\)");
  private static final Pattern ADDRESS = Pattern.compile("\\bU\\(([^)]+)\\)");
  private static final Pattern PLUGIN = Pattern.compile("\\bP\\(([^#)]+)#[a-z]+\\)");
  private static final Pattern WORD =
      Pattern.compile("\\b(?:[BCIM]\\(([^)]+)\\)|(?:O|V|E|RV)\\(((?:[^\\\\)]|\\\\.)+)\\))");

  private Markup() {}

  static String plain(String text) {
    String plain = LINK.matcher(text).replaceAll("$1 <$2>");
    plain = REFERENCE.matcher(plain).replaceAll("$1");
    plain = ADDRESS.matcher(plain).replaceAll("$1");
    plain = PLUGIN.matcher(plain).replaceAll("`$1`");
    return WORD.matcher(plain)
        .replaceAll(
            mark -> Matcher.quoteReplacement("`" + word(mark.group(1), mark.group(2)) + "`"));
  }

  private static String word(String simple, String escaped) {
    return simple == null ? escaped.replaceAll("\\\\(.)", "$1") : simple;
  }
}
