package io.jplay.modules.files;

import io.jplay.core.api.HostFacts;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paths of a host as options give them.
public final class Paths {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)\\})");

  private Paths() {}

  /// `~` at the beginning is the session's home, `~name` that of an account of the host, as
  /// Ansible's path type expands them; so are the variables that a login sets. Others stay as they
  /// are written, as unset ones and unknown accounts do.
  public static String expand(String path, HostFacts facts) {
    String full =
        VARIABLE
            .matcher(path)
            .replaceAll(m -> {
              String name = m.group(1) == null ? m.group(2) : m.group(1);
              return Matcher.quoteReplacement(variable(name, facts).orElse(m.group()));
            });
    if (!full.startsWith("~")) {
      return full;
    }
    int end = full.indexOf('/') < 0 ? full.length() : full.indexOf('/');
    return home(full.substring(1, end), facts)
        .map(home -> home.equals("/") && end < full.length() ? "" : home)
        .map(home -> home + full.substring(end))
        .orElse(full);
  }

  private static Optional<String> home(String account, HostFacts facts) {
    return account.isEmpty() || account.equals(facts.user())
        ? Optional.of(facts.home())
        : Optional.ofNullable(facts.homes().get(account));
  }

  private static Optional<String> variable(String name, HostFacts facts) {
    return switch (name) {
      case "HOME" -> Optional.of(facts.home());
      case "USER", "LOGNAME" -> Optional.of(facts.user());
      default -> Optional.empty();
    };
  }

  /// Without slashes at the end.
  public static String trimmed(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
