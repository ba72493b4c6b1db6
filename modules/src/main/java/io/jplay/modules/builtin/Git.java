package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellWord;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.Paths;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Brings a checkout of a git repository to a version. Imitates ansible.builtin.git. An action
/// because what a fetch brings is known only when it is done; everything after the first look goes
/// in one round trip.
@ModuleInfo(
    summary = "Deploy software (or files) from git checkouts",
    diff = ModuleInfo.Support.FULL,
    neededByModule = "dest if clone=true",
    mutuallyExclusive = {"separate_git_dir, bare", "accept_hostkey, accept_newhostkey"},
    requiredBy = "archive_prefix: archive")
public final class Git implements ActionModule<Git.Args> {
  public record Args(
      @Option(required = true, aliases = "name") String repo,
      @Option Optional<String> dest,
      @Option("HEAD") String version,
      @Option("origin") String remote,
      @Option Optional<String> refspec,
      @Option Optional<String> reference,
      @Option("false") boolean force,
      @Option OptionalInt depth,
      @Option(value = "true", name = "clone") boolean mayClone,
      @Option("true") boolean update,
      @Option("false") boolean verifyCommit,
      @Option(aliases = "gpg_whitelist") List<String> gpgAllowlist,
      @Option("false") boolean acceptHostkey,
      @Option("false") boolean acceptNewhostkey,
      @Option Optional<String> keyFile,
      @Option Optional<String> sshOpts,
      @Option Optional<String> executable,
      @Option("false") boolean bare,
      @Option("true") boolean recursive,
      @Option("false") boolean trackSubmodules,
      @Option Optional<Value> umask,
      @Option("false") boolean singleBranch,
      @Option Optional<String> separateGitDir,
      @Option Optional<String> archive,
      @Option Optional<String> archivePrefix) {
    public Args {
      gpgAllowlist = List.copyOf(gpgAllowlist);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    refuse(a);
    String dest = Paths.trimmed(Paths.expand(a.dest().orElse("").strip(), session.facts()));
    if (dest.isEmpty() && a.mayClone()) {
      return Result.failed("the destination directory must be specified unless clone=no");
    }
    GitAnswer there = ask(session, begin(a, dest, session).line("jp_look"));
    if (there.has("missing")) {
      return Result.failed(
          "Failed to find required executable \"%s\"".formatted(a.executable().orElse("git")));
    }
    if (there.has("problem")) {
      return Result.failed(there.text("problem"));
    }
    boolean check = context.mode().check();
    Result result;
    if (!there.has("repository")) {
      result =
          check || !a.mayClone()
              ? predicted(a, dest, session, Result.changed().with("before", Null.NULL), "")
              : cloned(a, dest, session);
    } else {
      result = a.update() ? updated(a, dest, session, there, check) : kept(a, dest, session, there);
    }
    return context.mode().diff() && result.isChanged()
        ? compared(a, dest, session, result)
        : result;
  }

  /// With what lies between the two commits, as far as the host has both: a check fetches nothing.
  private static Result compared(Args a, String dest, RemoteSession session, Result result)
      throws TransportException {
    String before = result.fields().text("before").orElse("");
    String after = result.fields().text("after").orElse("");
    if (before.isEmpty()) {
      return result.withDiff(Diff.prepared(">> Newly checked out " + after));
    }
    if (before.equals(after)) {
      return result;
    }
    ProgramOutput output =
        session.run(begin(a, dest, session).line("jp_compare {} {}", before, after).program());
    String between = before + " and " + after;
    return result.withDiff(
        Diff.prepared(
            !output.isOk()
                ? ">> Failed to get proper diff between " + between
                : output.stdout().isEmpty()
                    ? ">> No visual differences between " + between
                    : output.stdout()));
  }

  /// What git would take for an option or for a command to run.
  private static void refuse(Args a) {
    for (String word :
        List.of(a.repo(), a.version(), a.remote(), a.refspec().orElse(""), a.dest().orElse(""))) {
      if (word.startsWith("-")) {
        throw new ModuleFailure("an option's value must not begin with a dash: " + word);
      }
    }
    // `ext::sh -c ...` and other remote helpers run programs; ssh:// with a dash for host as well
    if (a.repo().matches("[A-Za-z0-9+.-]+::.*") || a.repo().matches("(?i)[a-z+]+://-.*")) {
      throw new ModuleFailure("this kind of repository address is refused: " + shown(a.repo()));
    }
  }

  private static ScriptBuilder begin(Args a, String dest, RemoteSession session)
      throws TransportException {
    var script =
        new ScriptBuilder()
            .use("sh/git.sh", Git.class)
            .line("set --")
            .line("export GIT_TERMINAL_PROMPT=0")
            .line("jp_git={} jp_dest={}", a.executable().orElse("git"), dest)
            .line("jp_repo={} jp_shown={}", address(a), shown(address(a)))
            .line("jp_version={} jp_remote={}", a.version(), a.remote())
            .line("jp_bare={} jp_force={}", yes(a.bare()), yes(a.force()))
            .line("jp_depth={}", a.depth().isPresent() ? "" + a.depth().getAsInt() : "")
            .line("jp_refspec={} jp_single={}", a.refspec().orElse(""), yes(a.singleBranch()));
    a.umask().ifPresent(m -> script.line("umask {}", umask(m)));
    String ssh = ssh(a, session);
    if (ssh.isEmpty()) {
      // never asks; a command that the user's environment names stays
      script.line(": \"${GIT_SSH_COMMAND:=ssh -o BatchMode=yes}\"");
      script.line("[ -n \"$GIT_SSH\" ] || export GIT_SSH_COMMAND");
    } else {
      script.line("export GIT_SSH_COMMAND={}", ssh);
    }
    return script;
  }

  private static String umask(Value mask) {
    if (!mask.toString().matches("[0-7]+|0o[0-7]+")) {
      throw new ModuleFailure("umask must be an octal integer");
    }
    return FileMode.octal(FileMode.parse(mask).apply(0, false, 0));
  }

  private static String yes(boolean flag) {
    return flag ? "yes" : "";
  }

  private static String ssh(Args a, RemoteSession session) throws TransportException {
    var words = new StringBuilder();
    if (a.acceptHostkey()) {
      words.append(" -o StrictHostKeyChecking=no");
    } else if (a.acceptNewhostkey()) {
      words.append(" -o StrictHostKeyChecking=accept-new");
    }
    if (a.keyFile().isPresent()) {
      String key = Paths.expand(a.keyFile().get(), session.facts());
      // git hands this text to a shell
      words.append(" -i ").append(ShellWord.of(key).quoted());
      words.append(" -o IdentitiesOnly=yes");
    }
    a.sshOpts().filter(o -> !o.isBlank()).ifPresent(o -> words.append(' ').append(o));
    return words.isEmpty() ? "" : "ssh -o BatchMode=yes" + words;
  }

  private static GitAnswer ask(RemoteSession session, ScriptBuilder script)
      throws TransportException {
    return GitAnswer.of(session.run(script.program()));
  }

  /// Only asks the other side which commit it would be.
  private static Result predicted(
      Args a, String dest, RemoteSession session, Result result, String before)
      throws TransportException {
    GitAnswer answer =
        ask(
            session,
            begin(a, dest, session).line("jp_remote_commit {}", before.isEmpty() ? "" : "local"));
    if (answer.failure().isPresent()) {
      return answer.failure().get();
    }
    String after = answer.text("after");
    // a short commit name is the same version as the long one
    boolean same = !before.isEmpty() && before.startsWith(after);
    Result full = result.with("after", same ? before : after);
    return same ? full : full.withStatus(Status.CHANGED);
  }

  private static Result cloned(Args a, String dest, RemoteSession session)
      throws TransportException {
    var script = begin(a, dest, session);
    a.separateGitDir().ifPresent(d -> script.line("set -- --separate-git-dir={}", d));
    a.reference().ifPresent(r -> script.line("set -- \"$@\" --reference={}", r));
    GitAnswer answer = ask(session, finish(a, script.line("jp_clone \"$@\""), session, !a.bare()));
    return answer
        .failure()
        .orElseGet(() ->
            submodules(
                answer,
                answer
                    .warned(Result.changed())
                    .with("before", Null.NULL)
                    .with("after", answer.text("after"))));
  }

  private static Result kept(Args a, String dest, RemoteSession session, GitAnswer there)
      throws TransportException {
    Result result =
        Result.ok().with("before", there.text("before")).with("after", there.text("before"));
    if (a.archive().isEmpty()) {
      return result;
    }
    GitAnswer answer = ask(session, archive(a, begin(a, dest, session), session));
    return answer.failure().orElse(Result.changed(answer.has("archived")).withAll(result.fields()));
  }

  private static Result updated(
      Args a, String dest, RemoteSession session, GitAnswer there, boolean check)
      throws TransportException {
    String before = there.text("before");
    Result result =
        before.isEmpty()
            ? Result.ok().with("before", Null.NULL)
            : Result.ok().with("before", before);
    boolean modified = there.has("modified");
    if (modified) {
      String text = "Local modifications exist in the destination: " + dest;
      if (!a.force()) {
        return result.withStatus(Status.FAILED).with("msg", text + " (force=no).");
      }
      result = result.withStatus(Status.CHANGED);
      result = check ? result : result.with("msg", text);
    }
    boolean moved = !there.text("url").isEmpty() && !sameUrl(there.text("url"), a.repo());
    result = result.with("remote_url_changed", moved);
    if (moved) {
      result = result.withStatus(Status.CHANGED);
    }
    if (check) {
      return predicted(a, dest, session, result, before);
    }
    var script = begin(a, dest, session);
    if (modified) {
      script.line("jp_try 'Failed to reset local modifications' jp_in reset --hard HEAD --");
    }
    if (!there.text("url").equals(address(a))) {
      script.line("jp_set_url");
    }
    GitAnswer answer = ask(session, finish(a, script.line("jp_fetch"), session, !a.bare()));
    if (answer.failure().isPresent()) {
      return answer.failure().get();
    }
    boolean changed =
        !before.equals(answer.text("after")) || answer.has("submodules") || answer.has("archived");
    return submodules(
        answer,
        answer
            .warned(changed ? result.withStatus(Status.CHANGED) : result)
            .with("after", answer.text("after")));
  }

  private static Result submodules(GitAnswer answer, Result result) {
    return answer.has("submodules") ? result.with("submodules_changed", true) : result;
  }

  /// A path as its file: address, as ansible has it: only so git minds `depth`.
  private static String address(Args a) {
    return a.repo().startsWith("/") ? "file://" + a.repo() : a.repo();
  }

  /// A path and its file: address are the same place.
  private static boolean sameUrl(String there, String wanted) {
    return Paths.trimmed(there.replaceFirst("^file://", ""))
        .equals(Paths.trimmed(wanted.replaceFirst("^file://", "")));
  }

  private static ScriptBuilder finish(
      Args a, ScriptBuilder script, RemoteSession session, boolean work) throws TransportException {
    if (a.verifyCommit() && !work) {
      appendVerify(a, script);
    }
    if (work) {
      script.line("jp_switch");
      if (a.verifyCommit()) {
        appendVerify(a, script);
      }
      if (a.recursive()) {
        script.line(a.trackSubmodules() ? "jp_submodules --remote" : "jp_submodules");
      }
    }
    archive(a, script, session);
    return script.line("jp_record after \"$(jp_head)\"");
  }

  private static void appendVerify(Args a, ScriptBuilder script) {
    script.line(
        "jp_verify" + " {}".repeat(a.gpgAllowlist().size()),
        a.gpgAllowlist().toArray(String[]::new));
  }

  private static ScriptBuilder archive(Args a, ScriptBuilder script, RemoteSession session)
      throws TransportException {
    if (a.archive().isPresent()) {
      script.line(
          "jp_archive {} {}",
          Paths.expand(a.archive().get(), session.facts()),
          a.archivePrefix().orElse(""));
    }
    return script;
  }

  /// Without the password that an address may hold.
  static String shown(String text) {
    return text.replaceAll("(://[^/@\\s:]*):[^/@\\s]*@", "$1:********@");
  }
}
