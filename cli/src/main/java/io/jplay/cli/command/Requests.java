package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.run.RunRequest;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.vault.VaultOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Options over settings: the request of a run.
final class Requests {
  private static final Map<String, String> CONNECTION_OPTIONS =
      Map.of(
          "-u", "user",
          "-T", "timeout",
          "--private-key", "private_key_file",
          "--ssh-common-args", "ssh_common_args",
          "--ssh-extra-args", "ssh_extra_args",
          "--scp-extra-args", "scp_extra_args",
          "--sftp-extra-args", "sftp_extra_args");

  private final Invocation invocation;
  private final Options options;
  private final Options.Given given;
  private final Settings settings;

  Requests(Invocation invocation, Options options, Options.Given given) {
    this.invocation = invocation;
    this.options = options;
    this.given = given;
    this.settings = invocation.settings();
  }

  RunRequest of(RunRequest.Work work) {
    boolean nobodyIsAsked =
        Stream.of("--list-hosts", "--list-tasks", "--list-tags", "--syntax-check", "--preflight")
                .anyMatch(given::has)
            || work instanceof RunRequest.Work.Inspection;
    Passwords.Pair passwords =
        nobodyIsAsked
            ? new Passwords.Pair(Optional.empty(), Optional.empty())
            : new Passwords(settings, invocation.terminal()).of(given);
    return new RunRequest(
        work,
        new RunRequest.Hosts(
            sources(), given.last("-l").map(this::limit), given.has("--flush-cache")),
        tasks(),
        connecting(passwords),
        new RunRequest.Becoming(
            given.has("-b") || settings.flag(Setting.BECOME),
            given.last("--become-method").orElse(settings.text(Setting.BECOME_METHOD)),
            given.last("--become-user"),
            passwords.become()),
        vault(),
        given.all("-e"),
        new RunRequest.Manner(
            given.has("-C"),
            given.has("-D") || settings.flag(Setting.DIFF_ALWAYS),
            forks(),
            verbosity(),
            given.has("--force-handlers") || settings.flag(Setting.FORCE_HANDLERS),
            number("--task-timeout", settings.number(Setting.TASK_TIMEOUT))),
        settings);
  }

  int verbosity() {
    return given.count("-v") + settings.number(Setting.VERBOSITY);
  }

  private int forks() {
    int forks = number("-f", settings.number(Setting.FORKS));
    if (forks < 1) {
      throw options.usage("The number of processes (--forks) must be >= 1", "");
    }
    return forks;
  }

  int number(String name, int fallback) {
    Optional<String> text = given.last(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return Integer.parseInt(text.get());
    } catch (NumberFormatException e) {
      throw options.usage(options.argument(name) + ": invalid int value: '" + text.get() + "'", "");
    }
  }

  /// `@file` stands for the patterns in its lines (retry files).
  private String limit(String text) {
    if (!text.startsWith("@")) {
      return text;
    }
    Path file = path(text.substring(1));
    if (Files.isDirectory(file)) {
      throw noLimit("Limit starting with \"@\" must be a file, not a directory: " + file);
    }
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw noLimit("Unable to find limit file " + text.substring(1));
    }
  }

  private static JplayException noLimit(String detail) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1837", "limit file cannot be read", SourceRange.NONE)
            .withDetail(detail));
  }

  private List<String> sources() {
    if (given.has("-i")) {
      return given.all("-i");
    }
    return settings.paths(Setting.INVENTORY).stream().map(Path::toString).toList();
  }

  private RunRequest.Tasks tasks() {
    return new RunRequest.Tasks(
        tags("--tags", Setting.TAGS_RUN),
        tags("--skip-tags", Setting.TAGS_SKIP),
        given.last("--start-at-task"),
        given.has("--step"));
  }

  /// Of `-t a,b -t c`: a, b, c. The option replaces the setting.
  private List<String> tags(String name, Setting setting) {
    if (!given.has(name)) {
      return settings.list(setting);
    }
    return given.all(name).stream()
        .flatMap(t -> Stream.of(t.split(",")))
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .toList();
  }

  private RunRequest.Connecting connecting(Passwords.Pair passwords) {
    return new RunRequest.Connecting(
        given.last("-c").orElse(settings.text(Setting.TRANSPORT)),
        given.last("-u").or(() -> settings.optionalText(Setting.REMOTE_USER)),
        settings.optionalNumber(Setting.REMOTE_PORT),
        given
            .last("--private-key")
            .map(this::path)
            .or(() -> settings.path(Setting.PRIVATE_KEY_FILE)),
        passwords.connection(),
        onCommandLine(),
        number("-T", settings.number(Setting.TIMEOUT)));
  }

  private Map<String, String> onCommandLine() {
    var all = new HashMap<String, String>();
    CONNECTION_OPTIONS.forEach(
        (option, name) -> given.last(option).ifPresent(text -> all.put(name, text)));
    return all;
  }

  Path path(String name) {
    Path path = name.startsWith("~/") ? settings.home().resolve(name.substring(2)) : Path.of(name);
    return settings.directory().resolve(path).normalize();
  }

  private VaultOptions vault() {
    return new VaultOptions(
        given.all("--vault-id"),
        given.all("--vault-password-file"),
        given.has("-J") || settings.flag(Setting.ASK_VAULT_PASS),
        false);
  }
}
