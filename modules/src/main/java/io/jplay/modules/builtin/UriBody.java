package io.jplay.modules.builtin;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;

/// What uri sends, by `body_format`.
final class UriBody {
  /// As the option names them, with `-` for `_`.
  enum Format {
    RAW,
    JSON,
    FORM_URLENCODED,
    FORM_MULTIPART
  }

  private static final String BOUNDARY = "----jplay-7d2f6a5be1c94c0fa3";

  private UriBody() {}

  static String contentType(Uri.Args a) {
    return switch (a.bodyFormat()) {
      case RAW -> "";
      case JSON -> "application/json";
      case FORM_URLENCODED -> "application/x-www-form-urlencoded";
      case FORM_MULTIPART -> "multipart/form-data; boundary=" + BOUNDARY;
    };
  }

  static byte[] bytes(Value body, Format format) {
    String text =
        switch (format) {
          case RAW -> Texts.plain(body);
          // a text is taken for JSON already
          case JSON -> body instanceof Str s ? s.text() : Json.write(body, Json.Layout.LINE);
          case FORM_URLENCODED -> body instanceof Str s ? s.text() : form(body);
          case FORM_MULTIPART -> multipart(body);
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String form(Value body) {
    var pairs = new ArrayList<String>();
    switch (body) {
      case Dict dict ->
          dict.entries()
              .forEach((key, value) -> {
                if (value instanceof Seq list) {
                  list.stream().forEach(v -> pairs.add(pair(key, v)));
                } else {
                  pairs.add(pair(key, value));
                }
              });
      case Seq list ->
          list.stream()
              .forEach(item -> {
                if (!(item instanceof Seq two) || two.size() != 2) {
                  throw new ModuleFailure(
                      "failed to parse body as form_urlencoded: a list must hold pairs");
                }
                pairs.add(pair(two.at(0), two.at(1)));
              });
      default -> throw new ModuleFailure("failed to parse body as form_urlencoded: not a mapping");
    }
    return String.join("&", pairs);
  }

  private static String pair(Value key, Value value) {
    return encoded(key) + "=" + encoded(value);
  }

  private static String encoded(Value value) {
    return URLEncoder.encode(Texts.plain(value), StandardCharsets.UTF_8)
        .replace("%7E", "~")
        .replace("*", "%2A");
  }

  /// Fields with their contents; files of the host are not read.
  private static String multipart(Value body) {
    if (!(body instanceof Dict dict)) {
      throw new ModuleFailure("failed to parse body as form-multipart: not a mapping");
    }
    var text = new StringBuilder();
    dict.entries()
        .forEach((key, value) -> {
          String name = Texts.plain(key).replaceAll("[\"\r\n]", "_");
          text.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
          text.append(name).append('"');
          if (value instanceof Dict part) {
            String content =
                part.text("content")
                    .orElseThrow(() ->
                        new ModuleFailure("form-multipart: a part needs its content: " + name));
            part.text("filename")
                .ifPresent(f ->
                    text.append("; filename=\"").append(f.replaceAll("[\"\r\n]", "_")).append('"'));
            part.text("mime_type")
                .filter(t -> t.toLowerCase(Locale.ROOT).matches("[a-z0-9.+/-]+"))
                .ifPresent(t -> text.append("\r\nContent-Type: ").append(t));
            text.append("\r\n\r\n").append(content).append("\r\n");
          } else {
            text.append("\r\n\r\n").append(Texts.plain(value)).append("\r\n");
          }
        });
    return text.append("--").append(BOUNDARY).append("--\r\n").toString();
  }
}
