package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.value.Secret;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that ssh would know of one hop after it has read its arguments and files. `name` is
/// the host as it was asked for, `address` what is connected to.
record SshTarget(
    String name,
    String address,
    int port,
    String user,
    Optional<Secret> password,
    Duration connectTimeout,
    boolean hostKeyChecking,
    SshOptions options,
    SshSettings settings) {

  enum Strictness {
    YES,
    ASK,
    ACCEPT_NEW,
    NO
  }

  static SshTarget of(Endpoint endpoint, SshSettings settings) throws TransportException {
    var options = new SshOptions();
    var config = new SshConfig(settings, endpoint.address(), options);
    endpoint.port().ifPresent(port -> options.add("port", List.of(Integer.toString(port))));
    endpoint.user().ifPresent(user -> options.add("user", List.of(user)));
    endpoint.privateKey().ifPresent(key -> options.add("identityfile", List.of(key.toString())));
    var arguments = new SshArguments(config, settings);
    arguments.read(endpoint.sshArguments());
    if (!endpoint.hostKeyChecking()) {
      options.add("stricthostkeychecking", List.of("no"));
    }
    config.read(arguments.configFiles());
    return of(
        endpoint.address(),
        options,
        endpoint.password(),
        endpoint.connectTimeout(),
        endpoint.hostKeyChecking(),
        settings.reading(arguments.configFiles()));
  }

  /// A jump host, `[user@]host[:port]` or `ssh://...`; `before` are the jumps that lead to it.
  SshTarget jump(String text, List<String> before) {
    String rest = text.startsWith("ssh://") ? text.substring(6) : text;
    var jumpOptions = new SshOptions();
    int at = rest.lastIndexOf('@');
    if (at >= 0) {
      jumpOptions.add("user", List.of(rest.substring(0, at)));
      rest = rest.substring(at + 1);
    }
    int colon = rest.lastIndexOf(':');
    boolean isBracketed = rest.startsWith("[");
    if (colon > 0 && (isBracketed ? colon > rest.indexOf(']') : rest.indexOf(':') == colon)) {
      jumpOptions.add("port", List.of(rest.substring(colon + 1)));
      rest = rest.substring(0, colon);
    }
    String host = isBracketed ? rest.replaceAll("[\\[\\]]", "") : rest;
    if (!before.isEmpty()) {
      jumpOptions.add("proxyjump", List.of(String.join(",", before)));
    }
    if (!hostKeyChecking) {
      jumpOptions.add("stricthostkeychecking", List.of("no"));
    }
    new SshConfig(settings, host, jumpOptions).read(settings.configFiles());
    return of(host, jumpOptions, Optional.empty(), connectTimeout, hostKeyChecking, settings);
  }

  private static SshTarget of(
      String name,
      SshOptions options,
      Optional<Secret> password,
      Duration timeout,
      boolean hostKeyChecking,
      SshSettings settings) {
    String address =
        options
            .first("hostname")
            .map(text -> text.replace("%h", name).replace("%%", "%"))
            .orElse(name);
    int port = options.number("port").filter(number -> number > 0 && number < 65536).orElse(22);
    String user = options.first("user").orElse(settings.localUser());
    Duration limit = options.number("connecttimeout").map(Duration::ofSeconds).orElse(timeout);
    return new SshTarget(
        name, address, port, user, password, limit, hostKeyChecking, options, settings);
  }

  SshTokens tokens() {
    return new SshTokens(
        settings, name, address, port, user, options.first("hostkeyalias").orElse(""));
  }

  /// The jumps from here to the host, in order; empty without ProxyJump.
  List<String> jumps() {
    String text = options.first("proxyjump").orElse("none");
    if (text.equalsIgnoreCase("none")) {
      return List.of();
    }
    return List.of(tokens().expand(text).split("\\s*,\\s*"));
  }

  Optional<String> proxyCommand() {
    return options
        .line("proxycommand")
        .filter(text -> !text.equalsIgnoreCase("none"))
        .map(tokens()::expand);
  }

  boolean forwardsAgent() {
    String text = options.first("forwardagent").orElse(settings.forwardAgent() ? "yes" : "no");
    return !text.equalsIgnoreCase("no") && !text.equalsIgnoreCase("false");
  }

  /// The agent's socket: IdentityAgent, else SSH_AUTH_SOCK.
  Optional<String> agentSocket() {
    Optional<String> named = options.first("identityagent");
    if (named.isEmpty() || named.get().equals("SSH_AUTH_SOCK")) {
      return settings.agentSocket();
    }
    if (named.get().equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    if (named.get().startsWith("$") && !named.get().startsWith("${")) {
      return Optional.ofNullable(settings.environment().get(named.get().substring(1)));
    }
    return Optional.of(tokens().path(named.get()).toString());
  }

  /// Why there is no agent, for messages.
  String withoutAgent() {
    return options.first("identityagent").isPresent()
        ? "no agent: IdentityAgent is " + options.first("identityagent").get()
        : "no agent: SSH_AUTH_SOCK is not set";
  }

  /// Whether nobody may be asked for anything (`BatchMode`). Unlike ssh, a password that was given
  /// is still used: Ansible's users set both.
  boolean asksNothing() {
    return options.isYes("batchmode", false);
  }

  /// Whether an address may be used (`AddressFamily`).
  boolean takes(InetAddress candidate) {
    return switch (options.first("addressfamily").orElse("any").toLowerCase(Locale.ROOT)) {
      case "inet" -> candidate instanceof Inet4Address;
      case "inet6" -> candidate instanceof Inet6Address;
      default -> true;
    };
  }

  /// Where connections come from (`BindAddress`).
  Optional<String> bindAddress() {
    return options.first("bindaddress").filter(text -> !text.equals("*"));
  }

  /// The files of `RevokedHostKeys`.
  List<Path> revokedKeysFiles() {
    return options.all("revokedhostkeys").stream()
        .filter(text -> !text.equalsIgnoreCase("none"))
        .map(text -> tokens().path(text))
        .toList();
  }

  Strictness strictness() {
    return switch (options.first("stricthostkeychecking").orElse("ask").toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> Strictness.YES;
      case "accept-new" -> Strictness.ACCEPT_NEW;
      case "no", "off", "false" -> Strictness.NO;
      default -> Strictness.ASK;
    };
  }

  /// The name under which known_hosts files know the host.
  String hostKeyName() {
    String alias = options.first("hostkeyalias").orElse("");
    if (!alias.isEmpty()) {
      return alias;
    }
    String host = address.toLowerCase(Locale.ROOT);
    return port == 22 ? host : "[" + host + "]:" + port;
  }

  List<Path> knownHostsFiles() {
    var files = new ArrayList<Path>(userKnownHostsFiles());
    if (options.all("globalknownhostsfile").isEmpty()) {
      files.addAll(settings.globalKnownHosts());
    } else {
      options.all("globalknownhostsfile").forEach(text -> files.add(tokens().path(text)));
    }
    return files;
  }

  /// The first of them is where new keys go.
  List<Path> userKnownHostsFiles() {
    List<String> named = options.all("userknownhostsfile");
    if (named.isEmpty()) {
      return settings.userKnownHosts();
    }
    return named.stream()
        .filter(text -> !text.equalsIgnoreCase("none"))
        .map(text -> tokens().path(text))
        .toList();
  }

  String place() {
    return user + "@" + address + ":" + port;
  }
}
