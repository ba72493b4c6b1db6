package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// The calls below resources/dialogues, with their answers on standard input, print what
/// ansible-core 2.18 printed (recorded by record.sh beside them), questions among it.
@Timeout(60)
class DialogueSamplesTest {
  private static final String BAR = " | ";

  @TestFactory
  Stream<DynamicTest> asksWhatAnsibleAsks() throws Exception {
    Path root =
        Path.of(
                Objects.requireNonNull(
                        DialogueSamplesTest.class.getResource("/dialogues/record.sh"))
                    .toURI())
            .getParent();
    try (Stream<Path> found = Files.list(Objects.requireNonNull(root))) {
      return found.filter(Files::isDirectory).sorted().toList().stream()
          .flatMap(DialogueSamplesTest::tests);
    }
  }

  private static Stream<DynamicTest> tests(Path sample) {
    try {
      Map<String, String> expected =
          EngineSamplesTest.calls(Files.readString(sample.resolve("expected.txt")));
      return Files.readAllLines(sample.resolve("commands")).stream()
          .map(line ->
              DynamicTest.dynamicTest(
                  sample.getFileName() + ": " + line,
                  () ->
                      assertEquals(
                          SampleOutput.normal(expected.get(line), sample),
                          SampleOutput.normal(run(sample, line), sample))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(Path sample, String line) {
    int bar = line.indexOf(BAR);
    String answers = line.substring(0, bar).replace("\\n", "\n");
    List<String> words = new ArrayList<>(List.of("-i", "inventory"));
    words.addAll(EngineSamplesTest.words(line.substring(bar + BAR.length())));
    var bytes = new ByteArrayOutputStream();
    var both = new PrintStream(bytes, true, UTF_8);
    var environment = Map.of("HOME", sample.toString(), "PATH", System.getenv("PATH"));
    var terminal =
        new Terminal(
            new ByteArrayInputStream(answers.getBytes(UTF_8)),
            both,
            both,
            environment,
            new File("/dev/null/tty"));
    int code =
        new Dispatcher("ansible-playbook", sample, environment, terminal).run(words).number();
    return bytes.toString(UTF_8) + "exit " + code + "\n";
  }
}
