package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commas in `tags`: those of the text that is written part tags, empty ones too; those of a list's
/// item or of what a template gives do not. Compared with ansible-core 2.18.
class TagListTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,'                       | [, a]",
        "'a, b'                     | [a, b]",
        "[c, 'd,e']                 | [c, d,e]",
        "'{{ x }}'                  | [p,q]",
        "'f, {{ x }}'               | [f, p,q]",
        "[f, '{{ x }}']             | [f, p,q]",
        "'{{ [\"g\", \"h\"] }}'     | [g, h]",
        "''                         | []",
        "[]                         | []",
      },
      quoteCharacter = '`')
  void parts(String tags, String listed) throws IOException {
    write(tags);
    String out = Played.of(dir, Map.of(), "site.yml", "--list-tasks").out();
    assertEquals(
        "debug\tTAGS: " + listed,
        out.lines()
            .filter(l -> l.contains("debug"))
            .map(String::strip)
            .collect(Collectors.joining()));
  }

  /// The same in a run: an empty tag is one, so the task is not untagged.
  @Test
  void selects() throws IOException {
    write("'{{ x }}'");
    assertEquals(0, ran("-t", "p"));
    assertEquals(1, ran("-t", "tagged"));
    write("''");
    assertEquals(0, ran("-t", "untagged"));
  }

  private long ran(String... selection) throws IOException {
    String out = Played.of(dir, Map.of(), "site.yml", selection[0], selection[1]).out();
    return out.lines().filter(line -> line.startsWith("TASK [debug]")).count();
  }

  private void write(String tags) throws IOException {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          vars: {x: 'p,q'}
          tasks:
            - debug: {}
              tags: %s
        """
            .formatted(tags));
  }
}
