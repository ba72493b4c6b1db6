package io.jplay.core.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// The logins of a netrc file, as ftp, curl and Python's netrc read it: words `machine NAME`, or
/// `default`, and behind them `login`, `password`, `account`.
final class Netrc {
  private final Deque<String> words;

  private Netrc(String text) {
    // macros end at an empty line, and have nothing to say here
    this.words =
        new ArrayDeque<>(
            Arrays.asList(
                text.replaceAll("(?ms)^macdef .*?(\n\\s*\n|\\z)", "").strip().split("\\s+")));
  }

  /// A user and password.
  record Login(String user, String password) {}

  /// The login for a host; empty without a file, too.
  static Optional<Login> login(Path file, String host) {
    try {
      return new Netrc(Files.isReadable(file) ? Files.readString(file) : "").find(host);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Login> find(String host) {
    Optional<Login> otherwise = Optional.empty();
    while (!words.isEmpty()) {
      String word = words.pop();
      if (word.equals("machine") && !words.isEmpty()) {
        String name = words.pop();
        Login login = entry();
        if (name.equals(host)) {
          return Optional.of(login);
        }
      } else if (word.equals("default")) {
        otherwise = Optional.of(entry());
      }
    }
    return otherwise;
  }

  private Login entry() {
    String user = "";
    String password = "";
    while (words.size() > 1 && !words.peek().equals("machine") && !words.peek().equals("default")) {
      String key = words.pop();
      String value = words.pop();
      switch (key) {
        case "login", "user" -> user = value;
        case "password" -> password = value;
        default -> {}
      }
    }
    return new Login(user, password);
  }
}
