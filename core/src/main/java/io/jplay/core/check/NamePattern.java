package io.jplay.core.check;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// A name with templates in it, as a pattern: what a run makes of it can only be one of the names
/// that match.
final class NamePattern {
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}|\\{#.*?#}");
  private static final int MOST = 60;

  private NamePattern() {}

  /// Whether a finished name may come of a name with templates.
  static boolean mayBe(String template, String name) {
    var regex = new StringBuilder();
    int from = 0;
    var marks = TEMPLATE.matcher(template);
    while (marks.find()) {
      regex.append(Pattern.quote(template.substring(from, marks.start()))).append(".*");
      from = marks.end();
    }
    regex.append(Pattern.quote(template.substring(from)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }

  /// Whether the whole name is one template.
  static boolean saysNothing(String template) {
    return TEMPLATE.matcher(template.strip()).replaceAll("").isEmpty();
  }

  /// The files below `base` that the name may come to; none when the name says too little.
  static List<Path> files(Path base, String template) {
    String glob = TEMPLATE.matcher(template).replaceAll("*");
    if (glob.replaceAll("[*./]|ya?ml", "").isBlank() && !glob.contains("/")
        || glob.startsWith("/")
        || glob.contains("{")
        || !Files.isDirectory(base)) {
      return List.of();
    }
    Path directory = base.resolve(glob).normalize();
    Path fixed = base;
    for (Path part : base.relativize(directory)) {
      if (part.toString().contains("*")) {
        break;
      }
      fixed = fixed.resolve(part);
    }
    if (!Files.isDirectory(fixed)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(fixed, 4)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + directory);
      return tree.filter(matcher::matches)
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException | PatternSyntaxException e) {
      return List.of();
    }
  }
}
