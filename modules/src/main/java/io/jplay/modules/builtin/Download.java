package io.jplay.modules.builtin;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.Texts;
import io.jplay.modules.http.ControllerHttp;
import io.jplay.modules.http.HostHttp;
import io.jplay.modules.http.HttpAnswer;
import io.jplay.modules.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Downloads for one task: on the host where it has a tool, else on the controller, from where the
/// content is sent.
final class Download {
  private final RemoteSession session;
  private final long start = System.nanoTime();

  Download(RemoteSession session) {
    this.session = session;
  }

  static HttpRequest request(GetUrl.Args a, Map<String, String> headers) {
    var all = new LinkedHashMap<String, String>();
    all.put("User-Agent", a.httpAgent());
    all.putAll(headers);
    return HttpRequest.of("GET", a.url(), all, a.login(), true)
        .with(
            new HttpRequest.Tls(a.validateCerts(), Optional.empty(), a.clientCert(), a.clientKey()),
            new HttpRequest.Reach(
                Duration.ofSeconds(a.timeout()),
                a.useProxy(),
                a.useNetrc(),
                Optional.empty(),
                a.decompress()));
  }

  /// Headers as a mapping, or as `name:value,name:value`.
  static Map<String, String> headers(Optional<Value> option) {
    var headers = new LinkedHashMap<String, String>();
    if (option.isPresent() && option.get() instanceof Dict dict) {
      dict.entries().forEach((k, v) -> headers.put(Texts.plain(k), Texts.plain(v)));
    } else if (option.isPresent()) {
      for (String pair : Texts.plain(option.get()).split(",")) {
        int colon = pair.indexOf(':');
        if (colon < 0 && !pair.isBlank()) {
          throw new ModuleFailure(
              "The string representation for the `headers` parameter requires a key:value,"
                  + "key:value syntax to be properly parsed.");
        }
        if (colon > 0) {
          headers.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
        }
      }
    }
    return headers;
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
      Path part = Files.createTempFile("jplay-", "");
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
      Path part = Files.createTempFile("jplay-", "");
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
      throw new ModuleFailure("could not get " + answer.url() + ": " + answer.message());
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
