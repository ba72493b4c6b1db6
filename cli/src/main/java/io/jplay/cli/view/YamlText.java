package io.jplay.cli.view;

import io.jplay.core.template.YamlDumper;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Results as YAML for reading: texts of several lines stand as they are.
final class YamlText {
  private static final Pattern BREAK = Pattern.compile("[\\n\\r\\x1c-\\x1e\\x85\\u2028\\u2029]");
  private static final Pattern SPECIAL =
      Pattern.compile(
          "[^\\n -~\\x85\\xa0-\\uD7FF\\uE000-\\uFEFE\\uFF00-\\uFFFD\\x{10000}-\\x{10FFFF}]");
  private static final Pattern BLANKS = Pattern.compile(" +(?=[\\n\\x85\\u2028\\u2029])");
  private static final int TAB = 8;

  private YamlText() {}

  /// The mapping's lines, each after `margin` blanks. `lossy` takes out of texts of several lines
  /// what YAML would quote them for: tabs, blanks at line ends, control characters, the last new
  /// line.
  static String of(Dict value, int indent, int width, boolean lossy, int margin) {
    String text = YamlDumper.block(lossy ? readable(value) : value, indent, width, true);
    return text.replaceAll("(?m)^(?=.)", " ".repeat(margin));
  }

  private static Value readable(Value value) {
    return switch (value) {
      case Str s when BREAK.matcher(s.text()).find() -> Str.of(readable(s.text()));
      case Seq s -> new Seq(s.items().stream().map(YamlText::readable).toList(), s.kind(), s.tag());
      case Dict d -> {
        var out = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> out.put(k, readable(v)));
        yield new Dict(out, d.tag());
      }
      default -> value;
    };
  }

  private static String readable(String text) {
    String spaced = withoutTabs(text.stripTrailing());
    return BLANKS.matcher(SPECIAL.matcher(spaced).replaceAll("")).replaceAll("");
  }

  /// Tabs up to the next multiple of eight columns.
  private static String withoutTabs(String text) {
    if (text.indexOf('\t') < 0) {
      return text;
    }
    var out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int width = c == '\t' ? TAB - column % TAB : 1;
      if (c == '\t') {
        out.repeat(' ', width);
      } else {
        out.append(c);
      }
      column = c == '\n' || c == '\r' ? 0 : column + width;
    }
    return out.toString();
  }
}
