package io.jplay.cli.run;

import io.jplay.cli.config.Settings;
import io.jplay.core.value.Secret;
import io.jplay.core.vault.VaultOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is to be done and how, all options in their types, nothing read yet but passwords.
/// `settings` answers for everything that has no option.
public record RunRequest(
    Work work,
    Hosts hosts,
    Tasks tasks,
    Connecting connecting,
    Becoming becoming,
    VaultOptions vault,
    List<String> extraVars,
    Manner manner,
    Settings settings) {
  /// Playbook files, one task on a pattern, or a look at the inventory.
  public sealed interface Work {
    record Playbooks(List<Path> files) implements Work {
      public Playbooks {
        files = List.copyOf(files);
      }
    }

    /// `background` seconds 0 means not in the background.
    record AdHoc(
        String pattern,
        String module,
        String arguments,
        int background,
        int poll,
        Optional<Path> playbookDirectory)
        implements Work {}

    /// Nothing: the inventory is only looked at, as from a playbook of that directory.
    record Inspection(Optional<Path> playbookDirectory) implements Work {}
  }

  /// Inventory sources as written (paths, host lists), and the limit.
  public record Hosts(List<String> sources, Optional<String> limit, boolean flushCache) {
    public Hosts {
      sources = List.copyOf(sources);
    }
  }

  /// Which tasks.
  public record Tasks(
      List<String> tags, List<String> skipTags, Optional<String> startAt, boolean step) {
    public Tasks {
      tags = List.copyOf(tags);
      skipTags = List.copyOf(skipTags);
    }
  }

  /// `given` has what the command line says of options of connections, by their names there
  /// (`ssh_common_args`).
  public record Connecting(
      String type,
      Optional<String> user,
      OptionalInt port,
      Optional<Path> privateKey,
      Optional<Secret> password,
      Map<String, String> given,
      int timeout) {
    public Connecting {
      given = Map.copyOf(given);
    }
  }

  /// `user` is that of the command line.
  public record Becoming(
      boolean enabled, String method, Optional<String> user, Optional<Secret> password) {}

  /// `taskTimeout` seconds, 0 for none.
  public record Manner(
      boolean check,
      boolean diff,
      int forks,
      int verbosity,
      boolean forceHandlers,
      int taskTimeout) {}

  public RunRequest {
    extraVars = List.copyOf(extraVars);
  }
}
