package io.jplay.modules.builtin;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.http.HttpAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;

/// The result of uri: the headers as keys, the cookies, the parsed JSON.
final class UriAnswer {
  private UriAnswer() {}

  static Result describe(HttpAnswer answer, String asked) {
    Result result = Result.ok();
    // a header must not take the place of a key of ours: they are put first
    for (var header : answer.headers().entrySet()) {
      String key = header.getKey().replace('-', '_');
      String value = header.getValue();
      if (key.equals("location")) {
        value = HttpAnswer.resolve(answer.url(), value);
      }
      result = result.with(key, remote(value));
    }
    if (answer.isAnswered() && answer.isOk()) {
      result = cookies(answer, result);
    }
    String type = answer.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (type.contains("json") || type.contains("javascript")) {
      try {
        result = result.with("json", Json.read(answer.text(), Tag.REMOTE));
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
    for (String cookie : answer.cookies()) {
      String pair = cookie.replaceFirst(";.*", "");
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.put(pair.substring(0, equals).strip(), remote(pair.substring(equals + 1).strip()));
        pairs.add(pair.strip());
      }
    }
    return result
        .with("cookies", cookies.build())
        .with("cookies_string", remote(String.join("; ", pairs)));
  }

  private static Value remote(String text) {
    return new Str(text, Tag.REMOTE);
  }
}
