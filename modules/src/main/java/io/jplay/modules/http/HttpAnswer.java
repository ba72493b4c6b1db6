package io.jplay.modules.http;

import io.jplay.core.api.HttpReason;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server answered. `status` is -1 when there was no answer; then `error` says why. Header
/// names are in lower case; values of a header that came more than once are joined by a comma.
/// `file` is where the content is kept on the host, when that was asked for.
public record HttpAnswer(
    int status,
    String reason,
    String url,
    Map<String, String> headers,
    List<String> cookies,
    long size,
    byte[] content,
    Optional<String> file,
    String error) {
  /// How curl ends an exchange with too many redirects.
  private static final String CURL_TOO_MANY = "47";

  /// What stands before the words of an exception that ansible's library does not know.
  static final String UNKNOWN = "An unknown error occurred: ";

  private static final String ENDLESS =
      """
      The HTTP server returned a redirect error that would lead to an infinite loop.
      The last 30x error message was:
      """;

  /// Linux's numbers of what a connection that was not made may say.
  private static final Map<String, Integer> ERRORS =
      Map.of(
          "Connection refused", 111,
          "Connection timed out", 110,
          "Network is unreachable", 101,
          "No route to host", 113);

  private static final Pattern NO_FILE =
      Pattern.compile("^curl: \\(37\\) Couldn't open file (.+)$");

  /// What curl (by its numbers) and the others say of a certificate that is not trusted.
  private static final Pattern CERTIFICATE = Pattern.compile("curl: \\((51|60)\\)|certificate");

  private static final Pattern DISPOSITION = Pattern.compile("(?i)filename=\"?([^\";]+)\"?");

  public HttpAnswer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    cookies = List.copyOf(cookies);
  }

  static HttpAnswer failed(String url, String error) {
    return new HttpAnswer(
        -1, "", url, Map.of(), List.of(), 0, new byte[0], Optional.empty(), error);
  }

  /// The same with the content in a file of the host.
  public HttpAnswer at(String path) {
    return new HttpAnswer(
        status, reason, url, headers, cookies, size, content, Optional.of(path), error);
  }

  /// The same with the content in memory.
  public HttpAnswer withContent(byte[] bytes) {
    return new HttpAnswer(status, reason, url, headers, cookies, bytes.length, bytes, file, error);
  }

  /// Parses the records of `sh/http.sh`.
  static HttpAnswer parse(HttpRequest request, byte[] output) {
    var records = new LinkedHashMap<String, String>();
    byte[] content = new byte[0];
    int from = 0;
    while (from < output.length) {
      int end = from;
      while (end < output.length && output[end] != 0) {
        end++;
      }
      String record = new String(output, from, end - from, StandardCharsets.UTF_8);
      int space = record.indexOf(' ');
      if (record.startsWith("content ")) {
        content = Arrays.copyOfRange(output, from + 8, output.length);
        break;
      }
      if (space > 0) {
        records.put(record.substring(0, space), record.substring(space + 1));
      }
      from = end + 1;
    }
    String error = records.getOrDefault("error", "").strip();
    if (records.getOrDefault("rc", "").equals(CURL_TOO_MANY) && records.containsKey("headers")) {
      return parse(request, records, content).endless();
    }
    String refused = records.getOrDefault("refused", "");
    if (!refused.isEmpty()) {
      error = "[Errno %d] %s".formatted(ERRORS.getOrDefault(refused, 111), refused);
    }
    if (!records.getOrDefault("rc", "1").equals("0")) {
      return failed(
          request.url(), error.isEmpty() ? records.getOrDefault("failed", "no answer") : error);
    }
    return parse(request, records, content);
  }

  /// The answer as urllib of Python has it where each points to another.
  HttpAnswer endless() {
    String last = reason.isEmpty() ? HttpReason.of(status) : reason;
    return new HttpAnswer(
        status, ENDLESS + last, url, headers, cookies, size, content, file, error);
  }

  private static HttpAnswer parse(
      HttpRequest request, Map<String, String> records, byte[] content) {
    String reason = "";
    String status = records.getOrDefault("status", "0");
    String url = records.getOrDefault("url", request.url());
    var headers = new LinkedHashMap<String, String>();
    var cookies = new ArrayList<String>();
    for (String line : records.getOrDefault("headers", "").split("\r?\n")) {
      if (line.regionMatches(true, 0, "HTTP/", 0, 5)) {
        // one block for each redirect: the last one counts
        String[] words = line.split(" ", 3);
        status = words.length > 1 ? words[1] : status;
        reason = words.length > 2 ? words[2].strip() : "";
        if (headers.containsKey("location") && !records.containsKey("url")) {
          url = resolve(url, headers.get("location"));
        }
        headers.clear();
        continue;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        headers.merge(name, value, (a, b) -> a + ", " + b);
        if (name.equals("set-cookie")) {
          cookies.add(value);
        }
      }
    }
    return new HttpAnswer(
        status.matches("[0-9]{1,3}") ? Integer.parseInt(status) : 0,
        reason,
        url,
        headers,
        cookies,
        Long.parseLong(records.getOrDefault("size", "0")),
        content,
        Optional.ofNullable(records.get("kept")),
        "");
  }

  /// An address that may be relative, as an absolute one.
  public static String resolve(String base, String location) {
    try {
      return URI.create(base).resolve(location).toString();
    } catch (IllegalArgumentException e) {
      return location;
    }
  }

  /// The name of the file that was sent: what the server says, else the end of the address; never a
  /// path.
  public String fileName() {
    String said = headers.getOrDefault("content-disposition", "");
    var found = DISPOSITION.matcher(said);
    String name = found.find() ? found.group(1) : url.replaceFirst("[?#].*", "");
    name = name.replaceFirst("^[a-z]+://[^/]*$", "");
    name = name.substring(name.lastIndexOf('/') + 1).strip();
    return name.isEmpty() || name.equals(".") || name.equals("..") ? "index.html" : name;
  }

  /// Whether the exchange ended well: 2xx, or an address without HTTP (ftp, file).
  public boolean isOk() {
    return status >= 200 && status < 300 || status == 0;
  }

  public boolean isAnswered() {
    return status >= 0;
  }

  /// The message as urllib of Python words it, which playbooks compare.
  public String message() {
    if (!isAnswered()) {
      if (error.startsWith("curl: (28)")) {
        return "Connection failure: timed out";
      }
      if (error.startsWith("curl: (52)")) {
        return "Connection failure: Remote end closed connection without response";
      }
      if (error.startsWith(UNKNOWN)) {
        return error;
      }
      Matcher missing = NO_FILE.matcher(error);
      if (missing.find()) {
        return "Request failed: <urlopen error [Errno 2] No such file or directory: '"
            + missing.group(1)
            + "'>";
      }
      if (error.startsWith("curl: (6)")) {
        return "Request failed: <urlopen error [Errno -2] Name or service not known>";
      }
      return CERTIFICATE.matcher(error).find()
          ? "Failed to validate the SSL certificate: certificate verify failed: " + error
          : "Request failed: <urlopen error " + error + ">";
    }
    return isOk()
        ? "OK (" + headers.getOrDefault("content-length", "unknown") + " bytes)"
        : "HTTP Error " + status + ": " + (reason.isEmpty() ? HttpReason.of(status) : reason);
  }

  /// The content as text, by the charset of its type.
  public String text() {
    String type = headers.getOrDefault("content-type", "");
    int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
    Charset charset = StandardCharsets.UTF_8;
    if (at >= 0) {
      String name = type.substring(at + 8).replaceAll("[;,\\s].*", "").replace("\"", "");
      try {
        charset = Charset.forName(name);
      } catch (IllegalArgumentException e) {
        // a charset that nobody knows: as UTF-8
      }
    }
    return new String(content, charset);
  }
}
