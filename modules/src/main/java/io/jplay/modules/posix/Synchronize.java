package io.jplay.modules.posix;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ShellSplit;
import io.jplay.modules.programs.Call;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Files of one host brought to another by rsync. Imitates ansible.posix.synchronize: rsync runs on
/// the controller, or on the host that the task is delegated to, and reaches the task's host by its
/// own ssh. Not a state module: what is to be changed only rsync knows.
@ModuleInfo(
    summary = "A wrapper around rsync to make common tasks in playbooks quick and easy",
    diff = ModuleInfo.Support.FULL)
public final class Synchronize implements ActionModule<Synchronize.Args> {
  /// `PUSH` is to the task's host, `PULL` from it.
  public enum Mode {
    PUSH,
    PULL
  }

  public record Args(
      @Option Optional<String> src,
      @Option Optional<String> dest,
      @Option("push") Mode mode,
      @Option Optional<String> destPort,
      @Option("false") boolean delete,
      @Option("true") boolean archive,
      @Option("false") boolean checksum,
      @Option("true") boolean compress,
      @Option("false") boolean existingOnly,
      @Option("false") boolean dirs,
      @Option Optional<Boolean> recursive,
      @Option Optional<Boolean> links,
      @Option("false") boolean copyLinks,
      @Option Optional<Boolean> perms,
      @Option Optional<Boolean> times,
      @Option Optional<Boolean> owner,
      @Option Optional<Boolean> group,
      @Option("true") boolean setRemoteUser,
      @Option Optional<String> privateKey,
      @Option("0") int rsyncTimeout,
      @Option Optional<String> rsyncPath,
      @Option List<String> rsyncOpts,
      @Option("false") boolean partial,
      @Option("false") boolean verifyHost,
      @Option("false") boolean useSshArgs,
      @Option("false") boolean sshConnectionMultiplexing,
      @Option List<String> linkDest,
      @Option("true") boolean delayUpdates) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    if (a.src().isEmpty() || a.dest().isEmpty()) {
      return Result.failed("synchronize requires both src and dest parameters are set");
    }
    boolean delegated = context.delegatedTo().isPresent();
    boolean isOnHost = delegated && context.delegatedTo().get().equals(context.host());
    boolean isNear = isOnHost || session.isLocal() && isLocal(delegated, context);
    boolean isOnController = session.isLocal() || !delegated;
    boolean isDaemon = Stream.of(a.src(), a.dest()).anyMatch(p -> p.get().startsWith("rsync://"));
    Optional<RsyncWords.Far> far =
        isNear || isDaemon ? Optional.empty() : Optional.of(far(a, context, delegated));
    boolean push = a.mode() == Mode.PUSH;
    String src = a.src().get();
    String dest = a.dest().get();
    var near = new Near(context, session, isOnController);
    var words =
        new RsyncWords(
            a,
            push || isNear ? near.path(src, true) : remote(a, far, src),
            !push || isNear ? near.path(dest, false) : remote(a, far, dest),
            far);
    String program = text(context, "ansible_rsync_path").orElse("rsync");
    List<String> all = words.all(program, context.mode().check());
    boolean bySession = isNear || !isOnController;
    ProgramOutput out =
        bySession
            ? onSession(session, all)
            : ControllerRun.of(all, directory(context), context.environment());
    return result(all, out, context.mode().diff());
  }

  private static ProgramOutput onSession(RemoteSession session, List<String> words)
      throws TransportException {
    var script = Call.needs(Call.script(), words.getFirst()).command(words);
    return Call.found(session.run(script.program()));
  }

  private static String remote(Args a, Optional<RsyncWords.Far> far, String path) {
    return path.startsWith("rsync://")
        ? path
        : far.map(f -> f.place(path, a.setRemoteUser())).orElse(path);
  }

  private static Result result(List<String> words, ProgramOutput out, boolean diff) {
    String command = RsyncWords.shown(words);
    if (!out.isOk()) {
      return Result.failed(out.stderr()).with("cmd", command).with("rc", out.rc());
    }
    String clean = out.stdout().replace(RsyncWords.MARK, "");
    Result result =
        Result.changed(out.stdout().contains(RsyncWords.MARK))
            .with("msg", clean)
            .with("rc", out.rc())
            .with("cmd", command)
            .with("stdout_lines", Seq.ofTexts(clean.lines().filter(l -> !l.isEmpty()).toList()));
    return diff && result.status() != Status.FAILED
        ? result.withDiff(Diff.prepared(clean))
        : result;
  }

  /// Whether the task's host is this machine: a task that is not delegated asks where it is.
  private static boolean isLocal(boolean delegated, TaskContext context) {
    return !delegated
        || context.host().equals("localhost")
        || host(context, "ansible_connection", "").equals("local");
  }

  private static RsyncWords.Far far(Args a, TaskContext context, boolean delegated) {
    String address =
        delegated
            ? host(context, "ansible_host", context.host())
            : first(context, "ansible_ssh_host", "ansible_host").orElse(context.host());
    return new RsyncWords.Far(
        address,
        first(context, "ansible_user", "ansible_ssh_user"),
        a.destPort().or(() -> first(context, "ansible_ssh_port", "ansible_port")),
        a.privateKey()
            .or(() -> first(context, "ansible_ssh_private_key_file", "ansible_private_key_file"))
            .map(Near::home),
        Stream.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")
            .flatMap(name -> text(context, name).stream())
            .flatMap(args -> ShellSplit.split(args).stream())
            .toList(),
        context.becomeUser());
  }

  /// A variable of the task's host itself: where a task is delegated, its scope has that of the
  /// delegate too.
  private static String host(TaskContext context, String variable, String otherwise) {
    Scope scope = context.scope().with(Map.of("_jp_host", Str.of(context.host())));
    Value value =
        context
            .renderer()
            .evaluate("hostvars[_jp_host]." + variable + " | default('')", scope, SourceRange.NONE);
    return value instanceof Str s && !s.text().isEmpty() ? s.text() : otherwise;
  }

  /// What a connection is told by goes by an older name as well.
  private static Optional<String> first(TaskContext context, String name, String other) {
    return text(context, name).or(() -> text(context, other));
  }

  private static Optional<String> text(TaskContext context, String name) {
    Value raw = context.scope().lookup(name);
    if (raw instanceof Undefined) {
      return Optional.empty();
    }
    Value value = context.renderer().render(raw, context.scope());
    return switch (value) {
      case Null n -> Optional.empty();
      case Str s -> Optional.of(s.text()).filter(t -> !t.isEmpty());
      default -> Optional.of(value.toString());
    };
  }

  private static Path directory(TaskContext context) {
    return Path.of(text(context, "playbook_dir").orElse("."));
  }

  /// Paths on the side where rsync runs. Of the controller a source is looked for as all files of
  /// the controller are; the slash at the end means something to rsync.
  private record Near(TaskContext context, RemoteSession session, boolean isController) {
    String path(String path, boolean source) throws TransportException {
      if (path.startsWith("rsync://") || path.startsWith("/")) {
        return path;
      }
      String full = isController ? home(path) : Paths.expand(path, session.facts());
      if (full.startsWith("/")) {
        return full;
      }
      String slash = path.endsWith("/") ? "/" : "";
      return Paths.trimmed((source ? found(path) : below(path)).toString()) + slash;
    }

    private Path found(String path) {
      try {
        return context.find("files", Paths.trimmed(path)).toAbsolutePath().normalize();
      } catch (JplayException | ModuleFailure e) {
        return below(path);
      }
    }

    private Path below(String path) {
      return directory(context).resolve(path).toAbsolutePath().normalize();
    }

    static String home(String path) {
      return path.equals("~") || path.startsWith("~/")
          ? System.getProperty("user.home", "") + path.substring(1)
          : path;
    }
  }
}
