package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `%` tokens, `~` and `${NAME}` of ssh_config values.
record SshTokens(
    SshSettings settings, String original, String host, int port, String user, String hostKey) {
  private static final Pattern TOKEN = Pattern.compile("%(.)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

  String expand(String text) {
    return TOKEN
        .matcher(text)
        .replaceAll(match ->
            Matcher.quoteReplacement(
                match.group(2) != null
                    ? settings.environment().getOrDefault(match.group(2), "")
                    : token(match.group(1).charAt(0))));
  }

  Path path(String text) {
    String expanded = expand(text);
    if (expanded.equals("~") || expanded.startsWith("~/")) {
      return Path.of(settings.home() + expanded.substring(1));
    }
    return Path.of(expanded);
  }

  private String token(char letter) {
    return switch (letter) {
      case '%' -> "%";
      case 'h' -> host;
      case 'n' -> original;
      case 'p' -> Integer.toString(port);
      case 'r' -> user;
      case 'u' -> settings.localUser();
      case 'd' -> settings.home().toString();
      case 'k' -> hostKey.isEmpty() ? original : hostKey;
      case 'i' -> localId();
      case 'l', 'L' -> localHost(letter == 'L');
      default -> "%" + letter;
    };
  }

  private static String localId() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private String localHost(boolean shortName) {
    String name = settings.environment().getOrDefault("HOSTNAME", "localhost");
    return shortName ? name.split("\\.")[0] : name;
  }
}
