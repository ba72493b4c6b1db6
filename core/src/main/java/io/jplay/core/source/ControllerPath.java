package io.jplay.core.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Paths of the controller as users write them, with `~` and `~user` at the beginning.
public final class ControllerPath {
  private static final Path ACCOUNTS = Path.of("/etc/passwd");
  private static final int HOME_FIELD = 5;

  private ControllerPath() {}

  /// The path with the home directory that it begins with; as it is where there is no such account.
  /// `home` is that of the user who runs jplay.
  public static String expand(String path, String home) {
    return expand(path, home, ACCOUNTS);
  }

  static String expand(String path, String home, Path accounts) {
    if (!path.startsWith("~")) {
      return path;
    }
    int slash = path.indexOf('/');
    String user = path.substring(1, slash < 0 ? path.length() : slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    return user.isEmpty()
        ? home + rest
        : homeOf(user, accounts).map(directory -> below(directory, rest)).orElse(path);
  }

  private static String below(String directory, String rest) {
    return directory.isEmpty() && rest.isEmpty() ? "/" : directory + rest;
  }

  private static Optional<String> homeOf(String user, Path accounts) {
    // account files may hold names in any encoding
    try (Stream<String> lines = Files.lines(accounts, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > HOME_FIELD && fields[0].equals(user))
          .map(fields -> fields[HOME_FIELD].replaceFirst("/+$", ""))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
