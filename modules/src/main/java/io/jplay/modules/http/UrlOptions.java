package io.jplay.modules.http;

import io.jplay.core.api.Option;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.modules.files.Texts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of every module that asks a web server.
public record UrlOptions(
    @Option Dict headers,
    @Option(aliases = "password", secret = true) Optional<String> urlPassword,
    @Option("false") boolean forceBasicAuth,
    @Option("ansible-httpget") String httpAgent,
    @Option("true") boolean validateCerts,
    @Option Optional<String> clientCert,
    @Option Optional<String> clientKey,
    @Option("true") boolean useProxy,
    @Option("true") boolean useNetrc,
    @Option("false") boolean useGssapi,
    @Option("true") boolean decompress,
    @Option List<String> ciphers,
    @Option List<String> unredirectedHeaders) {

  public UrlOptions {
    ciphers = List.copyOf(ciphers);
    unredirectedHeaders = List.copyOf(unredirectedHeaders);
  }

  public Optional<HttpRequest.Login> login(Optional<String> user) {
    return user.map(u -> new HttpRequest.Login(u, urlPassword.orElse(""), forceBasicAuth));
  }

  /// What no result may show.
  public HiddenTexts hidden() {
    return urlPassword.map(p -> new HiddenTexts(List.of(p))).orElse(HiddenTexts.NONE);
  }

  /// The wanted headers, `defaults` and the agent below them.
  public Map<String, String> headersOver(Map<String, String> defaults) {
    var all = new LinkedHashMap<String, String>();
    all.put("User-Agent", httpAgent);
    all.putAll(defaults);
    headers
        .entries()
        .forEach((key, value) -> {
          String name = Texts.plain(key);
          all.keySet().removeIf(name::equalsIgnoreCase);
          all.put(name, Texts.plain(value));
        });
    return all;
  }

  public HttpRequest.Redirects redirects(boolean follow, boolean asUrllib) {
    return new HttpRequest.Redirects(follow, asUrllib, unredirectedHeaders);
  }

  public HttpRequest.Tls tls(Optional<String> ca) {
    return new HttpRequest.Tls(validateCerts, ca, clientCert, clientKey);
  }

  /// `timeout` in seconds.
  public HttpRequest.Reach reach(int timeout, Optional<String> socket) {
    return new HttpRequest.Reach(
        Duration.ofSeconds(timeout), useProxy, useNetrc, socket, decompress);
  }
}
