package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/// The calls below resources/programs print what ansible's programs printed (recorded by record.sh
/// beside them), byte by byte but for times and identities; so do the files that they leave.
@Timeout(120)
class ProgramSamplesTest {
  private static final String NEEDED = "ANSIBLE_LOCALHOST_WARNING";
  private static final String PYTHON = "ANSIBLE_PYTHON_INTERPRETER";

  @TestFactory
  Stream<DynamicTest> printsWhatAnsiblePrints() throws Exception {
    Path root =
        Path.of(
                Objects.requireNonNull(ProgramSamplesTest.class.getResource("/programs/record.sh"))
                    .toURI())
            .getParent();
    try (Stream<Path> found = Files.list(Objects.requireNonNull(root))) {
      return found.filter(Files::isDirectory).sorted().toList().stream()
          .flatMap(ProgramSamplesTest::tests);
    }
  }

  private static Stream<DynamicTest> tests(Path sample) {
    Map<String, String> expected = EngineSamplesTest.calls(read(sample.resolve("expected.txt")));
    return read(sample.resolve("commands"))
        .lines()
        .map(call ->
            DynamicTest.dynamicTest(
                sample.getFileName() + ": " + call,
                () ->
                    assertEquals(
                        expected.getOrDefault(call, "").strip(), run(sample, call).strip())));
  }

  private static String run(Path sample, String call) throws IOException {
    var environment = new HashMap<>(Map.of(NEEDED, "0", PYTHON, "/usr/bin/python3"));
    List<String> words = new ArrayList<>(EngineSamplesTest.words(call));
    while (words.getFirst().matches("[A-Z_0-9]+=.*")) {
      String[] assignment = words.removeFirst().split("=", 2);
      environment.put(assignment[0], assignment[1]);
    }
    String program = words.removeFirst();
    Played played = Played.of(program, sample, environment, words.toArray(String[]::new));
    return normal((played.out() + reports(sample)).replace(sample.toString(), "{dir}"))
        + "exit "
        + played.code()
        + "\n";
  }

  /// What callbacks wrote, removed.
  private static String reports(Path sample) throws IOException {
    Path directory = sample.resolve("report");
    if (!Files.isDirectory(directory)) {
      return "";
    }
    var text = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName()).replaceFirst("-[0-9].*", "");
        text.append("report ").append(name).append('\n');
        text.append(Files.readString(file)).append('\n');
        Files.delete(file);
      }
    }
    Files.delete(directory);
    return text.toString();
  }

  private static String normal(String text) {
    return text.replaceAll("\"(start|end|id)\": \"[^\"]*\"", "\"$1\": \"*\"")
        .replaceAll(" time=\"[^\"]*\"", " time=\"*\"")
        .replaceAll("(?m)^[A-Z][a-z]+day [0-9]+ .*$", "(stamp)")
        .replaceAll("(?m)^[A-Z][a-z]{2} [0-9]{2} [0-9]{4} [0-9:]+ - ", "(time) - ")
        .replaceAll("(?m)-+ +[0-9.]+s$", "-- (seconds)")
        .replaceAll("(?m)^(Playbook run took).*$", "$1");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
