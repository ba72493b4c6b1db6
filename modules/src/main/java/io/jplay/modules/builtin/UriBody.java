package io.jplay.modules.builtin;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.TaskContext;
import io.jplay.core.diag.IoReason;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Texts;
import java.io.IOException;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What uri sends, by `body_format`.
final class UriBody {
  /// As the option names them, with `-` for `_`.
  enum Format {
    FORM_URLENCODED,
    JSON,
    RAW,
    FORM_MULTIPART;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final String BOUNDARY = "----jplay-7d2f6a5be1c94c0fa3";

  private static final int MIME_LINE = 76;
  private final TaskContext context;

  /// `context` finds the files that a form sends.
  UriBody(TaskContext context) {
    this.context = context;
  }

  static String contentType(Uri.Args a) {
    return switch (a.bodyFormat()) {
      case RAW -> "";
      case JSON -> "application/json";
      case FORM_URLENCODED -> "application/x-www-form-urlencoded";
      case FORM_MULTIPART -> "multipart/form-data; boundary=" + BOUNDARY;
    };
  }

  byte[] bytes(Value body, Format format) {
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
      case Dict dict -> dict.entries().forEach((key, value) -> pairs.addAll(pairs(key, value)));
      case Seq list ->
          list.stream()
              .forEach(item -> {
                List<Value> two = pairOf(item);
                pairs.addAll(pairs(two.get(0), two.get(1)));
              });
      default -> throw new ModuleFailure("failed to parse body as form_urlencoded: not a mapping");
    }
    return String.join("&", pairs);
  }

  /// The two values of a pair, in the words of Python where it is none.
  private static List<Value> pairOf(Value item) {
    List<Value> values =
        switch (item) {
          case Seq list -> list.items();
          case Dict dict -> List.copyOf(dict.entries().keySet());
          case Str text ->
              text.text().codePoints().<Value>mapToObj(c -> Str.of(Character.toString(c))).toList();
          default ->
              throw new ModuleFailure(
                  "failed to parse body as form_urlencoded: cannot unpack non-iterable object");
        };
    if (values.size() != 2) {
      throw new ModuleFailure(
          "failed to parse body as form_urlencoded: "
              + (values.size() > 2
                  ? "too many values to unpack (expected 2)"
                  : "not enough values to unpack (expected 2, got " + values.size() + ")"));
    }
    return values;
  }

  /// One for each value of a list.
  private static List<String> pairs(Value key, Value value) {
    List<Value> values = value instanceof Seq list ? list.items() : List.of(value);
    return values.stream().map(v -> pair(key, v)).toList();
  }

  private static String pair(Value key, Value value) {
    return encoded(key) + "=" + encoded(value);
  }

  private static String encoded(Value value) {
    return URLEncoder.encode(Texts.plain(value), StandardCharsets.UTF_8)
        .replace("%7E", "~")
        .replace("*", "%2A");
  }

  /// Fields with their contents; a part that names a file only holds that of the controller.
  private String multipart(Value body) {
    if (!(body instanceof Dict dict)) {
      throw new ModuleFailure("body must be mapping, cannot be type " + type(body));
    }
    var text = new StringBuilder();
    dict.entries()
        .forEach((key, value) -> {
          String name = Texts.plain(key).replaceAll("[\"\r\n]", "_");
          text.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
          text.append(name).append('"');
          switch (value) {
            case Dict part -> appendPart(text, name, part);
            case Str field ->
                text.append("\r\nContent-Type: text/plain\r\n\r\n")
                    .append(field.text())
                    .append("\r\n");
            default ->
                throw new ModuleFailure(
                    "failed to parse body as form-multipart: value must be a string, or mapping,"
                        + " cannot be type "
                        + type(value));
          }
        });
    return text.append("--").append(BOUNDARY).append("--\r\n").toString();
  }

  private void appendPart(StringBuilder text, String name, Dict part) {
    Optional<String> content = part.text("content");
    Optional<String> filename = part.text("filename");
    if (content.isEmpty() && filename.isEmpty()) {
      throw new ModuleFailure(
          "failed to parse body as form-multipart: at least one of filename or content must be"
              + " provided: "
              + name);
    }
    filename.ifPresent(f -> {
      String last = f.substring(f.lastIndexOf('/') + 1);
      text.append("; filename=\"").append(last.replaceAll("[\"\r\n]", "_")).append('"');
    });
    // like ansible-core 2.18 module_utils/urls.py prepare_multipart: each part has a type
    String type =
        part.text("mime_type")
            .or(() -> filename.map(URLConnection::guessContentTypeFromName))
            .filter(t -> t.toLowerCase(Locale.ROOT).matches("[a-z0-9.+/-]+"))
            .orElse("application/octet-stream");
    text.append("\r\nContent-Type: ").append(type);
    if (content.isEmpty()) {
      text.append("\r\nContent-Transfer-Encoding: base64");
    }
    text.append("\r\n\r\n")
        .append(content.orElseGet(() -> encodedFile(filename.orElseThrow())))
        .append("\r\n");
  }

  private String encodedFile(String name) {
    try {
      byte[] bytes = context.read(context.find("files", name), true);
      return Base64.getMimeEncoder(MIME_LINE, new byte[] {'\r', '\n'}).encodeToString(bytes);
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + name + ": " + IoReason.of(e));
    }
  }

  private static String type(Value value) {
    return switch (value) {
      case Int i -> "int";
      case Bool b -> "bool";
      case Real r -> "float";
      case Null n -> "NoneType";
      case Seq list -> "list";
      case Str text -> text.tag().taint().isRemote() ? "AnsibleUnsafeText" : "AnsibleUnicode";
      default -> "object";
    };
  }
}
