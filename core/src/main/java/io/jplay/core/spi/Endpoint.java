package io.jplay.core.spi;

import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Where and how to reach a host, from its connection variables. Absent parts are left to
/// ssh_config and defaults. `host` is the inventory name, `address` ansible_host or the name;
/// `sshArguments` the joined words of ssh_args, ssh_common_args and ssh_extra_args;
/// `hostKeyChecking` Ansible's setting; `options` what a connection type needs beyond
/// (`chroot_exe`), by variable name without `ansible_`.
public record Endpoint(
    String host,
    String address,
    OptionalInt port,
    Optional<String> user,
    Optional<Secret> password,
    Optional<Path> privateKey,
    List<String> sshArguments,
    boolean hostKeyChecking,
    Duration connectTimeout,
    Map<String, String> options) {
  public Endpoint {
    sshArguments = List.copyOf(sshArguments);
    options = Map.copyOf(options);
  }

  /// Every task looks its connection up by this: the names are told apart by, and written out it is
  /// several times faster than what a record has of itself.
  @Override
  public int hashCode() {
    return host.hashCode() * 31 + address.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || other instanceof Endpoint e
            && host.equals(e.host)
            && address.equals(e.address)
            && port.equals(e.port)
            && user.equals(e.user)
            && password.equals(e.password)
            && privateKey.equals(e.privateKey)
            && sshArguments.equals(e.sshArguments)
            && hostKeyChecking == e.hostKeyChecking
            && connectTimeout.equals(e.connectTimeout)
            && options.equals(e.options);
  }
}
