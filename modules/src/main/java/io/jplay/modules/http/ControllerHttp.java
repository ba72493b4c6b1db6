package io.jplay.modules.http;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.SystemTrust;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes an exchange from the controller, for hosts that have no tool for it. Knows http and https
/// with the certificates of the controller only.
public final class ControllerHttp {
  private ControllerHttp() {}

  /// Asks; the content goes to `to` on the controller.
  public static HttpAnswer fetch(HttpRequest r, byte[] body, Path to) throws InterruptedException {
    Optional<String> mistake = r.mistake();
    if (mistake.isPresent()) {
      return HttpAnswer.failed(r.url(), mistake.get());
    }
    HttpAnswer answer = exchange(r.first(), body, to);
    Optional<HttpRequest> next = r.after(answer);
    for (int left = HttpRequest.MAX_REDIRECTS; next.isPresent() && left > 0; left--) {
      HttpRequest step = next.get();
      boolean sameMethod = step.method().equals(r.method());
      answer = exchange(step.first(), sameMethod ? body : new byte[0], to);
      next = step.after(answer);
    }
    return next.isPresent() ? answer.endless() : answer;
  }

  private static HttpAnswer exchange(HttpRequest r, byte[] body, Path to)
      throws InterruptedException {
    if (!r.tls().equals(HttpRequest.Tls.PLAIN) || r.reach().socket().isPresent()) {
      throw new ModuleFailure(
          "this needs curl on the host: unix_socket, certificates of the host or"
              + " validate_certs: false");
    }
    var builder = HttpClient.newBuilder().connectTimeout(r.reach().timeout());
    builder.followRedirects(
        r.redirects().follow() ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER);
    if (r.reach().proxy()) {
      builder.proxy(ProxySelector.getDefault());
    }
    try {
      if (r.url().startsWith("https:")) {
        builder.sslContext(SystemTrust.context(List.of()));
      }
      return sent(builder, request(r, body), to);
    } catch (IOException e) {
      String why = e.getMessage();
      return HttpAnswer.failed(r.url(), why == null ? e.getClass().getSimpleName() : why);
    }
  }

  private static HttpAnswer sent(
      HttpClient.Builder builder, java.net.http.HttpRequest request, Path to)
      throws IOException, InterruptedException {
    try (HttpClient client = builder.build()) {
      HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(to));
      return answer(response, Files.size(to));
    }
  }

  private static java.net.http.HttpRequest request(HttpRequest r, byte[] body) {
    try {
      var request =
          java.net.http.HttpRequest.newBuilder(URI.create(r.url())).timeout(r.reach().timeout());
      request.method(
          r.method(),
          body.length == 0
              ? java.net.http.HttpRequest.BodyPublishers.noBody()
              : java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
      r.headers().forEach(request::header);
      r.login().ifPresent(l -> request.header("Authorization", l.basic()));
      return request.build();
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure("unknown url type: " + r.url());
    }
  }

  private static HttpAnswer answer(HttpResponse<Path> response, long size) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .map()
        .forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), String.join(", ", v)));
    List<String> cookies = response.headers().allValues("set-cookie");
    return new HttpAnswer(
        response.statusCode(),
        "",
        response.uri().toString(),
        headers,
        cookies,
        size,
        new byte[0],
        Optional.empty(),
        "");
  }
}
