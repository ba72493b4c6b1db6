package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is not needed is not loaded: starting is most of what a small run costs.
@Timeout(120)
class LoadedClassesTest {
  private static final Pattern OF_STATEMENTS =
      Pattern.compile(
          "io\\.jplay\\.core\\.template\\.(Stmt|StatementParser|ForLoop|Macro|Inheritance)\\b.*");

  @TempDir private Path dir;

  @Test
  void anExpressionLoadsNoClassesOfStatements() throws Exception {
    List<String> loaded = loadedBy("localhost", "-m", "debug", "-a", "msg={{1+1}}");
    assertTrue(loaded.contains("io.jplay.core.template.Expr"), "templates were not looked at");
    assertEquals(
        List.of(), loaded.stream().filter(OF_STATEMENTS.asMatchPredicate()).sorted().toList());
  }

  @Test
  void aStatementLoadsThem() throws Exception {
    List<String> loaded =
        loadedBy("localhost", "-m", "debug", "-a", "msg='{% if true %}yes{% endif %}'");
    assertTrue(loaded.contains("io.jplay.core.template.StatementParser"));
  }

  private List<String> loadedBy(String... words) throws IOException, InterruptedException {
    Path log = dir.resolve("classes.log");
    var call =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load=info:file=" + log + "::filecount=0",
                "-Djplay.program=ansible",
                "-cp",
                System.getProperty("java.class.path"),
                "io.jplay.cli.Main"));
    call.addAll(List.of(words));
    Path out = dir.resolve("out");
    Process process =
        new ProcessBuilder(call)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(100, TimeUnit.SECONDS), "jplay takes too long");
    assertEquals(0, process.exitValue(), Files.readString(out));
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines
          .map(line -> line.replaceFirst("^(\\[[^]]*])* ?", "").split(" ", 2)[0])
          .filter(name -> name.startsWith("io.jplay."))
          .toList();
    }
  }
}
