package io.jplay.core.diag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/// "Did you mean" for files of the controller: one of nearly that name beside where it was looked
/// for.
public final class NearFile {
  private static final int MOST = 5000;

  private NearFile() {}

  /// The hint, or nothing.
  public static String hint(Path missing) {
    Path directory = missing.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return "";
    }
    try (Stream<Path> entries = Files.list(directory)) {
      var names = entries.limit(MOST).map(p -> String.valueOf(p.getFileName())).toList();
      return Suggestion.hint(String.valueOf(missing.getFileName()), names);
    } catch (IOException e) {
      return "";
    }
  }

  /// The hint of the first place that has one.
  public static String hint(Collection<Path> places) {
    return places.stream().map(NearFile::hint).filter(h -> !h.isEmpty()).findFirst().orElse("");
  }
}
