package io.jplay.core.spi;

import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
}
