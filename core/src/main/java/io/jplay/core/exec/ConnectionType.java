package io.jplay.core.exec;

import java.util.Optional;
import java.util.Set;

/// The type of connection by which a task reaches a host, as one short name: a variable wins over
/// the keyword, that over what is known of the host, and that over the settings.
public final class ConnectionType {
  /// Names of what is one connection here.
  private static final Set<String> SSH = Set.of("ssh", "smart", "paramiko", "paramiko_ssh");

  private ConnectionType() {}

  /// `implicitLocal`: the host is the controller, and no inventory names it.
  public static String of(
      Optional<String> variable,
      Optional<String> keyword,
      boolean implicitLocal,
      RunSettings settings) {
    String written =
        variable
            .filter(name -> !name.isEmpty())
            .or(() -> keyword.filter(name -> !name.isEmpty()))
            .orElse(implicitLocal ? "local" : settings.connecting().type());
    String name = written.substring(written.lastIndexOf('.') + 1);
    return SSH.contains(name) ? "ssh" : name;
  }
}
