package io.jplay.core.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What SSH needs of the controller, for a whole run. Hosts' own settings are in their endpoints.
/// `environment` is the controller's (SSH_AUTH_SOCK, and what `${...}` and SendEnv name);
/// `parallelConnects` how many hosts may be made ready at once; `warnings` gets one line for each
/// option that is not supported.
public record SshSettings(
    Path home,
    String localUser,
    Map<String, String> environment,
    SshConfigFiles configFiles,
    List<Path> userKnownHosts,
    List<Path> globalKnownHosts,
    boolean forwardAgent,
    Duration authenticationTimeout,
    int parallelConnects,
    SshQuestions questions,
    Consumer<String> warnings) {

  public SshSettings {
    environment = Map.copyOf(environment);
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
        SshConfigFiles.of(List.of(ssh.resolve("config"), Path.of("/etc/ssh/ssh_config"))),
        List.of(ssh.resolve("known_hosts"), ssh.resolve("known_hosts2")),
        List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2")),
        false,
        Duration.ofSeconds(20),
        atOnce(),
        questions,
        warnings);
  }

  /// A login takes 15 ms of a processor and six round trips: enough of them that distant hosts keep
  /// a processor busy, few enough that near ones are served at once.
  private static int atOnce() {
    return Math.clamp(16L * Runtime.getRuntime().availableProcessors(), 16, 128);
  }

  Optional<String> agentSocket() {
    return Optional.ofNullable(environment.get("SSH_AUTH_SOCK")).filter(path -> !path.isEmpty());
  }

  /// With other configuration files: those of `-F`, which count for jump hosts as well.
  SshSettings reading(SshConfigFiles files) {
    return new SshSettings(
        home,
        localUser,
        environment,
        files,
        userKnownHosts,
        globalKnownHosts,
        forwardAgent,
        authenticationTimeout,
        parallelConnects,
        questions,
        warnings);
  }
}
