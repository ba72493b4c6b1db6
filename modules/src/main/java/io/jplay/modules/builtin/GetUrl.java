package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.FileApply;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.http.HttpAnswer;
import io.jplay.modules.http.HttpRequest;
import io.jplay.modules.http.UrlOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Downloads a file to a host. Imitates ansible.builtin.get_url. An action because the content is
/// known only after the download, which the host makes itself where it can.
@ModuleInfo(
    summary = "Downloads files from HTTP, HTTPS, or FTP to node",
    diff = ModuleInfo.Support.FULL)
public final class GetUrl implements ActionModule<GetUrl.Args> {
  public record Args(
      @Option(required = true) String url,
      @Option(required = true) String dest,
      @Option("") String checksum,
      @Option("false") boolean force,
      @Option("false") boolean backup,
      @Option Optional<String> tmpDest,
      @Option("10") int timeout,
      @Option(aliases = "username") Optional<String> urlUsername,
      @Option(shared = true) UrlOptions web,
      @Option(shared = true) FileOptions file) {
    /// The same for another address.
    Args at(String other) {
      return new Args(
          other, dest, checksum, force, backup, tmpDest, timeout, urlUsername, web, file);
    }

    FileAttributes wanted() {
      return file.wanted();
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    HostFacts facts = session.facts();
    String dest = Paths.expand(a.dest(), facts);
    String shown = HttpRequest.withoutLogin(a.url());
    Result base = Result.ok().with("url", shown).with("dest", dest).with("elapsed", 0);
    try {
      return run(a, context, session, dest, base);
    } catch (ModuleFailure failure) {
      return base.withStatus(Status.FAILED).withAll(failure.result().fields());
    }
  }

  private static Result run(
      Args a, TaskContext context, RemoteSession session, String dest, Result base)
      throws TransportException, InterruptedException {
    var files = new FileApply(session, context.mode());
    var loader = new Download(context, session);
    Optional<UrlChecksum> wanted = UrlChecksum.parse(a, loader);
    Read<PathState> read = PathState.read(Paths.trimmed(dest), session.facts());
    var reads = new ArrayList<Read<?>>(List.of(read, Checksum.read("sha1", dest)));
    wanted.ifPresent(w -> reads.add(Checksum.read(w.algorithm(), dest)));
    Observed seen = files.observe(reads, Observed.none(session.facts()));
    PathState state = seen.get(read);
    Optional<FileStat> there = state.followed().filter(FileStat::isFile);
    if (a.tmpDest().isPresent()) {
      checkDirectory(Paths.expand(a.tmpDest().get(), session.facts()), files, seen);
    }
    if (HttpRequest.scheme(a.url()).isEmpty()) {
      return Result.failed("unknown url type: '" + a.url() + "'")
          .with("status", -1)
          .with("url", a.url());
    }
    HttpRequest request = Download.request(a);
    if (there.isPresent() && !a.force()) {
      if (wanted.filter(w -> w.matches(seen)).isPresent()) {
        return attributesOnly(a, files, dest, seen, base);
      }
      if (wanted.isEmpty()) {
        request = request.withHeader("If-Modified-Since", Download.httpDate(there.get()));
      }
    }
    HttpAnswer answer = loader.keep(request, a.tmpDest(), context.mode().check());
    Result told = base.with("msg", answer.message()).with("elapsed", loader.elapsed());
    try {
      if (answer.status() == 304) {
        return attributesOnly(a, files, dest, seen, told)
            .without("checksum_dest")
            .without("checksum_src")
            .with("msg", answer.message())
            .with("status_code", 304);
      }
      if (answer.status() != 200 && answer.status() != 0) {
        return state.describe(failed(told, answer));
      }
      String path = state.isDirectory() ? Paths.trimmed(dest) + "/" + answer.fileName() : dest;
      Result known = told.with("dest", path).with("status_code", status(answer));
      if (context.mode().check()) {
        return foreseen(files, path, known);
      }
      return place(a, files, answer, path, wanted, known);
    } finally {
      loader.drop(answer);
    }
  }

  /// What check mode tells: a head says nothing of the content, but the place must be there.
  private static Result foreseen(FileApply files, String path, Result known)
      throws TransportException {
    Read<PathState> there = PathState.read(path, files.facts());
    Read<Optional<String>> sum = Checksum.read("sha1", path);
    Observed seen = files.observe(List.of(there, sum), Observed.none(files.facts()));
    Result result =
        known
            .with("checksum_src", Null.NULL)
            .with("checksum_dest", seen.get(sum).<Value>map(Str::of).orElse(Null.NULL));
    Optional<Result> nowhere = withoutParent(files, path, result);
    return nowhere.isPresent()
        ? nowhere.get()
        : seen.get(there).describe(result.withStatus(Status.CHANGED));
  }

  private static Optional<Result> withoutParent(FileApply files, String path, Result result)
      throws TransportException {
    String directory = path.isEmpty() ? "" : FilePlan.parent(path);
    Read<PathState> parent =
        PathState.read(directory.isEmpty() ? "/nonexistent" : directory, files.facts());
    return files.observe(List.of(parent), Observed.none(files.facts())).get(parent).isDirectory()
        ? Optional.empty()
        : Optional.of(
            result
                .without("status_code")
                .withStatus(Status.FAILED)
                .with("msg", "Destination " + directory + " does not exist"));
  }

  private static void checkDirectory(String path, FileApply files, Observed seen)
      throws TransportException {
    Read<PathState> read = PathState.read(path, files.facts());
    PathState state = files.observe(List.of(read), seen).get(read);
    if (!state.isDirectory()) {
      throw new ModuleFailure(
          path
              + (state.followed().isPresent()
                  ? " is a file but should be a directory."
                  : " directory does not exist."));
    }
  }

  /// Addresses without HTTP have no status.
  private static Value status(HttpAnswer answer) {
    return answer.status() == 0 ? Null.NULL : Int.of(answer.status());
  }

  private static Result failed(Result told, HttpAnswer answer) {
    Result failure = told.withStatus(Status.FAILED);
    return answer.isAnswered()
        ? failure
            .with("msg", "Request failed")
            .with("response", answer.message())
            .with("status_code", answer.status())
        : failure.with("msg", answer.message());
  }

  private static Result attributesOnly(
      Args a, FileApply files, String dest, Observed seen, Result base) throws TransportException {
    String sha1 = seen.get(Checksum.read("sha1", dest)).orElse("");
    // the content is the file's own: nothing is written
    var plan = plan(a, dest, new FileWrite.Source.Remote(dest, 0), sha1, true);
    Result result =
        files.apply(
            plan,
            Observed.none(seen.facts()),
            base.with("checksum_dest", Null.NULL).with("checksum_src", Null.NULL));
    return result.with(
        "msg",
        result.isChanged()
            ? "file already exists but file attributes changed"
            : "file already exists");
  }

  private static FilePlan plan(
      Args a, String path, FileWrite.Source source, String sha1, boolean follows) {
    return new FilePlan(
        path,
        source,
        sha1,
        a.wanted(),
        new FilePlan.Rules(
            follows,
            true,
            false,
            new FileWrite.Options(a.backup(), Optional.empty(), a.file().inPlace())),
        path);
  }

  private static Result place(
      Args a,
      FileApply files,
      HttpAnswer answer,
      String path,
      Optional<UrlChecksum> wanted,
      Result known)
      throws TransportException {
    String file = answer.file().orElseThrow();
    var reads = new ArrayList<Read<?>>();
    reads.add(Checksum.read("sha1", file));
    reads.add(Checksum.read("md5", file));
    reads.add(Checksum.read("sha1", path));
    wanted.ifPresent(w -> reads.add(Checksum.read(w.algorithm(), file)));
    Observed seen = files.observe(reads, Observed.none(files.facts()));
    String sha1 =
        seen.get(Checksum.read("sha1", file))
            .orElseThrow(() -> new ModuleFailure("Source " + file + " not readable"));
    Optional<String> old = seen.get(Checksum.read("sha1", path));
    Result result =
        known
            .with("checksum_src", sha1)
            .with("checksum_dest", old.<Value>map(Str::of).orElse(Null.NULL))
            .with("src", file);
    if (wanted.isPresent()) {
      String got = seen.get(Checksum.read(wanted.get().algorithm(), file)).orElse("unknown");
      if (!wanted.get().hex().equals(got)) {
        Read<PathState> there = PathState.read(path, files.facts());
        return files
            .observe(List.of(there), seen)
            .get(there)
            .describe(
                result
                    .without("status_code")
                    .withStatus(Status.FAILED)
                    .with(
                        "msg",
                        "The checksum for %s did not match %s; it was %s."
                            .formatted(path, wanted.get().hex(), got)));
      }
    }
    Optional<Result> nowhere = withoutParent(files, path, result);
    if (nowhere.isPresent()) {
      return nowhere.get();
    }
    var source = new FileWrite.Source.Remote(file, answer.size());
    // a link gives way to other content, as ansible's rename has it
    boolean follows = old.equals(Optional.of(sha1));
    FilePlan plan = plan(a, path, source, sha1, follows);
    Result done = files.apply(plan, Observed.none(seen.facts()), result);
    return done.isFailed()
        ? done
        : done.with("md5sum", seen.get(Checksum.read("md5", file)).orElse(""));
  }
}
