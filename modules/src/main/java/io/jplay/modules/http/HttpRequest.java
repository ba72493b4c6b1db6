package io.jplay.modules.http;

import io.jplay.core.api.ModuleFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is asked of a server. `url` has no user and password in it (see [#of]); `bodyFile` is a
/// file on the host that is sent; `timeout` is that of each step: connecting, waiting for bytes.
public record HttpRequest(
    String method,
    String url,
    Map<String, String> headers,
    Optional<String> bodyFile,
    Optional<Login> login,
    boolean follow,
    Tls tls,
    Reach reach) {

  /// `force` sends the login at once, without being asked.
  public record Login(String user, String password, boolean force) {
    @Override
    public String toString() {
      return "Login[" + user + ", ********]";
    }

    /// The value of the header Authorization.
    String basic() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
  }

  /// Paths are those of the host.
  public record Tls(
      boolean validate, Optional<String> ca, Optional<String> cert, Optional<String> key) {
    public static final Tls PLAIN =
        new Tls(true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// How the server is reached; `decompress` unpacks what it sends packed.
  public record Reach(
      Duration timeout,
      boolean proxy,
      boolean netrc,
      Optional<String> socket,
      boolean decompress) {}

  public HttpRequest {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    for (var header : headers.entrySet()) {
      if ((header.getKey() + header.getValue()).matches("(?s).*[\\r\\n\\x00].*")) {
        throw new ModuleFailure("a header must not hold a line end: " + header.getKey());
      }
    }
    if (url.matches("(?s).*[\\x00-\\x20\\x7f].*")) {
      throw new ModuleFailure("the address holds a blank or control character");
    }
  }

  /// Takes a login out of an address, so that it is not shown.
  public static HttpRequest of(
      String method,
      String url,
      Map<String, String> headers,
      Optional<Login> login,
      boolean follow) {
    String bare = withoutLogin(url);
    Optional<Login> all = login;
    if (!bare.equals(url) && login.isEmpty()) {
      String pair = url.substring(url.indexOf("://") + 3, url.indexOf('@'));
      int colon = pair.indexOf(':');
      all =
          Optional.of(
              new Login(
                  decoded(colon < 0 ? pair : pair.substring(0, colon)),
                  colon < 0 ? "" : decoded(pair.substring(colon + 1)),
                  true));
    }
    return new HttpRequest(
        method.toUpperCase(Locale.ROOT),
        bare,
        headers,
        Optional.empty(),
        all,
        follow,
        Tls.PLAIN,
        new Reach(Duration.ofSeconds(10), true, true, Optional.empty(), false));
  }

  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  public static String withoutLogin(String url) {
    return url.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@", "$1");
  }

  public HttpRequest with(Tls other, Reach otherReach) {
    return new HttpRequest(method, url, headers, bodyFile, login, follow, other, otherReach);
  }

  public HttpRequest withBody(String file) {
    return new HttpRequest(method, url, headers, Optional.of(file), login, follow, tls, reach);
  }

  public HttpRequest withHeader(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpRequest(method, url, all, bodyFile, login, follow, tls, reach);
  }

  /// The same for the headers only.
  public HttpRequest asHead() {
    return new HttpRequest("HEAD", url, headers, bodyFile, login, follow, tls, reach);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }
}
