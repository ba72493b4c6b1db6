package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.run.Engine;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `jpull`, `ansible-pull`: checks a repository out by the git module and plays a playbook of it on
/// this machine. Both steps are commands like any other, in this process.
public final class PullCommand {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Invocation invocation;
  private final Console console;

  public PullCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run(List<String> words) throws InterruptedException {
    Options options = CommonOptions.pull(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      console.display(options.usage());
      return ExitCode.OK;
    }
    var requests = new Requests(invocation, options, given);
    HostIdentity here = HostIdentity.read();
    Path directory = directory(requests, options, given, here);
    String url =
        given
            .last("-U")
            .orElseThrow(
                () -> options.bad("URL for repository not specified, use -h for help", ""));
    refuseOtherTools(options, given);
    console.display(
        "Starting Ansible Pull at " + TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
    console.display(invocation.program() + " " + String.join(" ", withoutVariables(words)));
    nap(requests.number("-s", 0));

    var watched = new ChangeWatch(invocation.engine());
    ExitCode checkedOut =
        new RunCommand(with(invocation.settings(), watched), console)
            .adHoc(checkout(url, directory, given, here));
    if (checkedOut != ExitCode.OK) {
      if (!given.has("-f")) {
        return checkedOut;
      }
      console.warning("Unable to update repository. Continuing with (forced) run of playbook.");
    } else if (given.has("-o") && !watched.hasChanged()) {
      console.display("Repository has not changed, quitting.");
      return ExitCode.OK;
    }
    return play(directory, given, here);
  }

  private Path directory(
      Requests requests, Options options, Options.Given given, HostIdentity here) {
    Path directory =
        given
            .last("-d")
            .map(requests::path)
            .orElseGet(() ->
                invocation
                    .settings()
                    .path(Setting.HOME)
                    .orElse(invocation.settings().home())
                    .resolve("pull")
                    .resolve(here.fullName()));
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw options.bad(directory + " is not a valid or accessible directory.", "");
    }
    return directory;
  }

  private static void refuseOtherTools(Options options, Options.Given given) {
    String module = given.last("-m").orElse("git");
    if (!module.equals("git") && !module.equals("ansible.builtin.git")) {
      throw options.bad(
          "Unsupported repo module " + module + ", choices are git",
          "check it out by another tool, then run its playbook");
    }
  }

  /// Passwords are often given by -e; they are not shown again.
  private static List<String> withoutVariables(List<String> words) {
    var shown = new ArrayList<String>();
    boolean isValue = false;
    for (String word : words) {
      boolean joined = word.startsWith("--extra-vars=") || word.matches("-e.+");
      shown.add(
          isValue
              ? Secret.MASK
              : joined ? word.replaceFirst("(-e|=).*", "$1") + Secret.MASK : word);
      isValue = word.equals("-e") || word.equals("--extra-vars");
    }
    return shown;
  }

  private void nap(int longest) throws InterruptedException {
    if (longest > 0) {
      int seconds = new SecureRandom().nextInt(longest);
      console.display("Sleeping for " + seconds + " seconds...");
      Thread.sleep(Duration.ofSeconds(seconds));
    }
  }

  private Invocation with(Settings settings, Engine engine) {
    return new Invocation(invocation.program(), settings, invocation.terminal(), engine);
  }

  private List<String> checkout(
      String url, Path directory, Options.Given given, HostIdentity here) {
    var git = Dict.builder().put("repo", url).put("dest", directory.toString());
    given.last("-C").ifPresent(version -> git.put("version", version));
    given.last("--private-key").ifPresent(key -> git.put("key_file", key));
    flag(given, "--accept-host-key", "accept_hostkey", git);
    flag(given, "--verify-commit", "verify_commit", git);
    flag(given, "--track-subs", "track_submodules", git);
    flag(given, "--clean", "force", git);
    if (!given.has("--full")) {
      git.put("depth", 1);
    }
    var words = new ArrayList<>(inventory(given));
    if (words.isEmpty()) {
      words.addAll(List.of("-i", "localhost,"));
    }
    words.addAll(base(given));
    words.addAll(
        List.of("-m", "ansible.builtin.git", "-a", Json.write(git.build(), Json.Layout.LINE)));
    words.addAll(List.of("all", "-l", here.patterns()));
    repeat(given, "-e", words);
    return words;
  }

  private static void flag(Options.Given given, String option, String name, Dict.Builder git) {
    if (given.has(option)) {
      git.put(name, true);
    }
  }

  /// Sources that are there; those of the repository may come with the checkout.
  private List<String> inventory(Options.Given given) {
    return given.all("-i").stream()
        .filter(
            i -> i.indexOf(',') >= 0 || Files.exists(invocation.settings().directory().resolve(i)))
        .flatMap(i -> Stream.of("-i", i))
        .toList();
  }

  private static List<String> base(Options.Given given) {
    var words = new ArrayList<>(List.of("-c", "local"));
    for (int i = 0; i < given.count("-v"); i++) {
      words.add("-v");
    }
    return words;
  }

  private static void repeat(Options.Given given, String option, List<String> words) {
    given.all(option).forEach(value -> words.addAll(List.of(option, value)));
  }

  private ExitCode play(Path directory, Options.Given given, HostIdentity here)
      throws InterruptedException {
    List<String> words = new ArrayList<>(base(given));
    words.addAll(playbooks(directory, given.positionals(), here));
    for (String option :
        List.of(
            "--vault-password-file",
            "--vault-id",
            "--become-password-file",
            "--connection-password-file",
            "-e",
            "--skip-tags",
            "-t")) {
      repeat(given, option, words);
    }
    for (String flag : List.of("-K", "-J", "--list-hosts")) {
      if (given.has(flag)) {
        words.add(flag);
      }
    }
    words.addAll(List.of("-l", given.last("-l").orElse(here.patterns())));
    if (given.has("--check")) {
      words.add("-C");
    }
    if (given.has("--diff")) {
      words.add("-D");
    }
    words.addAll(inventory(given));
    Settings settings = Settings.load(directory, invocation.settings().environment());
    ExitCode code = new RunCommand(with(settings, invocation.engine()), console).playbooks(words);
    if (given.has("--purge")) {
      purge(directory);
    }
    return code;
  }

  /// The playbooks asked for, else the first of HOST.yml, SHORT.yml, local.yml that is there.
  private List<String> playbooks(Path directory, List<String> asked, HostIdentity here) {
    List<String> wanted =
        asked.isEmpty()
            ? List.of(here.fullName() + ".yml", here.shortName() + ".yml", "local.yml")
            : asked;
    List<String> found =
        wanted.stream()
            .map(directory::resolve)
            .filter(Files::isReadable)
            .map(Path::toString)
            .toList();
    if (found.isEmpty() || (!asked.isEmpty() && found.size() < asked.size())) {
      wanted.stream()
          .map(directory::resolve)
          .filter(p -> !Files.isReadable(p))
          .forEach(p ->
              console.warning(
                  p + (Files.exists(p) ? ": File is not readable" : ": File does not exist")));
      throw problem("Could not find a playbook to run.");
    }
    return asked.isEmpty() ? List.of(found.getFirst()) : found;
  }

  private void purge(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      console.warning("Failed to remove " + directory + ": " + IoReason.of(e));
    }
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        ExitCode.BAD_OPTIONS,
        Diagnostic.error("JP1838", "no playbook in the repository", SourceRange.NONE)
            .withDetail(detail)
            .withHint("name it on the command line, or call it local.yml"));
  }

  /// The names of this machine: what inventories may call it.
  private record HostIdentity(String name, String fullName) {
    /// From the kernel and /etc/hosts: asking a name server could take long.
    static HostIdentity read() {
      String name = "localhost";
      String fullName = "";
      try {
        name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        for (String line : Files.readAllLines(Path.of("/etc/hosts"))) {
          List<String> names = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
          if (names.size() > 1 && names.contains(name) && fullName.isEmpty()) {
            fullName = names.get(1);
          }
        }
      } catch (IOException e) {
        // then what is known so far
      }
      Optional<String> known = Optional.of(fullName).filter(f -> f.indexOf('.') > 0);
      return new HostIdentity(name, known.orElse(name));
    }

    String shortName() {
      return fullName.split("\\.", 2)[0];
    }

    String patterns() {
      return String.join(
          ",",
          Stream.of("localhost", fullName, name, shortName(), "127.0.0.1").distinct().toList());
    }
  }
}
