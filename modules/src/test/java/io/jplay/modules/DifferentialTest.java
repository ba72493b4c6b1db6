package io.jplay.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.StateModule;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Tag;
import io.jplay.modules.builtin.Blockinfile;
import io.jplay.modules.builtin.Copy;
import io.jplay.modules.builtin.File;
import io.jplay.modules.builtin.Lineinfile;
import io.jplay.modules.builtin.Replace;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same task by the real ansible and by a module, on equal start states, leaves equal files.
@org.junit.jupiter.api.Tag("long")
class DifferentialTest {
  @TempDir Path dir;

  record Row(String name, StateModule<?> module, String options) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "file",
            new File(),
            "{\"path\": \"D/a/b\", \"state\": \"directory\", \"mode\": \"0711\"}"),
        new Row("file", new File(), "{\"path\": \"D/f\", \"mode\": \"u=rwx,g+w,o=\"}"),
        new Row("file", new File(), "{\"path\": \"D/l\", \"src\": \"f\", \"state\": \"link\"}"),
        new Row(
            "copy", new Copy(), "{\"content\": \"x\", \"dest\": \"D/new\", \"mode\": \"0640\"}"),
        new Row("copy", new Copy(), "{\"content\": {\"a\": [1, true]}, \"dest\": \"D/f\"}"),
        new Row(
            "lineinfile",
            new Lineinfile(),
            "{\"path\": \"D/f\", \"regexp\": \"^b\", \"line\": \"B\"}"),
        new Row(
            "lineinfile",
            new Lineinfile(),
            "{\"path\": \"D/f\", \"line\": \"x\", \"insertafter\": \"a\"}"),
        new Row(
            "blockinfile",
            new Blockinfile(),
            "{\"path\": \"D/f\", \"block\": \"x\\ny\", \"insertbefore\": \"b\"}"),
        new Row(
            "replace",
            new Replace(),
            "{\"path\": \"D/f\", \"regexp\": \"(b)\", \"replace\": \"<\\\\1>\"}"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void leavesWhatAnsibleLeaves(Row row) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ansible")), "ansible is not installed");
    Path theirs = start("theirs");
    Path ours = start("ours");
    Process ansible =
        new ProcessBuilder(
                "ansible",
                "localhost",
                "-m",
                row.name(),
                "-a",
                row.options().replace("D/", theirs + "/"))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("out").toFile())
            .start();
    assertEquals(0, ansible.waitFor(), () -> read(dir.resolve("out")));
    Dict options = (Dict) Json.read(row.options().replace("D/", ours + "/"), Tag.NONE);
    var map = new TreeMap<String, Object>();
    options.entries().forEach((k, v) -> map.put(k.toString(), v));
    var host = new ModuleHarness(ShellKind.DASH, dir);
    host.run(row.module(), host.context(new io.jplay.core.api.Mode(false, true)), map);
    assertEquals(tree(theirs), tree(ours));
  }

  private Path start(String name) throws IOException {
    Path top = Files.createDirectory(dir.resolve(name));
    Files.writeString(top.resolve("f"), "a\nb\nc\n");
    return top;
  }

  private static Map<String, List<String>> tree(Path top) throws IOException {
    var all = new TreeMap<String, List<String>>();
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path p : paths.toList()) {
        all.put(
            top.relativize(p).toString(),
            List.of(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(p)),
                Files.isRegularFile(p) ? read(p) : ""));
      }
    }
    return all;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
