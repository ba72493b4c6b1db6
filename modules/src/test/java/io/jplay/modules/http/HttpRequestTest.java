package io.jplay.modules.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
  private static final HttpRequest.Login LOGIN = new HttpRequest.Login("u", "p", true);

  private static HttpRequest request(String method, String... withheld) {
    return HttpRequest.of(
        method,
        "http://a.test/x",
        Map.of("X-One", "1", "X-Two", "2"),
        Optional.of(LOGIN),
        new HttpRequest.Redirects(true, false, List.of(withheld)));
  }

  private static HttpAnswer answer(int status, String location) {
    Map<String, String> headers = location.isEmpty() ? Map.of() : Map.of("location", location);
    return new HttpAnswer(
        status, "", "http://a.test/x", headers, List.of(), 0, new byte[0], Optional.empty(), "");
  }

  @Test
  void keepsWithheldHeadersFromTheNextAddress() {
    HttpRequest asked = request("GET", "x-one", "Authorization");
    assertFalse(asked.first().redirects().follow());
    HttpRequest next = asked.after(answer(302, "/y")).orElseThrow();
    assertEquals("http://a.test/y", next.url());
    assertEquals(Map.of("X-Two", "2"), next.headers());
    assertTrue(next.login().isEmpty());
    assertTrue(next.redirects().follow());
  }

  @Test
  void leavesRedirectsToTheToolWhenNothingIsWithheldOrSecret() {
    assertFalse(request("GET").first().redirects().follow());
    HttpRequest asked =
        HttpRequest.of(
            "GET", "http://a.test/x", Map.of(), Optional.empty(), HttpRequest.Redirects.ALL);
    assertFalse(asked.withHeader("cookie", "c").first().redirects().follow());
    assertEquals(asked, asked.first());
    assertTrue(asked.after(answer(302, "/y")).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "301, POST, GET",
    "303, PUT, GET",
    "307, POST, POST",
    "308, PUT, PUT",
    "302, HEAD, HEAD",
    "301, PUT, PUT",
    "302, DELETE, GET"
  })
  void turnsIntoGetWhereTheAnswerAllows(int status, String method, String next) {
    HttpRequest asked = request(method, "x-one").withBody("/body");
    HttpRequest after = asked.after(answer(status, "http://A.test:80/y")).orElseThrow();
    assertEquals(next, after.method());
    assertEquals(Optional.of(LOGIN), after.login());
    assertEquals(status == 307 || status == 308, after.bodyFile().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://b.test/", "https://a.test/x", "http://a.test:81/x"})
  void tellsAnotherServerNoSecrets(String location) {
    HttpRequest asked =
        request("POST").withHeader("Cookie", "c").withHeader("authorization", "Bearer t");
    HttpRequest after = asked.after(answer(302, location)).orElseThrow();
    assertEquals(Optional.empty(), after.login());
    assertEquals(Map.of("X-One", "1", "X-Two", "2"), after.headers());
  }

  @ParameterizedTest
  @CsvSource({"303, PUT", "302, POST", "301, PUT"})
  void sendsNoTypeWithoutABody(int status, String method) {
    HttpRequest asked = request(method).withHeader("content-type", "a/b").withBody("/body");
    assertFalse(asked.first().redirects().follow());
    HttpRequest after = asked.after(answer(status, "/y")).orElseThrow();
    assertFalse(after.headers().containsKey("content-type"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.test/x, ''",
    "HTTP://a.test:80/x?y=a:b, ''",
    "http://[::1]:80/, ''",
    "ftp://a.test/x, ''",
    "file:///x, ''",
    "a.test:80/x, unknown url type: a.test",
    "gopher://a.test/x, unknown url type: gopher",
    "http:///x, no host given",
    "http://a.test:b/x, An unknown error occurred: nonnumeric port: 'b'"
  })
  void namesWhatIsWrongWithAnAddress(String url, String mistake) {
    HttpRequest asked =
        HttpRequest.of("GET", url, Map.of(), Optional.empty(), HttpRequest.Redirects.ALL);
    assertEquals(mistake, asked.mistake().orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "301, HEAD, GET",
    "308, HEAD, GET",
    "302, POST, GET",
    "307, POST, ''",
    "301, PUT, ''",
    "200, HEAD, ''"
  })
  void redirectsAsUrllibDoes(int status, String method, String next) {
    HttpRequest asked =
        HttpRequest.of(
            method,
            "http://a.test/x",
            Map.of(),
            Optional.empty(),
            new HttpRequest.Redirects(true, true, List.of()));
    assertFalse(asked.first().redirects().follow());
    assertEquals(next, asked.after(answer(status, "/y")).map(HttpRequest::method).orElse(""));
  }

  @Test
  void goesNowhereWithoutALocation() {
    assertTrue(request("GET", "x-one").after(answer(302, "")).isEmpty());
    assertTrue(request("GET", "x-one").after(answer(200, "/y")).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "curl: (28) Operation too slow., Connection failure: timed out",
    "curl: (52) Empty reply from server, Connection failure: Remote end closed connection without"
        + " response",
    "An unknown error occurred: x, An unknown error occurred: x",
    "curl: (6) Could not resolve host: x, Request failed: <urlopen error [Errno -2] Name or service"
        + " not known>",
    "curl: (7) Failed to connect, Request failed: <urlopen error curl: (7) Failed to connect>"
  })
  void saysWhyThereIsNoAnswerAsPythonDoes(String error, String message) {
    var answer =
        new HttpAnswer(
            -1, "", "http://x/", Map.of(), List.of(), 0, new byte[0], Optional.empty(), error);
    assertEquals(message, answer.message());
  }
}
