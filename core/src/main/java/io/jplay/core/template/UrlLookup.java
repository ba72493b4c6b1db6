package io.jplay.core.template;

import io.jplay.core.api.HttpReason;
import io.jplay.core.api.SystemTrust;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Requests that lookups send: the `url` lookup, and what `hashi_vault` needs.
final class UrlLookup {
  private UrlLookup() {}

  /// Options that may be given from outside of the lookup as well.
  private static final List<String> OUTSIDE =
      List.of(
          "timeout",
          "http_agent",
          "follow_redirects",
          "use_netrc",
          "ca_path",
          "force",
          "force_basic_auth",
          "unredirected_headers");

  private static final List<String> REDIRECTS =
      List.of("all", "none", "safe", "urllib2", "no", "yes");

  static Seq read(List<String> urls, LookupOptions given) {
    LookupOptions o = given.withGiven("url", OUTSIDE);
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
      throw PythonError.value("unknown url type: " + PythonText.quote(url));
    }
    Duration timeout = o.seconds("url", "timeout", 10);
    request.timeout(timeout).header("User-Agent", o.text("http_agent", "ansible-httpget"));
    if (o.flag("force", false)) {
      request.header("Cache-Control", "no-cache");
    }
    o.mapping("url", "headers")
        .orElse(Dict.EMPTY)
        .entries()
        .forEach((k, v) -> request.header(PythonText.str(k), PythonText.str(o.eval().finish(v))));
    login(url, o)
        .ifPresent(login -> {
          String both = login.user() + ":" + login.password();
          request.setHeader(
              "Authorization",
              "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        });
    boolean follow =
        switch (o.choice("url", "follow_redirects", REDIRECTS, "urllib2")) {
          case "none", "no" -> false;
          default -> true;
        };
    var how = new How(timeout, o.flag("validate_certs", true), follow, authorities(o));
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

  /// The login that is given, else that of netrc, which stands before a header of the lookup.
  private static Optional<Netrc.Login> login(String url, LookupOptions o) {
    Optional<String> user = o.text("username");
    if (user.isPresent()) {
      return Optional.of(new Netrc.Login(user.get(), o.text("password", "")));
    }
    Optional<String> inUrl = Optional.ofNullable(URI.create(url).getUserInfo());
    if (inUrl.isPresent()) {
      String[] parts = inUrl.get().split(":", 2);
      return Optional.of(new Netrc.Login(parts[0], parts.length > 1 ? parts[1] : ""));
    }
    String host = URI.create(url).getHost();
    if (host == null || !o.flag("use_netrc", true)) {
      return Optional.empty();
    }
    return variable("NETRC", o)
        .or(() -> variable("HOME", o).map(home -> home.resolve(".netrc")))
        .flatMap(file -> Netrc.login(file, host));
  }

  /// Where the certificates of authorities are; empty for those of the system. The variables are
  /// openssl's, by which Python goes, and that of its requests.
  private static List<Path> authorities(LookupOptions o) {
    Optional<String> given = o.text("ca_path").filter(text -> !text.isEmpty());
    if (given.isPresent()) {
      return List.of(Path.of(given.get()));
    }
    var found = new ArrayList<Path>();
    for (String name : List.of("SSL_CERT_FILE", "SSL_CERT_DIR")) {
      variable(name, o).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      variable("REQUESTS_CA_BUNDLE", o).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Path> variable(String name, LookupOptions o) {
    return o.eval()
        .environment()
        .environmentVariable(name)
        .filter(text -> !text.isEmpty())
        .map(Path::of);
  }

  /// How a request is sent: the time it may take, whether certificates are checked, whether
  /// redirects are followed, and where the certificates of authorities are.
  record How(Duration timeout, boolean verify, boolean follow, List<Path> authorities) {
    How {
      authorities = List.copyOf(authorities);
    }
  }

  static HttpResponse<String> send(HttpRequest request, How how, Evaluation eval, String lookup) {
    var builder =
        HttpClient.newBuilder()
            // the offer of HTTP/2 is a header that some servers stumble over
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(how.follow ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
            .connectTimeout(how.timeout);
    try {
      if (!how.verify) {
        builder.sslContext(TrustAll.context());
      } else if ("https".equalsIgnoreCase(request.uri().getScheme())) {
        builder.sslContext(SystemTrust.context(how.authorities));
      }
      return sent(builder, request);
    } catch (HttpTimeoutException e) {
      throw eval.error("timed out");
    } catch (IOException e) {
      String why = cause(e, String.valueOf(request.uri().getHost()));
      throw eval.error("Failed lookup %s for %s : %s".formatted(lookup, request.uri(), why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw eval.error("interrupted while lookup " + lookup + " waited");
    }
  }

  private static HttpResponse<String> sent(HttpClient.Builder builder, HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient client = builder.build()) {
      return client.send(
          request,
          answer ->
              HttpResponse.BodySubscribers.mapping(
                  HttpResponse.BodySubscribers.limiting(
                      HttpResponse.BodySubscribers.ofByteArray(), Limits.ANSWER),
                  body -> text(answer, body)));
    }
  }

  /// What was sent, unpacked where the server packs unasked; bytes that are no UTF-8 stay.
  private static String text(HttpResponse.ResponseInfo answer, byte[] body) {
    if (answer.headers().firstValue("Content-Encoding").filter("gzip"::equals).isEmpty()) {
      return Utf8.decode(body);
    }
    try (var packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = packed.readNBytes(Limits.ANSWER + 1);
      if (plain.length > Limits.ANSWER) {
        throw new IOException("more than " + Limits.ANSWER + " bytes are in it");
      }
      return Utf8.decode(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("the packed answer cannot be read: " + e.getMessage(), e);
    }
  }

  private static String cause(IOException e, String host) {
    if (e.getCause() instanceof ConnectException c
        && c.getCause() instanceof UnresolvedAddressException) {
      return "<urlopen error [Errno -2] Name or service not known>";
    }
    if (e instanceof ConnectException) {
      return "<urlopen error [Errno 111] Connection refused>";
    }
    return SystemTrust.refusal(e, host)
        .map(why ->
            "<urlopen error [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
                + why
                + ">")
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }
}
