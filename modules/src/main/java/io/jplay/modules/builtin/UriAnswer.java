package io.jplay.modules.builtin;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.http.CookieJar;
import io.jplay.modules.http.HttpAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/// The result of uri: the headers as keys, the cookies, the parsed JSON.
final class UriAnswer {
  private static final Set<String> READ_HEADERS = Set.of("content_type", "location");

  private UriAnswer() {}

  /// A server may send the password back as the name of a header or within JSON: `hidden` texts are
  /// masked in keys too, but for the headers that playbooks read.
  static Result describe(HttpAnswer answer, String asked, HiddenTexts hidden) {
    Result result = Result.ok();
    // a header must not take the place of a key of ours: they are put first
    for (var header : answer.headers().entrySet()) {
      String key = header.getKey().replace('-', '_');
      String value = header.getValue();
      if (key.equals("location")) {
        value = HttpAnswer.resolve(answer.url(), value);
      }
      result = result.with(READ_HEADERS.contains(key) ? key : hidden.mask(key), remote(value));
    }
    if (answer.isAnswered() && answer.isOk()) {
      result = cookies(answer, result);
    }
    String type = answer.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (type.contains("json") || type.contains("javascript")) {
      try {
        result = result.with("json", hidden.maskKeys(Json.read(answer.text(), Tag.REMOTE)));
      } catch (IOException e) {
        // not JSON in spite of its type: no key, like ansible
      }
    }
    return result
        .with("status", answer.status())
        .with("url", remote(answer.url()))
        .with("redirected", answer.isAnswered() && !answer.url().equals(asked))
        .with("msg", remote(answer.message()));
  }

  static Result withContent(Result result, HttpAnswer answer) {
    return result.with("content", remote(answer.text()));
  }

  private static Result cookies(HttpAnswer answer, Result result) {
    var cookies = Dict.builder();
    var pairs = new ArrayList<String>();
    for (CookieJar.Cookie cookie : CookieJar.of(answer)) {
      cookies.put(cookie.name(), cookie.value().<Value>map(UriAnswer::remote).orElse(Null.NULL));
      pairs.add(cookie.name() + "=" + cookie.value().orElse("None"));
    }
    return result
        .with("cookies", cookies.build())
        .with("cookies_string", remote(String.join("; ", pairs)));
  }

  static Value remote(String text) {
    return new Str(text, Tag.REMOTE);
  }
}
