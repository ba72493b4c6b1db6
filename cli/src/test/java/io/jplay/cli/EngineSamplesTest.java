package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// The playbooks below resources/engine, run as the command line runs them, say what ansible-core
/// 2.18 said to them (recorded by record.sh beside them). In those below engine-2.18 jplay differs
/// on purpose: their output is written by `-Dgolden.update=true` and read by eye.
@Timeout(120)
class EngineSamplesTest {
  private static final String LATER = "engine-2.18";

  @TestFactory
  Stream<DynamicTest> saysWhatAnsibleSays() throws Exception {
    if (Boolean.getBoolean("golden.update")) {
      for (Path sample : samples()) {
        if (sample.getParent().endsWith(LATER)) {
          update(sample);
        }
      }
    }
    return samples().stream().flatMap(EngineSamplesTest::tests);
  }

  static List<Path> samples() throws IOException, URISyntaxException {
    Path root =
        Path.of(
            Objects.requireNonNull(EngineSamplesTest.class.getResource("/engine/record.sh"))
                .toURI());
    Path recorded = Objects.requireNonNull(root.getParent());
    try (Stream<Path> found = Files.list(recorded);
        Stream<Path> later = Files.list(recorded.resolveSibling(LATER))) {
      return Stream.concat(found, later).filter(Files::isDirectory).sorted().toList();
    }
  }

  /// Writes the output of a sample that the installed ansible cannot record.
  private static void update(Path sample) throws IOException {
    var recorded = new StringBuilder();
    for (String call : read(sample.resolve("commands")).lines().toList()) {
      String said = run(sample, call).replace(sample.toString(), "{dir}");
      recorded.append("$ ").append(call).append('\n').append(said);
    }
    Path source =
        Path.of(System.getProperty("jplay.root", "."))
            .resolve("cli/src/test/resources")
            .resolve(LATER)
            .resolve(String.valueOf(sample.getFileName()));
    Files.writeString(source.resolve("expected.txt"), recorded);
    Files.writeString(sample.resolve("expected.txt"), recorded);
  }

  private static Stream<DynamicTest> tests(Path sample) {
    Map<String, String> expected = calls(read(sample.resolve("expected.txt")));
    return read(sample.resolve("commands"))
        .lines()
        .map(call ->
            DynamicTest.dynamicTest(
                sample.getFileName() + ": " + call,
                () ->
                    assertEquals(
                        SampleOutput.normal(expected.get(call), sample),
                        SampleOutput.normal(run(sample, call), sample))));
  }

  /// The recorded text of each call: from `$ arguments` to the line of the exit code.
  static Map<String, String> calls(String recorded) {
    var calls = new HashMap<String, String>();
    for (String part : ("\n" + recorded).split("\n\\$ ")) {
      int end = part.indexOf('\n');
      if (end > 0) {
        calls.put(part.substring(0, end), part.substring(end + 1));
      }
    }
    return calls;
  }

  /// What one call prints, and its exit code.
  static String run(Path sample, String call) {
    var words = new ArrayList<String>();
    words.add("-i");
    words.add("inventory");
    for (String word : words(call)) {
      boolean playbook = word.endsWith(".yml") && !word.startsWith("@");
      words.add(playbook ? sample.resolve(word).toString() : word);
    }
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    var err = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    var environment =
        Map.of(
            "PATH",
            System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
            "HOME",
            System.getProperty("java.io.tmpdir"),
            "ANSIBLE_NOCOLOR",
            "1",
            "ENGINE_ENV",
            "from-controller");
    var terminal = new Terminal(new ByteArrayInputStream(new byte[0]), out, err, environment);
    int code =
        new Dispatcher("ansible-playbook", sample, environment, terminal).run(words).number();
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8) + "exit " + code + "\n";
  }

  /// Words as the shell of record.sh splits them: blanks part, quotes hold together.
  static List<String> words(String call) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    for (char c : (call + " ").toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ' ') {
        if (!word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
