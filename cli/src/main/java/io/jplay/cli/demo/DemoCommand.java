package io.jplay.cli.demo;

import io.jplay.cli.command.Invocation;
import io.jplay.cli.command.RunCommand;
import io.jplay.cli.config.Settings;
import io.jplay.cli.view.Color;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.ssh.DemoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `jplay demo [--keep]`: starts hosts in this process, writes a project for them, and runs it as
/// `cd PROJECT && jplay site.yml` would: settings, inventory, vault, agent and SSH are the real
/// ones.
public final class DemoCommand {
  private static final String KEEP = "--keep";
  private final Invocation invocation;
  private final Console console;

  public DemoCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  /// `words` are those after `demo`.
  public ExitCode run(List<String> words) throws InterruptedException {
    if (words.equals(List.of("-h")) || words.equals(List.of("--help"))) {
      console.display(
          """
          usage: jplay demo [--keep]

          Starts SSH hosts inside jplay, runs a playbook on them and says what to try next.
            --keep   leaves the hosts running until Ctrl-C, for commands from another terminal\
          """);
      return ExitCode.OK;
    }
    boolean keep = words.equals(List.of(KEEP));
    if (!keep && !words.isEmpty()) {
      throw new JplayException(
          ExitCode.BAD_OPTIONS,
          Diagnostic.error("JP1820", "wrong command line", SourceRange.NONE)
              .withDetail("unrecognized arguments: " + String.join(" ", words))
              .withHint("see jplay demo --help"));
    }
    try {
      Path directory = Files.createTempDirectory("jplay-demo-").toRealPath();
      try (var hosts = DemoHosts.start(directory, DemoProject.HOSTS)) {
        DemoProject.write(directory, hosts);
        introduce(directory);
        ExitCode code = play(directory);
        console.display(next(directory, keep));
        if (keep) {
          Thread.currentThread().join();
        }
        return code;
      }
    } catch (IOException e) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1825", "demo cannot start", SourceRange.NONE)
              .withDetail(
                  "the demo's hosts or files cannot be made (in "
                      + System.getProperty("java.io.tmpdir")
                      + "): "
                      + IoReason.of(e))
              .withHint(
                  "the demo needs a directory for temporary files ($TMPDIR or /tmp) and"
                      + " ports on 127.0.0.1"));
    }
  }

  private ExitCode play(Path directory) throws InterruptedException {
    var settings = Settings.load(directory, environment());
    return new RunCommand(
            new Invocation(
                invocation.program(), settings, invocation.terminal(), invocation.engine()),
            console)
        .playbooks(List.of("site.yml"));
  }

  /// The user's own settings are not the demo's; what the terminal looks like is.
  private Map<String, String> environment() {
    var variables = new LinkedHashMap<>(invocation.settings().environment());
    variables
        .keySet()
        .removeIf(name ->
            name.startsWith("ANSIBLE_") && !name.contains("COLOR") || name.equals("SSH_AUTH_SOCK"));
    return variables;
  }

  private void introduce(Path directory) {
    console.display(
        "%d SSH hosts (%s) listen on 127.0.0.1; their playbook is in %s"
            .formatted(DemoProject.HOSTS.size(), String.join(", ", DemoProject.HOSTS), directory),
        Color.VERBOSE);
  }

  private String next(Path directory, boolean keep) {
    // as the user can call it from anywhere
    String jplay = System.getProperty("jplay.launcher", invocation.program());
    String jvault = jplay.endsWith("jplay") ? jplay.replaceFirst("jplay$", "jvault") : "jvault";
    var lines = new ArrayList<String>();
    lines.add("try this next:");
    lines.add("  cd " + directory);
    lines.add("  cat site.yml web1/www/index.html    # the playbook, and what a host got from it");
    lines.add("  " + jvault + " view group_vars/all/vault.yml");
    if (keep) {
      lines.add("  " + jplay + " site.yml    # a second run changes nothing");
      lines.add("  " + jplay + " site.yml --check --diff -e site_title=New");
      lines.add("  " + jplay + " all -a uptime");
      lines.add("the hosts run until Ctrl-C; type these in another terminal");
    } else {
      lines.add("  " + jplay + " site.yml --list-tasks");
      lines.add("  " + jplay + " 'web:!web1' --list-hosts");
      lines.add("  " + jplay + " demo --keep    # hosts that stay, for commands of your own");
    }
    return String.join("\n", lines);
  }
}
