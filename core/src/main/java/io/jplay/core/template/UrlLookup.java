package io.jplay.core.template;

import io.jplay.core.api.HttpReason;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Requests that lookups send: the `url` lookup, and what `hashi_vault` needs.
final class UrlLookup {
  private UrlLookup() {}

  static Seq read(List<String> urls, LookupOptions o) {
    var out = new ArrayList<Value>();
    for (String url : urls) {
      String text = get(url, o);
      if (o.flag("split_lines", true)) {
        PythonStrings.lines(text, false).forEach(line -> out.add(new Str(line, Tag.REMOTE)));
      } else {
        out.add(new Str(text, Tag.REMOTE));
      }
    }
    return Call.list(out);
  }

  private static String get(String url, LookupOptions o) {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(URI.create(url));
    } catch (IllegalArgumentException e) {
      throw o.eval().error("unknown url type: " + PythonText.quote(url));
    }
    Duration timeout = Duration.ofSeconds(o.number("timeout", 10));
    request.timeout(timeout).header("User-Agent", o.text("http_agent", "ansible-httpget"));
    if (o.value("headers").orElse(Dict.EMPTY) instanceof Dict headers) {
      headers
          .entries()
          .forEach((k, v) -> request.header(PythonText.str(k), PythonText.str(o.eval().finish(v))));
    }
    o.text("username")
        .ifPresent(user -> {
          String both = user + ":" + o.text("password", "");
          request.header(
              "Authorization",
              "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        });
    boolean follow =
        switch (o.text("follow_redirects", "urllib2").toLowerCase(Locale.ROOT)) {
          case "none", "no", "false" -> false;
          default -> true;
        };
    var how = new How(timeout, o.flag("validate_certs", true), follow);
    var response = send(request.GET().build(), how, o.eval(), "url");
    int status = response.statusCode();
    if (status >= 300) {
      throw o.eval()
          .error(
              "Received HTTP error for %s : HTTP Error %d: %s"
                  .formatted(url, status, HttpReason.of(status)));
    }
    return response.body();
  }

  /// How a request is sent: the time it may take, whether certificates are checked, whether
  /// redirects are followed.
  record How(Duration timeout, boolean verify, boolean follow) {}

  static HttpResponse<String> send(HttpRequest request, How how, Evaluation eval, String lookup) {
    var builder =
        HttpClient.newBuilder()
            .followRedirects(how.follow ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
            .connectTimeout(how.timeout);
    if (!how.verify) {
      builder.sslContext(TrustAll.context());
    }
    try (HttpClient client = builder.build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw eval.error("Failed lookup %s for %s : %s".formatted(lookup, request.uri(), cause(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw eval.error("interrupted while lookup " + lookup + " waited");
    }
  }

  private static String cause(IOException e) {
    return e instanceof ConnectException
        ? "<urlopen error [Errno 111] Connection refused>"
        : String.valueOf(e.getMessage());
  }

  /// `key=value` words after the first term, as older lookups take them.
  static Map<String, String> words(String term) {
    var map = new java.util.LinkedHashMap<String, String>();
    for (String word : PythonStrings.words(term, -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        map.put(word.substring(0, equals).toLowerCase(Locale.ROOT), word.substring(equals + 1));
      }
    }
    return map;
  }
}
