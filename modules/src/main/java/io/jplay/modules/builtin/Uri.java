package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.IoReason;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.FileApply;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.http.ControllerHttp;
import io.jplay.modules.http.HostHttp;
import io.jplay.modules.http.HttpAnswer;
import io.jplay.modules.http.HttpRequest;
import io.jplay.modules.http.UrlOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Asks a web service. Imitates ansible.builtin.uri. An action because what a request does is
/// opaque; in check mode nothing is sent.
@ModuleInfo(
    summary = "Interacts with webservices",
    action = true,
    check = ModuleInfo.Support.NONE,
    mutuallyExclusive = "body, src")
public final class Uri implements ActionModule<Uri.Args> {
  public record Args(
      @Option(required = true) String url,
      @Option("GET") String method,
      @Option Optional<Value> body,
      @Option("raw") UriBody.Format bodyFormat,
      @Option Optional<String> src,
      @Option("false") boolean remoteSrc,
      @Option("200") List<Integer> statusCode,
      @Option(value = "false", aliases = "return_contents") boolean returnContent,
      @Option Optional<String> dest,
      @Option Optional<String> creates,
      @Option Optional<String> removes,
      @Option(aliases = "user") Optional<String> urlUsername,
      @Option("safe") String followRedirects,
      @Option("30") int timeout,
      @Option Optional<String> caPath,
      @Option Optional<String> unixSocket,
      @Option("false") boolean force,
      @Option(shared = true) UrlOptions web,
      @Option(shared = true) FileOptions file) {
    public Args {
      statusCode = List.copyOf(statusCode);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    HttpRequest asked = request(a);
    Optional<Result> skipped = skipped(a, session);
    if (skipped.isPresent()) {
      return skipped.get();
    }
    if (HttpRequest.scheme(a.url()).isEmpty()) {
      return Result.failed("unknown url type: '" + a.url() + "'")
          .with("status", -1)
          .with("url", a.url());
    }
    if (a.src().isPresent() && a.remoteSrc() && !isFile(a.src().get(), session)) {
      return Result.failed("Unable to open source file " + hostPath(a.src().get(), session))
          .with("elapsed", 0);
    }
    Optional<byte[]> body = body(a, context);
    HttpRequest request = unlessHad(a, asked, session);
    long start = System.nanoTime();
    Optional<HostHttp.Tool> tool = HostHttp.tool(session.facts(), session);
    HttpAnswer answer;
    if (tool.isPresent()) {
      HttpRequest sent =
          body.isPresent()
              ? request.withBody(session.upload(new FileContent.Bytes(body.get())))
              : a.src().isPresent() ? request.withBody(hostPath(a.src().get(), session)) : request;
      answer = HostHttp.fetch(tool.get(), sent, session);
    } else if (session.isLocal()) {
      answer = onController(request, body.orElse(new byte[0]), context);
    } else {
      return Result.failed("the host has neither curl nor GNU wget, one of which uri needs");
    }
    long elapsed = (System.nanoTime() - start) / 1_000_000_000L;
    HiddenTexts hidden = a.web().hidden();
    Result result = UriAnswer.describe(answer, request.url(), hidden).with("elapsed", elapsed);
    if (!a.statusCode().contains(answer.status())) {
      Result failed =
          whereTo(a, session, answer, result)
              .withStatus(Status.FAILED)
              .with(
                  "msg",
                  "Status code was %d and not %s: %s"
                      .formatted(answer.status(), a.statusCode(), answer.message()));
      return a.returnContent() ? UriAnswer.withContent(failed, answer) : failed;
    }
    if (answer.status() == 304) {
      // the file is as the server has it
      result = whereTo(a, session, answer, result);
    } else if (a.dest().isPresent()) {
      result = save(a, context, session, answer, result);
    }
    if (a.returnContent()) {
      return UriAnswer.withContent(result, answer);
    }
    // as ansible's library has it: an answer that it takes for an error keeps its content apart
    return answer.isOk() ? result : result.with("body", UriAnswer.remote(answer.text()));
  }

  /// With the file that the answer belongs into, as it is.
  private static Result whereTo(Args a, RemoteSession session, HttpAnswer answer, Result result)
      throws TransportException {
    if (a.dest().isEmpty() || !answer.isAnswered()) {
      return result;
    }
    PathState dest = state(hostPath(a.dest().get(), session), session);
    PathState file = dest.isDirectory() ? state(within(dest.path(), answer), session) : dest;
    return file.describe(result.with("path", file.path()));
  }

  private static PathState state(String path, RemoteSession session) throws TransportException {
    Read<PathState> read = PathState.read(path, session.facts());
    return new FileApply(session, new Mode(true, false))
        .observe(List.of(read), Observed.none(session.facts()))
        .get(read);
  }

  private static String within(String directory, HttpAnswer answer) {
    return Paths.trimmed(directory) + "/" + answer.fileName();
  }

  /// A file that is there already is only asked for again when it changed since.
  private static HttpRequest unlessHad(Args a, HttpRequest request, RemoteSession session)
      throws TransportException {
    if (a.dest().isEmpty() || a.force()) {
      return request;
    }
    Optional<FileStat> there =
        state(hostPath(a.dest().get(), session), session).followed().filter(FileStat::isFile);
    return there
        .map(stat -> request.withHeader("If-Modified-Since", Download.httpDate(stat)))
        .orElse(request);
  }

  private static String hostPath(String path, RemoteSession session) throws TransportException {
    return Paths.expand(path, session.facts());
  }

  private static Optional<Result> skipped(Args a, RemoteSession session) throws TransportException {
    if (a.creates().isPresent() && exists(a.creates().get(), session)) {
      return Optional.of(
          Result.ok().with("stdout", "skipped, since '" + a.creates().get() + "' exists"));
    }
    if (a.removes().isPresent() && !exists(a.removes().get(), session)) {
      return Optional.of(
          Result.ok().with("stdout", "skipped, since '" + a.removes().get() + "' does not exist"));
    }
    return Optional.empty();
  }

  private static boolean isFile(String path, RemoteSession session) throws TransportException {
    return session
        .run(
            new ScriptBuilder()
                .line("[ -f {} ] && [ -r {} ]", hostPath(path, session), hostPath(path, session))
                .program())
        .isOk();
  }

  private static boolean exists(String path, RemoteSession session) throws TransportException {
    return session
        .run(new ScriptBuilder().line("[ -e {} ]", hostPath(path, session)).program())
        .isOk();
  }

  private static Optional<byte[]> body(Args a, TaskContext context) {
    if (a.src().isPresent() && !a.remoteSrc()) {
      try {
        return Optional.of(context.read(context.find("files", a.src().get()), true));
      } catch (IOException e) {
        throw new ModuleFailure("could not read " + a.src().get() + ": " + IoReason.of(e));
      }
    }
    // like ansible's, which makes JSON of nothing
    Optional<Value> body =
        a.bodyFormat() == UriBody.Format.JSON && a.src().isEmpty()
            ? a.body().or(() -> Optional.of(Null.NULL))
            : a.body();
    return body.map(b -> new UriBody(context).bytes(b, a.bodyFormat()));
  }

  /// What the options say without `headers`.
  private static Map<String, String> defaults(Args a) {
    var defaults = new LinkedHashMap<String, String>();
    if (a.force()) {
      defaults.put("Cache-Control", "no-cache");
    }
    String type = UriBody.contentType(a);
    if (!type.isEmpty()) {
      defaults.put("Content-Type", type);
    }
    return defaults;
  }

  private static HttpRequest request(Args a) {
    Map<String, String> headers = a.web().headersOver(defaults(a));
    String method = a.method().toUpperCase(Locale.ROOT);
    if (!method.matches("[A-Z]+")) {
      throw new ModuleFailure(
          "Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
    }
    boolean follow =
        switch (a.followRedirects().toLowerCase(Locale.ROOT)) {
          case "all", "yes", "true", "urllib2" -> true;
          case "none", "no", "false" -> false;
          case "safe" -> method.equals("GET") || method.equals("HEAD");
          default ->
              throw new ModuleFailure(
                  "value of follow_redirects must be one of: all, no, none, safe, urllib2, yes,"
                      + " got: "
                      + a.followRedirects());
        };
    boolean asUrllib = a.followRedirects().equalsIgnoreCase("urllib2");
    return HttpRequest.of(
            method,
            a.url(),
            headers,
            a.web().login(a.urlUsername()),
            a.web().redirects(follow, asUrllib))
        .with(a.web().tls(a.caPath()), a.web().reach(a.timeout(), a.unixSocket()));
  }

  private static HttpAnswer onController(HttpRequest request, byte[] body, TaskContext context)
      throws InterruptedException {
    try {
      Path part = context.temporaryFile();
      try {
        HttpAnswer answer = ControllerHttp.fetch(request, body, part);
        return answer.withContent(Files.readAllBytes(part));
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not keep the answer: " + IoReason.of(e));
    }
  }

  private static boolean has(FileApply files, String path, String sha1) throws TransportException {
    Read<Optional<String>> read = Checksum.read("sha1", path);
    Observed seen = files.observe(List.of(read), Observed.none(files.facts()));
    return seen.get(read).equals(Optional.of(sha1));
  }

  private static Result save(
      Args a, TaskContext context, RemoteSession session, HttpAnswer answer, Result result)
      throws TransportException {
    String dest = Paths.expand(a.dest().orElseThrow(), session.facts());
    var files = new FileApply(session, context.mode());
    Read<PathState> read = PathState.read(dest, session.facts());
    Observed seen = files.observe(List.of(read), Observed.none(session.facts()));
    String path = seen.get(read).isDirectory() ? within(dest, answer) : dest;
    String sha1 = Checksum.of("sha1", answer.content());
    var wanted = a.file().wanted();
    var plan =
        new FilePlan(
            path,
            new FileWrite.Source.Sent(new FileContent.Bytes(answer.content())),
            sha1,
            wanted,
            new FilePlan.Rules(
                // a link gives way to other content, as ansible's rename has it
                has(files, path, sha1),
                true,
                false,
                new FileWrite.Options(false, Optional.empty(), a.file().inPlace())),
            path);
    try {
      // written is changed, whatever was there before; of the difference nothing is said
      Result saved = files.apply(plan, seen, result).with("path", path).withoutDiffs();
      return saved.isFailed() ? saved : saved.withStatus(Status.CHANGED);
    } catch (ModuleFailure failure) {
      // in the words of ansible's atomic_move, which sees nothing but the failed rename
      String why = failure.result().fields().text("msg").orElse("");
      throw why.startsWith("Destination directory")
          ? new ModuleFailure("Could not replace file: " + path + ": " + why)
          : failure;
    }
  }
}
