package io.jplay.core.check;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
    List<Path> found = List.of(base);
    for (Path part : base.relativize(base.resolve(glob).normalize())) {
      found = found.stream().flatMap(d -> entries(d, part.toString()).stream()).toList();
    }
    return found.stream().filter(Files::isRegularFile).sorted().limit(MOST).toList();
  }

  /// The entries of a directory that one part of a name may be.
  private static List<Path> entries(Path directory, String part) {
    if (!part.contains("*")) {
      return List.of(directory.resolve(part));
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, part)) {
      var found = new ArrayList<Path>();
      all.forEach(found::add);
      return found;
    } catch (IOException | DirectoryIteratorException | PatternSyntaxException e) {
      return List.of();
    }
  }
}
