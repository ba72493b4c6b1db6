package io.jplay.core.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What SSH needs of the controller, for a whole run. Hosts' own settings are in their endpoints.
/// `environment` is the controller's (SSH_AUTH_SOCK, and what `${...}` and SendEnv name);
/// `parallelConnects` how many connections may be set up at once; `warnings` gets one line for each
/// option that is not supported.
public record SshSettings(
    Path home,
    String localUser,
    Map<String, String> environment,
    List<Path> configFiles,
    List<Path> userKnownHosts,
    List<Path> globalKnownHosts,
    boolean forwardAgent,
    Duration authenticationTimeout,
    int parallelConnects,
    SshQuestions questions,
    Consumer<String> warnings) {

  public SshSettings {
    environment = Map.copyOf(environment);
    configFiles = List.copyOf(configFiles);
    userKnownHosts = List.copyOf(userKnownHosts);
    globalKnownHosts = List.copyOf(globalKnownHosts);
  }

  /// OpenSSH's places and limits.
  public static SshSettings of(
      Map<String, String> environment, SshQuestions questions, Consumer<String> warnings) {
    // like ssh: the home directory of the account, not what $HOME says
    Path home = Path.of(System.getProperty("user.home", "/"));
    Path ssh = home.resolve(".ssh");
    return new SshSettings(
        home,
        System.getProperty("user.name", ""),
        environment,
        List.of(ssh.resolve("config"), Path.of("/etc/ssh/ssh_config")),
        List.of(ssh.resolve("known_hosts"), ssh.resolve("known_hosts2")),
        List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2")),
        false,
        Duration.ofSeconds(20),
        32,
        questions,
        warnings);
  }

  Optional<String> agentSocket() {
    return Optional.ofNullable(environment.get("SSH_AUTH_SOCK")).filter(path -> !path.isEmpty());
  }
}
