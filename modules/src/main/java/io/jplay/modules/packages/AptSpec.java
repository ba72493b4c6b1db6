package io.jplay.modules.packages;

import java.util.Optional;
import java.util.regex.Pattern;

/// One name of a task for apt: `name`, `name:arch`, `name=version` with globs, `name>=version`,
/// `name/release`.
public record AptSpec(String text, String name, Optional<String> version, boolean atLeast) {

  public static AptSpec parse(String text) {
    String bare = text.strip();
    int at = bare.indexOf('=');
    if (at > 0) {
      boolean atLeast = bare.charAt(at - 1) == '>';
      String name = bare.substring(0, atLeast ? at - 1 : at);
      return new AptSpec(bare, name, Optional.of(bare.substring(at + 1)), atLeast);
    }
    int slash = bare.indexOf('/');
    String name = slash > 0 ? bare.substring(0, slash) : bare;
    return new AptSpec(bare, name, Optional.empty(), false);
  }

  public boolean isVersionGlob() {
    return !atLeast && version.filter(v -> v.contains("*") || v.contains("?")).isPresent();
  }

  /// One of the names that a pattern stands for.
  public AptSpec named(String match) {
    return parse(architecture().isEmpty() ? match : match + ":" + architecture());
  }

  public boolean isGlob() {
    return name.matches(".*[*?\\[\\]!].*");
  }

  /// The name without architecture.
  public String bareName() {
    int at = name.indexOf(':');
    return at > 0 ? name.substring(0, at) : name;
  }

  /// The architecture that the task asks for; empty for any.
  public String architecture() {
    int at = name.indexOf(':');
    return at > 0 ? name.substring(at + 1) : "";
  }

  public boolean acceptsVersion(String installed) {
    if (atLeast) {
      return DebianVersion.parse(installed).compareTo(DebianVersion.parse(version.orElseThrow()))
          >= 0;
    }
    return version.isEmpty() || glob(version.get()).matcher(installed).matches();
  }

  public boolean namesPackage(String packageName) {
    return bareName().equals(packageName);
  }

  private static Pattern glob(String text) {
    var regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString());
  }
}
