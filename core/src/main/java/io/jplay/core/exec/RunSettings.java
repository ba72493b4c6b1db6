package io.jplay.core.exec;

import io.jplay.core.api.Mode;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a run is told by command line, environment and ansible.cfg. Built by cli only; each part
/// has one reader.
public record RunSettings(
    Mode mode,
    Connecting connecting,
    Becoming becoming,
    PluginOptions plugins,
    Selecting selecting,
    Behaving behaving,
    Facts facts,
    Dict extraVars,
    Merge merge,
    VarsRoot varsRoot,
    Context context) {

  /// How hosts are reached where no variable or keyword says otherwise. `timeout` bounds one
  /// attempt to connect, `retries` says how many may follow the first; `shell` runs what tasks
  /// send, `remoteTmp` is where their files go.
  public record Connecting(
      String type,
      Optional<String> remoteUser,
      Optional<Integer> port,
      Optional<Path> privateKey,
      Optional<Secret> password,
      SshArguments sshArguments,
      boolean hostKeyChecking,
      Duration timeout,
      int retries,
      Optional<String> shell,
      Optional<String> remoteTmp) {}

  /// The words of ssh_args, ssh_common_args and ssh_extra_args; each has a variable of its own.
  public record SshArguments(List<String> own, List<String> common, List<String> extra) {
    public SshArguments {
      own = List.copyOf(own);
      common = List.copyOf(common);
      extra = List.copyOf(extra);
    }
  }

  /// How tasks become another user where no variable or keyword says otherwise; `user` and
  /// `password` as the command line has them. `sameUser`: also where the user to become is the one
  /// that is connected as.
  public record Becoming(
      boolean enabled,
      boolean sameUser,
      String method,
      Optional<String> user,
      Optional<Secret> password) {}

  /// Which hosts and tasks. `tags` is `all` when not given; `startAt` a task's name or glob.
  public record Selecting(
      List<String> tags,
      List<String> skipTags,
      Optional<String> startAt,
      boolean step,
      Optional<String> limit) {
    public Selecting {
      tags = List.copyOf(tags);
      skipTags = List.copyOf(skipTags);
    }
  }

  /// `talk`: up to which level somebody wants lines about the run itself. `taskTimeout` and
  /// `pollInterval` zero mean none. `tellsInvocation`: results say with which options a module was
  /// called. `debugsTasks`: the operator is asked about every task that fails; `debugsIgnored`:
  /// also where its failure is ignored.
  public record Behaving(
      int forks,
      int verbosity,
      int talk,
      boolean tellsInvocation,
      boolean forceHandlers,
      boolean anyErrorsFatal,
      String strategy,
      Duration taskTimeout,
      Duration pollInterval,
      boolean errorOnUndefined,
      boolean noLog,
      boolean debugsTasks,
      boolean debugsIgnored,
      boolean missingHandlerIsError) {}

  /// `gathering` is implicit, explicit or smart, `modules` are those that gather.
  public record Facts(
      String gathering,
      List<String> modules,
      List<String> subset,
      int timeout,
      Optional<String> factPath,
      boolean inject) {
    public Facts {
      modules = List.copyOf(modules);
      subset = List.copyOf(subset);
    }
  }

  /// For special variables and search paths. `environment` is the controller's, `localTmp` where
  /// its temporary files go, `managed` the text of `ansible_managed`.
  public record Context(
      Path directory,
      Optional<Path> configFile,
      List<String> inventorySources,
      List<Path> rolesPath,
      Map<String, String> environment,
      Optional<Path> localTmp,
      String managed,
      String version) {
    public Context {
      inventorySources = List.copyOf(inventorySources);
      rolesPath = List.copyOf(rolesPath);
      environment = Map.copyOf(environment);
    }

    /// A new file that only its owner can read, in a directory that is made for it.
    Path temporaryFile() throws IOException {
      if (localTmp.isEmpty()) {
        return Files.createTempFile("jplay-", "");
      }
      Files.createDirectories(
          localTmp.get(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return Files.createTempFile(localTmp.get(), "jplay-", "");
    }
  }
}
