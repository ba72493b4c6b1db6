package io.jplay.modules.http;

import io.jplay.core.api.HostFacts;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ScriptBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Makes an exchange on the host, with the first tool that it has.
public final class HostHttp {
  /// Content that is handed back in memory.
  private static final long LIMIT = 64L << 20;

  private HostHttp() {}

  /// The tools that keep secrets out of their arguments and check certificates; busybox wget does
  /// neither.
  public enum Tool {
    CURL,
    WGET
  }

  public static Optional<Tool> tool(HostFacts facts, RemoteSession session)
      throws TransportException {
    if (facts.hasTool("curl")) {
      return Optional.of(Tool.CURL);
    }
    String found =
        session
            .run(
                new ScriptBuilder()
                    .line("if command -v curl >/dev/null 2>&1; then echo curl")
                    .line("elif wget --version 2>/dev/null | grep -q '^GNU Wget'; then echo wget")
                    .line("fi")
                    .program())
            .stdout()
            .strip();
    return switch (found) {
      case "curl" -> Optional.of(Tool.CURL);
      case "wget" -> Optional.of(Tool.WGET);
      default -> Optional.empty();
    };
  }

  /// Asks and brings the content to the controller.
  public static HttpAnswer fetch(Tool tool, HttpRequest request, RemoteSession session)
      throws TransportException {
    String limit = Long.toString(LIMIT);
    Step step =
        r ->
            run(
                tool,
                r,
                session,
                begin(tool, "").line("jp_http_size").line("jp_http_content {}", limit));
    return redirected(request, step, session);
  }

  /// Makes the steps of a request whose redirects the tool does not follow by itself.
  private static HttpAnswer redirected(HttpRequest request, Step step, RemoteSession session)
      throws TransportException {
    Optional<String> mistake = request.mistake();
    if (mistake.isPresent()) {
      return HttpAnswer.failed(request.url(), mistake.get());
    }
    HttpAnswer answer = step.run(request.first());
    Optional<HttpRequest> next = request.after(answer);
    for (int left = HttpRequest.MAX_REDIRECTS; next.isPresent() && left > 0; left--) {
      if (answer.file().isPresent()) {
        drop(answer.file().get(), session);
      }
      answer = step.run(next.get().first());
      next = next.get().after(answer);
    }
    return next.isPresent() ? answer.endless() : answer;
  }

  @FunctionalInterface
  private interface Step {
    HttpAnswer run(HttpRequest request) throws TransportException;
  }

  /// Asks and leaves the content in a private file of the host, below `directory` where that is not
  /// empty. [#drop] removes it.
  public static HttpAnswer keep(
      Tool tool, HttpRequest request, RemoteSession session, String directory)
      throws TransportException {
    Step step =
        r ->
            run(tool, r, session, begin(tool, directory).line("jp_http_size").line("jp_http_keep"));
    return redirected(request, step, session);
  }

  public static void drop(String file, RemoteSession session) throws TransportException {
    String directory = file.substring(0, file.lastIndexOf('/'));
    session.run(new ScriptBuilder().line("rm -rf -- {}", directory).program());
  }

  private static ScriptBuilder begin(Tool tool, String directory) {
    var script =
        new ScriptBuilder().use("sh/http.sh", HostHttp.class).line("jp_http_begin {}", directory);
    return switch (tool) {
      case CURL -> script.line("jp_http_curl");
      case WGET -> script.line("jp_http_wget");
    };
  }

  private static HttpAnswer run(
      Tool tool, HttpRequest request, RemoteSession session, ScriptBuilder script)
      throws TransportException {
    String config =
        switch (tool) {
          case CURL -> curl(request);
          case WGET -> wget(request);
        };
    script.stdin(config.getBytes(StandardCharsets.UTF_8));
    return HttpAnswer.parse(request, session.run(script.program()).stdoutBytes());
  }

  static String curl(HttpRequest r) {
    var config = new Config(" = \"", "\"");
    config.set("url", r.url()).set("globoff");
    config.set("max-redirs", Integer.toString(HttpRequest.MAX_REDIRECTS));
    config.set("proto-redir", "=http,https");
    if (r.isHead()) {
      config.set("head");
    } else if (!r.method().equals("GET") && !r.method().equals("POST")
        || r.method().equals("GET") && r.bodyFile().isPresent()) {
      config.set("request", r.method());
    } else if (r.method().equals("POST") && r.bodyFile().isEmpty()) {
      config.set("data", "");
      if (r.headers().keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
        // there is nothing that could have a type
        config.set("header", "Content-Type:");
      }
    }
    for (var header : r.headers().entrySet()) {
      // curl takes "Name:" for "send none", "Name;" for an empty one
      boolean empty = header.getValue().isEmpty();
      config.set("header", header.getKey() + (empty ? ";" : ": " + header.getValue()));
    }
    // curl would say that it takes anything, which Python does not say
    if (r.headers().keySet().stream().noneMatch("Accept"::equalsIgnoreCase)) {
      config.set("header", "Accept:");
    }
    // one exchange for each connection, and nothing is asked to be packed, as Python does
    if (r.headers().keySet().stream().noneMatch("Connection"::equalsIgnoreCase)) {
      config.set("header", "Connection: close");
    }
    if (r.headers().keySet().stream().noneMatch("Accept-Encoding"::equalsIgnoreCase)) {
      config.set("header", "Accept-Encoding: identity");
    }
    if (r.reach().decompress()) {
      // what is packed all the same is unpacked
      config.set("compressed");
    }
    // curl sends none with HEAD, and no server reads one
    if (r.bodyFile().isPresent() && !r.isHead()) {
      config.set("data-binary", "@" + r.bodyFile().get());
      config.set("header", "Expect:");
    }
    r.login()
        .ifPresent(l -> {
          config.set("user", l.user() + ":" + l.password());
          config.set(l.force() ? "basic" : "anyauth");
        });
    if (r.redirects().follow()) {
      config.set("location");
    }
    if (!r.tls().validate()) {
      config.set("insecure");
    }
    r.tls().ca().ifPresent(f -> config.set("cacert", f));
    r.tls().cert().ifPresent(f -> config.set("cert", f));
    r.tls().key().ifPresent(f -> config.set("key", f));
    r.reach().socket().ifPresent(f -> config.set("unix-socket", f));
    if (!r.reach().proxy()) {
      config.set("noproxy", "*");
    }
    if (r.reach().netrc() && r.login().isEmpty()) {
      // jp_http_netrc adds the file, where it knows the host
      config.text.append("#netrc ").append(host(r.url())).append('\n');
    }
    String seconds = seconds(r.reach().timeout());
    config.set("connect-timeout", seconds).set("speed-limit", "1").set("speed-time", seconds);
    return config.text();
  }

  static String wget(HttpRequest r) {
    var config = new Config(" = ", "");
    config.text.append("#url ").append(r.url()).append('\n');
    config.set("method", r.method()).set("content_on_error", "on").set("tries", "1");
    for (var header : r.headers().entrySet()) {
      config.set("header", header.getKey() + ": " + header.getValue());
    }
    r.bodyFile().ifPresent(f -> config.set("body_file", f));
    r.login()
        .ifPresent(l -> {
          if (l.force()) {
            config.set("header", "Authorization: " + l.basic());
          } else {
            config.set("http_user", l.user()).set("http_password", l.password());
          }
        });
    config.set(
        "max_redirect", Integer.toString(r.redirects().follow() ? HttpRequest.MAX_REDIRECTS : 0));
    if (!r.tls().validate()) {
      config.set("check_certificate", "off");
    }
    r.tls().ca().ifPresent(f -> config.set("ca_certificate", f));
    r.tls().cert().ifPresent(f -> config.set("certificate", f));
    r.tls().key().ifPresent(f -> config.set("private_key", f));
    if (!r.reach().proxy()) {
      config.set("use_proxy", "off");
    }
    config.set("netrc", r.reach().netrc() ? "on" : "off");
    config.set("timeout", seconds(r.reach().timeout()));
    return config.text();
  }

  private static String host(String url) {
    String authority = url.replaceFirst("^[^:]*://", "").replaceFirst("[/?#].*$", "");
    return authority.replaceFirst(":\\d*$", "");
  }

  private static String seconds(Duration timeout) {
    return Long.toString(Math.max(1, timeout.toSeconds()));
  }

  /// Lines of a configuration file; a value can never begin another line.
  private static final class Config {
    private final StringBuilder text = new StringBuilder();
    private final String before;
    private final String after;

    Config(String before, String after) {
      this.before = before;
      this.after = after;
    }

    Config set(String name) {
      text.append(name).append('\n');
      return this;
    }

    Config set(String name, String value) {
      if (value.matches("(?s).*[\\r\\n\\x00].*")) {
        throw new ModuleFailure("a line end in " + name);
      }
      String quoted = after.isEmpty() ? value : value.replace("\\", "\\\\").replace("\"", "\\\"");
      text.append(name).append(before).append(quoted).append(after).append('\n');
      return this;
    }

    String text() {
      return text.toString();
    }
  }
}
