package io.jplay.inventory;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The read-only part of DigitalOcean's API v2 that inventories need. Blocks; each request is
/// limited in time and size, waiting for the rate limit is limited in total. The token goes to the
/// host of the base URL only and never into a message.
final class DigitalOceanApi {
  private static final int MAX_PAGES = 1000;
  private static final long MAX_BODY = 64L << 20;
  private static final Duration MAX_WAIT = Duration.ofSeconds(90);
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
  private static final Map<Integer, String> PHRASES =
      Map.of(
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          429, "Too Many Requests",
          500, "Internal Server Error",
          502, "Bad Gateway",
          503, "Service Unavailable");

  /// Waiting as a port, so that tests need not.
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  private final URI base;
  private final Duration limit;
  private final Clock clock;
  private final Pause pause;
  private Duration waited = Duration.ZERO;

  DigitalOceanApi(URI base, Duration limit, Clock clock, Pause pause) {
    this.base = base;
    this.limit = limit;
    this.clock = clock;
    this.pause = pause;
  }

  /// All elements of a collection (`droplets`), page by page.
  List<Dict> all(String collection, Optional<Integer> perPage, Secret token) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(limit)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      var found = new ArrayList<Dict>();
      URI next =
          URI.create(base + "/" + collection + perPage.map(n -> "?per_page=" + n).orElse(""));
      for (int page = 0; page < MAX_PAGES; page++) {
        Dict answer = get(client, next, token);
        if (!(answer.get(collection).orElse(Null.NULL) instanceof Seq items)) {
          throw Problems.broken("the answer of " + next + " has no list '" + collection + "'");
        }
        items.items().forEach(item -> found.add(element(item, collection)));
        Optional<URI> following = next(answer);
        if (following.isEmpty()) {
          return found;
        }
        next = following.get();
      }
      throw Problems.broken(base + " has more than " + MAX_PAGES + " pages of " + collection);
    }
  }

  private static Dict element(Value item, String collection) {
    if (item instanceof Dict d) {
      return d;
    }
    throw Problems.broken("an element of '" + collection + "' is no object");
  }

  private Optional<URI> next(Dict answer) {
    Optional<String> next =
        child(answer, "links").flatMap(l -> child(l, "pages")).flatMap(p -> p.text("next"));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = base.resolve(next.get());
      if (base.getRawAuthority().equals(uri.getRawAuthority())
          && base.getScheme().equals(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the refusal: the text is the server's and is not repeated.
    }
    throw Problems.broken("the next page is not on " + base + ": the token is not sent elsewhere");
  }

  private static Optional<Dict> child(Dict dict, String key) {
    return dict.get(key).filter(Dict.class::isInstance).map(Dict.class::cast);
  }

  private Dict get(HttpClient client, URI uri, Secret token) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(limit)
            .header("Authorization", "Bearer " + token.reveal())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .build();
    while (true) {
      HttpResponse<byte[]> response = send(client, request);
      if (response.statusCode() == 200) {
        return parse(response.body(), uri);
      }
      if (response.statusCode() != 429 || !waitForLimit(response)) {
        throw refused(response.statusCode());
      }
    }
  }

  private static JplayException refused(int status) {
    String phrase = PHRASES.getOrDefault(status, "");
    return Problems.broken(("HTTP Error " + status + ": " + phrase).strip());
  }

  private static Dict parse(byte[] body, URI uri) {
    try {
      if (Json.read(new String(body, StandardCharsets.UTF_8), Tag.REMOTE) instanceof Dict d) {
        return d;
      }
    } catch (IOException _) {
      // The parser's text would quote the answer, which may hold passwords of databases.
    }
    throw Problems.broken("the answer of " + uri + " is no complete JSON object");
  }

  /// The body counts against the limit too, which HttpRequest.timeout does not cover.
  private HttpResponse<byte[]> send(HttpClient client, HttpRequest request) {
    var handler =
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BODY);
    var answer = client.sendAsync(request, handler);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw timedOut(request);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HttpTimeoutException
          ? timedOut(request)
          : Problems.broken("no answer from " + request.uri() + ": " + reason(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problems.broken("interrupted while waiting for " + request.uri());
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  private JplayException timedOut(HttpRequest request) {
    return Problems.broken(
        request.uri() + " did not answer within " + limit.toSeconds() + " seconds");
  }

  /// Sleeps as long as the server asks, if that is still allowed.
  private boolean waitForLimit(HttpResponse<?> response) {
    Duration wait = asked(response);
    if (waited.plus(wait).compareTo(MAX_WAIT) > 0) {
      return false;
    }
    waited = waited.plus(wait);
    try {
      pause.of(wait);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Duration asked(HttpResponse<?> response) {
    Optional<Long> seconds = number(response, "retry-after");
    if (seconds.isPresent()) {
      return atLeastOneSecond(Duration.ofSeconds(seconds.get()));
    }
    return number(response, "ratelimit-reset")
        .map(reset -> Duration.between(clock.instant(), Instant.ofEpochSecond(reset)))
        .map(DigitalOceanApi::atLeastOneSecond)
        .orElse(DEFAULT_WAIT);
  }

  private static Duration atLeastOneSecond(Duration wait) {
    return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
  }

  private static Optional<Long> number(HttpResponse<?> response, String header) {
    return response
        .headers()
        .firstValue(header)
        .filter(v -> v.matches("\\d{1,10}"))
        .map(Long::valueOf);
  }
}
