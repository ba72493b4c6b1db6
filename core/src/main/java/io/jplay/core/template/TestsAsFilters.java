package io.jplay.core.template;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import java.util.Set;

/// Ansible's own tests were filters as well until 2.9 (`result|failed`), and old playbooks still
/// use them so. Jinja2's tests (`defined`) never were.
public final class TestsAsFilters {
  private static final Set<String> NAMES =
      Set.of(
          "abs",
          "all",
          "any",
          "change",
          "changed",
          "contains",
          "directory",
          "exists",
          "failed",
          "failure",
          "file",
          "finished",
          "is_abs",
          "is_dir",
          "is_file",
          "is_link",
          "is_mount",
          "is_same_file",
          "isnan",
          "issubset",
          "issuperset",
          "link",
          "link_exists",
          "match",
          "mount",
          "regex",
          "same_file",
          "search",
          "skip",
          "skipped",
          "subset",
          "succeeded",
          "success",
          "successful",
          "superset",
          "version",
          "version_compare");

  private TestsAsFilters() {}

  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  public static Diagnostic deprecation(String name, SourceRange where) {
    return Diagnostic.deprecation("JP1214", "deprecated form", where)
        .withDetail("'" + name + "' is a test, not a filter")
        .withHint("write `is " + name + "` instead of `|" + name + "`");
  }
}
