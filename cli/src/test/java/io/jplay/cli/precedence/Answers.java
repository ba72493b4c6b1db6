package io.jplay.cli.precedence;

import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the tasks of a run showed, one line for each host and task, in an order that does not
/// depend on which host was first.
public final class Answers {
  private static final Pattern RESULT =
      Pattern.compile("(?:ok|changed|failed): \\[([^ \\]]+)[^\\]]*\\].*");
  private static final Pattern FAILED = Pattern.compile("fatal: \\[([^ \\]]+)[^\\]]*\\]: .*");
  private static final Pattern SHOWN = Pattern.compile("    \"msg\": \"(P\\d+) (.*)\"");

  private Answers() {}

  /// From what ansible's default output shows.
  public static String of(String output) {
    var all = new StringBuilder();
    var ofTask = new TreeMap<String, String>();
    String host = "";
    for (String line : output.lines().toList()) {
      Matcher result = RESULT.matcher(line);
      Matcher failed = FAILED.matcher(line);
      Matcher shown = SHOWN.matcher(line);
      if (line.startsWith("PLAY [") || line.startsWith("TASK [") || line.startsWith("RUNNING ")) {
        ofTask.forEach((name, said) -> all.append(name).append(said).append('\n'));
        ofTask.clear();
      }
      if (line.startsWith("PLAY [")) {
        all.append("PLAY\n");
      } else if (result.matches()) {
        host = result.group(1);
      } else if (failed.matches()) {
        ofTask.merge(failed.group(1), " FAILED", String::concat);
      } else if (shown.matches()) {
        String said = " " + shown.group(1) + " " + shown.group(2).replace("\\\"", "\"");
        ofTask.merge(host, said, String::concat);
      }
    }
    return all.toString();
  }
}
