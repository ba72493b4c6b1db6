package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Random playbooks about failures (blocks, handlers, roles, includes, run_once, any_errors_fatal,
/// max_fail_percentage, serial, unreachable hosts, all mixed) print what ansible-core 2.18 printed,
/// line by line, and end with its exit code. bench/failures wrote the playbooks and recorded the
/// answers in resources/failures; those of `language` and `keywords` are about the whole of it
/// (tags, loops, includes, role parameters, delegation, check mode; `keywords` ends with what was
/// registered).
class FailureCasesTest {
  private static final Pattern INCLUDED =
      Pattern.compile("(?m)^(included: .* for )([^=\n]*?)( =>.*)?$");

  private static final Pattern RESULT = Pattern.compile("^[a-z]+: (?:\\[([^\\]]+)\\]|.* for )");

  @TempDir private Path dir;

  @TestFactory
  @Timeout(300)
  Stream<DynamicTest> saysWhatAnsibleSays() {
    return Stream.of("plays", "roles", "language", "keywords").flatMap(this::cases);
  }

  private Stream<DynamicTest> cases(String pack) {
    String[] cases = text("/failures/" + pack + ".gz").split("(?m)^=== case ");
    assertTrue(cases.length > 60, pack);
    return Arrays.stream(cases)
        .skip(1)
        .map(text -> {
          String number = text.substring(0, text.indexOf('\n'));
          return DynamicTest.dynamicTest(pack + " " + number, () -> check(number, text));
        });
  }

  private void check(String number, String text) throws IOException {
    Map<String, String> parts = parts(text);
    boolean free = parts.get("site.yml").contains("strategy: free");
    Path home =
        Files.createDirectories(dir.toRealPath().resolve(number).resolve(free ? "free" : "site"));
    for (Map.Entry<String, String> part : parts.entrySet()) {
      Path file = home.resolve(part.getKey());
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, part.getValue());
    }
    String call = "site.yml " + parts.get("arguments").strip();
    String expected = comparable(parts.get("expected"), home);
    String actual = comparable(EngineSamplesTest.run(home, call), home);
    boolean unordered = free || parts.get("site.yml").contains("strategy: host_pinned");
    assertEquals(unordered ? byHost(expected) : expected, unordered ? byHost(actual) : actual);
  }

  /// Hosts that go their own ways have no order among them: the results of each play, host by host,
  /// each with the heading of its task.
  private static String byHost(String output) {
    var sorted = new StringBuilder();
    var results = new TreeMap<String, StringBuilder>();
    var heading = "";
    var current = sorted;
    for (String line : output.split("\n")) {
      Matcher result = RESULT.matcher(line);
      if (line.startsWith("TASK [") || line.startsWith("RUNNING HANDLER [")) {
        heading = line;
      } else if (line.startsWith("PLAY ")) {
        results.values().forEach(sorted::append);
        results.clear();
        current = sorted;
        current.append(line).append('\n');
      } else if (result.find()) {
        current =
            results.computeIfAbsent(
                Objects.requireNonNullElse(result.group(1), ""), h -> new StringBuilder());
        current.append(heading).append('\n').append(line).append('\n');
      } else if (!line.isBlank()) {
        current.append(line).append('\n');
      }
    }
    results.values().forEach(sorted::append);
    return sorted.toString();
  }

  /// From `--- name` to the next.
  private static Map<String, String> parts(String text) {
    var parts = new LinkedHashMap<String, String>();
    List<String> found = new ArrayList<>(List.of(text.split("(?m)^--- ")));
    for (String part : found.subList(1, found.size())) {
      int end = part.indexOf('\n');
      parts.put(part.substring(0, end), part.substring(end + 1));
    }
    return parts;
  }

  /// Why a host cannot be reached is said by the ssh program there, by jplay here; hosts whose
  /// results come at the same time have no order.
  private static String comparable(String output, Path home) {
    String reached = output.replaceAll("(?s)(UNREACHABLE! => ).*?(\"unreachable\": true)", "$1$2");
    Matcher included = INCLUDED.matcher(reached);
    String sorted =
        included.replaceAll(line ->
            Matcher.quoteReplacement(
                line.group(1)
                    + Arrays.stream(line.group(2).split(", "))
                        .sorted()
                        .collect(Collectors.joining(", "))
                    + Objects.requireNonNullElse(line.group(3), "")));
    return SampleOutput.normal(sorted, home);
  }

  private static String text(String name) {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(FailureCasesTest.class.getResourceAsStream(name), name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
