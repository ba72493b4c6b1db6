package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Working copies of Subversion. An action: what an update brings is known after a switch and a
/// revert.
@ModuleInfo(summary = "Deploys a subversion repository")
public final class Subversion implements ActionModule<Subversion.Args> {
  private static final Pattern REVISION = Pattern.compile("(?m)^Revision: (\\d+)$");
  private static final Pattern URL = Pattern.compile("(?m)^URL: .*$");

  /// A line of svn that names a file which was touched.
  private static final Pattern TOUCHED = Pattern.compile("(?m)^[ABDUCGE][ABDUCGE ]? .*");

  private static final Pattern MODIFIED = Pattern.compile("(?m)^[^?X ].*");

  private static final String MODIFIED_FILES = "ERROR: modified files exist in the repository.";

  public record Args(
      @Option(
              required = true,
              aliases = {"name", "repository"})
          String repo,
      @Option Optional<String> dest,
      @Option(
              value = "HEAD",
              aliases = {"rev", "version"})
          String revision,
      @Option("false") boolean force,
      @Option Optional<String> username,
      @Option(secret = true) Optional<String> password,
      @Option Optional<String> executable,
      @Option("false") boolean export,
      @Option("true") boolean checkout,
      @Option("true") boolean update,
      @Option(name = "switch", value = "true") boolean switchTo,
      @Option("false") boolean inPlace,
      @Option("false") boolean validateCerts) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    boolean check = context.mode().check();
    boolean works = a.export() || a.checkout() || a.update();
    if (works && a.dest().isEmpty()) {
      return Result.failed(
          "the destination directory must be specified unless checkout=no, update=no, and"
              + " export=no");
    }
    String dest = a.dest().map(d -> expanded(d, session)).orElse("");
    var svn = new Svn(a, dest, session);
    if (!a.export() && !a.update() && !a.checkout()) {
      return Result.ok().with("after", svn.remoteRevision());
    }
    State state = svn.state();
    if (a.export() || state == State.ABSENT) {
      if (check) {
        return Result.changed();
      }
      if (!a.export() && !a.checkout()) {
        return Result.ok();
      }
      svn.must(
          a.export() ? exported(a, dest) : List.of("checkout", "-r", a.revision(), a.repo(), dest));
      return a.export() ? Result.changed() : told(true, Null.NULL, svn.here());
    }
    if (state == State.WORKING_COPY) {
      return updated(a, check, svn);
    }
    if (!a.inPlace()) {
      return Result.failed(
          "ERROR: %s folder already exists, but its not a subversion repository.".formatted(dest));
    }
    if (check) {
      return Result.changed();
    }
    svn.must(List.of("checkout", "--force", "-r", a.revision(), a.repo(), dest));
    if (a.force() && svn.isModified()) {
      svn.must(List.of("revert", "-R", dest));
    }
    return told(true, Null.NULL, svn.here());
  }

  private static String expanded(String path, RemoteSession session) {
    try {
      return Paths.expand(path, session.facts());
    } catch (TransportException e) {
      throw new ModuleFailure(e.getMessage());
    }
  }

  private static List<String> exported(Args a, String dest) {
    var words = new ArrayList<>(List.of("export"));
    if (a.force()) {
      words.add("--force");
    }
    words.addAll(List.of("-r", a.revision(), a.repo(), dest));
    return words;
  }

  private static Result updated(Args a, boolean check, Svn svn) throws TransportException {
    if (!a.update()) {
      return Result.ok();
    }
    Seq before = svn.here();
    boolean modified = svn.isModified();
    if (check) {
      if (modified && !a.force()) {
        return Result.failed(MODIFIED_FILES);
      }
      Value now = before.items().getFirst();
      Value then = svn.remoteRevision();
      return told(modified || !now.equals(then), now, then);
    }
    boolean changed =
        a.switchTo()
            && TOUCHED
                .matcher(
                    svn.must(List.of("switch", "--revision", a.revision(), a.repo(), svn.dest())))
                .find();
    if (modified) {
      if (!a.force()) {
        return Result.failed(MODIFIED_FILES);
      }
      svn.must(List.of("revert", "-R", svn.dest()));
    }
    changed |= TOUCHED.matcher(svn.must(List.of("update", "-r", a.revision(), svn.dest()))).find();
    return told(changed || modified, before, svn.here());
  }

  private static Result told(boolean changed, Value before, Value after) {
    return Result.changed(changed).with("before", before).with("after", after);
  }

  /// What is at the destination.
  private enum State {
    ABSENT,
    WORKING_COPY,
    OTHER
  }

  /// Calls of svn for one working copy.
  private record Svn(Args args, String dest, RemoteSession session) {
    /// A password goes by standard input, never as a word.
    private Call call(List<String> words) {
      var all = new ArrayList<String>();
      all.add(args.executable().orElse("svn"));
      all.addAll(List.of("--non-interactive", "--no-auth-cache"));
      if (!args.validateCerts()) {
        all.add("--trust-server-cert");
      }
      args.username().ifPresent(u -> all.addAll(List.of("--username", u)));
      if (args.password().isPresent()) {
        all.add("--password-from-stdin");
      }
      all.addAll(words);
      return Call.of(all).reading(args.password().orElse(""));
    }

    private ProgramOutput output(List<String> words) throws TransportException {
      var read = call(words).read();
      return read.parser().apply(session.run(read.program()));
    }

    String must(List<String> words) throws TransportException {
      ProgramOutput out = output(words);
      if (!out.isOk()) {
        throw new ModuleFailure(call(words).failure(out));
      }
      return out.stdout();
    }

    State state() throws TransportException {
      var there = session.run(Call.script().line("[ -e {} ]", dest).program());
      if (!there.isOk()) {
        return State.ABSENT;
      }
      return output(List.of("info", dest)).isOk() ? State.WORKING_COPY : State.OTHER;
    }

    Seq here() throws TransportException {
      return revision(must(List.of("info", dest)));
    }

    Value remoteRevision() throws TransportException {
      return revision(must(List.of("info", "-r", args.revision(), args.repo()))).items().getFirst();
    }

    boolean isModified() throws TransportException {
      String status = must(List.of("status", "--quiet", "--ignore-externals", dest));
      return MODIFIED.matcher(status).find();
    }

    private static Seq revision(String info) {
      return Seq.ofTexts(
          List.of(
              line(REVISION, info).orElse("Unable to get revision"),
              line(URL, info).orElse("Unable to get URL")));
    }

    private static Optional<String> line(Pattern pattern, String text) {
      Matcher m = pattern.matcher(text);
      return m.find() ? Optional.of(m.group()) : Optional.empty();
    }
  }
}
