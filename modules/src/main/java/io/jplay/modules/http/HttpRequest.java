package io.jplay.modules.http;

import io.jplay.core.api.ModuleFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is asked of a server. `url` has no user and password in it (see [#of]); `bodyFile` is a
/// file on the host that is sent; `timeout` is that of each step: connecting, waiting for bytes.
public record HttpRequest(
    String method,
    String url,
    Map<String, String> headers,
    Optional<String> bodyFile,
    Optional<Login> login,
    Redirects redirects,
    Tls tls,
    Reach reach) {
  static final int MAX_REDIRECTS = 10;

  private static final Set<String> KNOWN = Set.of("http", "https", "ftp", "file");
  private static final Pattern SCHEME = Pattern.compile("^([^/:]+):");
  private static final Pattern AUTHORITY =
      Pattern.compile("^(?i)https?://(?<host>\\[[^]]*]|[^/?#:]*)(?::(?<port>[^/?#]*))?");

  /// Whether redirects are followed, whether as Python's urllib does (every request that is
  /// redirected becomes a GET; but GET, HEAD and POST are not), and the headers (any case) that are
  /// sent to the first address only. Where something is sent, the tools differ in what they send
  /// on, so these are redirected step by step.
  public record Redirects(boolean follow, boolean asUrllib, List<String> withheld) {
    public static final Redirects ALL = new Redirects(true, false, List.of());
    static final Redirects NONE = new Redirects(false, false, List.of());

    public Redirects {
      withheld = List.copyOf(withheld);
    }

    /// Whether the tools would go on in another way than ansible.
    boolean areByHand(String method) {
      return follow
          && (!withheld.isEmpty()
              || asUrllib && !method.equals("GET")
              || !method.matches("GET|HEAD"));
    }

    /// Whether an answer of that status is followed.
    boolean lead(String method, int status) {
      boolean isSafe = method.equals("GET") || method.equals("HEAD");
      return switch (status) {
        case 301, 302, 303 -> !asUrllib || isSafe || method.equals("POST");
        case 307, 308 -> !asUrllib || isSafe;
        default -> false;
      };
    }

    boolean keepMethod(String method, int status) {
      return !asUrllib
          && (method.equals("HEAD")
              || status == 307
              || status == 308
              || status == 301 && !method.equals("POST"));
    }

    boolean withhold(String header) {
      return withheld.stream().anyMatch(header::equalsIgnoreCase);
    }
  }

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
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    for (var header : headers.entrySet()) {
      if ((header.getKey() + header.getValue()).matches("(?s).*[\\r\\n\\x00].*")) {
        throw new ModuleFailure("a header must not hold a line end: " + header.getKey());
      }
    }
    if (url.matches("(?s).*[\\x00-\\x20\\x7f].*")) {
      throw new ModuleFailure("the address holds a blank or control character");
    }
  }

  /// What is wrong with the address, in the words of Python's library: the tools would guess a
  /// scheme.
  Optional<String> mistake() {
    String scheme = scheme(url).orElse("");
    if (!KNOWN.contains(scheme.toLowerCase(Locale.ROOT))) {
      return Optional.of("unknown url type: " + scheme);
    }
    Matcher authority = AUTHORITY.matcher(url);
    if (!authority.find()) {
      return Optional.empty();
    }
    String port = authority.group("port");
    if (authority.group("host").isEmpty() && reach.socket().isEmpty()) {
      return Optional.of("no host given");
    }
    return port == null || port.matches("\\d*")
        ? Optional.empty()
        : Optional.of(HttpAnswer.UNKNOWN + "nonnumeric port: '" + port + "'");
  }

  /// What stands before the first colon of an address, if that is no part of a path.
  public static Optional<String> scheme(String url) {
    Matcher matcher = SCHEME.matcher(url);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// Takes a login out of an address, so that it is not shown.
  public static HttpRequest of(
      String method,
      String url,
      Map<String, String> headers,
      Optional<Login> login,
      Redirects redirects) {
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
        redirects,
        Tls.PLAIN,
        new Reach(Duration.ofSeconds(10), true, true, Optional.empty(), false));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  public static String withoutLogin(String url) {
    return url.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@", "$1");
  }

  public HttpRequest with(Tls other, Reach otherReach) {
    return new HttpRequest(method, url, headers, bodyFile, login, redirects, other, otherReach);
  }

  public HttpRequest withBody(String file) {
    return new HttpRequest(method, url, headers, Optional.of(file), login, redirects, tls, reach);
  }

  public HttpRequest withHeader(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpRequest(method, url, all, bodyFile, login, redirects, tls, reach);
  }

  /// The same for the headers only.
  public HttpRequest asHead() {
    return new HttpRequest("HEAD", url, headers, bodyFile, login, redirects, tls, reach);
  }

  /// Whether the first answer has to be looked at before going on; what is secret some tools would
  /// tell whatever server it names.
  private boolean areRedirectsByHand() {
    boolean isSecret =
        login.isPresent() || headers.keySet().stream().anyMatch(HttpRequest::isSecret);
    return redirects.areByHand(method) || redirects.follow() && isSecret;
  }

  private static boolean isSecret(String header) {
    return header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("Cookie");
  }

  /// The first step of a request whose redirects are made one by one.
  HttpRequest first() {
    return areRedirectsByHand()
        ? new HttpRequest(method, url, headers, bodyFile, login, Redirects.NONE, tls, reach)
        : this;
  }

  /// The request that an answer to [#first] leads to: without the withheld headers, as GET after a
  /// POST unless the answer forbids that. Another server learns neither login nor cookies, as with
  /// curl: whoever it is was chosen by the one before.
  Optional<HttpRequest> after(HttpAnswer answer) {
    String location = answer.headers().getOrDefault("location", "");
    boolean leads =
        areRedirectsByHand() && !location.isEmpty() && redirects.lead(method, answer.status());
    if (!leads) {
      return Optional.empty();
    }
    var kept = new LinkedHashMap<>(headers);
    kept.keySet().removeIf(redirects::withhold);
    boolean sameMethod = redirects.keepMethod(method, answer.status());
    boolean sameBody = answer.status() == 307 || answer.status() == 308;
    if (!sameBody) {
      kept.keySet().removeIf("Content-Type"::equalsIgnoreCase);
    }
    String next = HttpAnswer.resolve(url, location);
    boolean sameServer = server(url).equals(server(next));
    if (!sameServer) {
      kept.keySet().removeIf(HttpRequest::isSecret);
    }
    Optional<Login> again =
        login.filter(l -> sameServer && !(l.force() && redirects.withhold("authorization")));
    return Optional.of(
        new HttpRequest(
            sameMethod ? method : "GET",
            next,
            kept,
            sameBody ? bodyFile : Optional.empty(),
            again,
            new Redirects(true, redirects.asUrllib(), List.of()),
            tls,
            reach));
  }

  /// Scheme, host and port, the port that goes without saying too.
  private static String server(String url) {
    Matcher authority = AUTHORITY.matcher(url);
    if (!authority.find()) {
      return url;
    }
    boolean secure = url.regionMatches(true, 0, "https", 0, 5);
    String port = authority.group("port");
    return (secure ? "https:" : "http:")
        + authority.group("host").toLowerCase(Locale.ROOT)
        + ":"
        + (port == null || port.isEmpty() ? secure ? "443" : "80" : port);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }
}
