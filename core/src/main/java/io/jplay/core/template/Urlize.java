package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `urlize` filter: addresses in a text as HTML links.
final class Urlize {
  private static final Pattern WORDS = Pattern.compile("\\s+|\\S+");
  private static final Pattern HEAD = Pattern.compile("^(?:[(<]|&lt;)+");
  private static final Pattern TAIL = Pattern.compile("(?:[)>.,\\n]|&gt;)+$");
  private static final Pattern URL =
      Pattern.compile(
          "^(?:(?:https?://|www\\.)(?:(?:[\\w%-]+\\.)+)?(?:[a-z]{2,63}|xn--[\\w%]{2,59})"
              + "|(?:[\\w%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)"
              + "|https?://(?:(?:\\d{1,3}(?:\\.\\d{1,3}){3})|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\]))"
              + "(?::\\d{1,5})?(?:[/?#]\\S*)?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MAIL = Pattern.compile("^\\S+@\\w[\\w.-]*\\.\\w+$");

  private Urlize() {}

  static Value urlize(Call c) {
    int limit = c.get(0) instanceof Null ? Integer.MAX_VALUE : (int) c.integer(0, 0);
    var rel = new TreeSet<String>(List.of("noopener"));
    if (c.flag(1, false)) {
      rel.add("nofollow");
    }
    rel.addAll(PythonStrings.words(c.optionalText(3).orElse(""), -1));
    String attributes =
        " rel=\""
            + TextFilters.escape(String.join(" ", rel))
            + "\""
            + c.optionalText(2).map(t -> " target=\"" + TextFilters.escape(t) + "\"").orElse("");
    var schemes = new ArrayList<String>();
    if (c.find(4).isPresent() && !(c.get(4) instanceof Null)) {
      c.items(c.get(4)).forEach(v -> schemes.add(PythonText.str(v)));
    }
    var out = new StringBuilder();
    Matcher m = WORDS.matcher(TextFilters.escape(c.inputText()));
    while (m.find()) {
      out.append(word(m.group(), limit, attributes, schemes));
    }
    return Call.str(out);
  }

  private static String word(String word, int limit, String attributes, List<String> schemes) {
    String head = first(HEAD, word);
    String rest = word.substring(head.length());
    String tail = first(TAIL, rest);
    String middle = rest.substring(0, rest.length() - tail.length());
    return head + link(middle, limit, attributes, schemes) + tail;
  }

  private static String first(Pattern pattern, String text) {
    Matcher m = pattern.matcher(text);
    return m.find() ? m.group() : "";
  }

  private static String link(String url, int limit, String attributes, List<String> schemes) {
    String shown = url.length() > limit ? url.substring(0, limit) + "..." : url;
    if (URL.matcher(url).find()) {
      String target =
          url.startsWith("https://") || url.startsWith("http://") ? url : "https://" + url;
      return "<a href=\"" + target + "\"" + attributes + ">" + shown + "</a>";
    }
    if (url.startsWith("mailto:") && MAIL.matcher(url.substring(7)).find()) {
      return "<a href=\"" + url + "\">" + url.substring(7) + "</a>";
    }
    if (url.contains("@")
        && !url.startsWith("www.")
        && !url.contains(":")
        && MAIL.matcher(url).find()) {
      return "<a href=\"mailto:" + url + "\">" + url + "</a>";
    }
    for (String scheme : schemes) {
      if (!url.equals(scheme) && url.startsWith(scheme)) {
        return "<a href=\"" + url + "\"" + attributes + ">" + url + "</a>";
      }
    }
    return url;
  }
}
