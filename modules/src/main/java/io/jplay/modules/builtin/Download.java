package io.jplay.modules.builtin;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.Paths;
import io.jplay.modules.http.ControllerHttp;
import io.jplay.modules.http.HostHttp;
import io.jplay.modules.http.HttpAnswer;
import io.jplay.modules.http.HttpRequest;
import io.jplay.modules.http.UrlOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/// Downloads for one task: on the host where it has a tool, else on the controller, from where the
/// content is sent.
final class Download {
  private final TaskContext context;
  private final RemoteSession session;
  private final long start = System.nanoTime();

  Download(TaskContext context, RemoteSession session) {
    this.context = context;
    this.session = session;
  }

  static HttpRequest request(GetUrl.Args a) {
    UrlOptions web = a.web();
    return HttpRequest.of(
            "GET",
            a.url(),
            web.headersOver(a.force() ? Map.of("Cache-Control", "no-cache") : Map.of()),
            web.login(a.urlUsername()),
            web.redirects(true, false))
        .with(web.tls(Optional.empty()), web.reach(a.timeout(), Optional.empty()));
  }

  static String httpDate(FileStat stat) {
    long seconds = Long.parseLong(stat.mtime().replaceFirst("\\..*", ""));
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).withNano(0))
        .replace("Z", "GMT");
  }

  long elapsed() {
    return (System.nanoTime() - start) / 1_000_000_000L;
  }

  /// Leaves the content in a file of the host; with `check` only asks for the head.
  HttpAnswer keep(HttpRequest request, Optional<String> directory, boolean check)
      throws TransportException, InterruptedException {
    HttpRequest asked = check ? request.asHead() : request;
    Optional<HostHttp.Tool> tool = HostHttp.tool(session.facts(), session);
    String where = directory.map(this::pathOf).orElse("");
    return tool.isPresent()
        ? HostHttp.keep(tool.get(), asked, session, where)
        : viaController(asked);
  }

  private String pathOf(String directory) {
    try {
      return Paths.expand(directory, session.facts());
    } catch (TransportException e) {
      throw new ModuleFailure(e.getMessage());
    }
  }

  private HttpAnswer viaController(HttpRequest request)
      throws TransportException, InterruptedException {
    try {
      Path part = context.temporaryFile();
      try {
        HttpAnswer answer = ControllerHttp.fetch(request, new byte[0], part);
        return answer.isOk()
            ? answer.at(session.upload(new FileContent.LocalFile(part, Files.size(part))))
            : answer;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not download on the controller: " + e.getMessage());
    }
  }

  /// A small text, as the list of checksums.
  String text(HttpRequest request) throws TransportException, InterruptedException {
    Optional<HostHttp.Tool> tool = HostHttp.tool(session.facts(), session);
    if (tool.isPresent()) {
      return told(HostHttp.fetch(tool.get(), request, session)).text();
    }
    try {
      Path part = context.temporaryFile();
      try {
        told(ControllerHttp.fetch(request, new byte[0], part));
        return Files.readString(part);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not download on the controller: " + e.getMessage());
    }
  }

  private static HttpAnswer told(HttpAnswer answer) {
    if (!answer.isOk()) {
      Result failed = Result.failed("Request failed").with("url", answer.url());
      throw new ModuleFailure(
          answer.isAnswered()
              ? failed.with("response", answer.message()).with("status_code", answer.status())
              : failed.with("msg", answer.message()));
    }
    return answer;
  }

  void drop(HttpAnswer answer) throws TransportException {
    // an upload goes with the session
    if (answer.file().filter(f -> f.endsWith("/content")).isPresent()) {
      HostHttp.drop(answer.file().get(), session);
    }
  }
}
