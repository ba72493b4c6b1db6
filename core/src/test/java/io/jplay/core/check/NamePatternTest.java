package io.jplay.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "restart {{ name }}, restart web, true",
    "restart {{ name }}, stop web, false",
    "{{ a }}-{{ b }}.yml, x-y.yml, true",
    "{{ a }}.yml, x.yaml, false",
    "{% if a %}x{% endif %}y, xy, true",
  })
  void aTemplateMayBeWhateverItsTextsLeaveOpen(String template, String name, boolean may) {
    assertEquals(may, NamePattern.mayBe(template, name));
  }

  @Test
  void findsTheFilesThatANameMayComeTo() throws IOException {
    for (String name : List.of("setup-Debian.yml", "setup-RedHat.yml", "main.yml")) {
      Files.createFile(dir.resolve(name));
    }
    assertEquals(
        List.of(dir.resolve("setup-Debian.yml"), dir.resolve("setup-RedHat.yml")),
        NamePattern.files(dir, "setup-{{ ansible_os_family }}.yml"));
  }

  @Test
  void partsAreLookedForOnTheirOwn() throws IOException {
    Path deep = Files.createDirectories(dir.resolve("a/b/c/d/e"));
    Files.createFile(deep.resolve("x.yml"));
    Files.createFile(dir.resolve("a/x.yml"));
    Files.createFile(dir.resolve("default.yml"));
    assertEquals(
        List.of(deep.resolve("x.yml")),
        NamePattern.files(dir, "a/{{ one }}/c/{{ two }}/e/{{ name }}.yml"));
    assertEquals(List.of(dir.resolve("a/x.yml")), NamePattern.files(dir, "{{ one }}/x.yml"));
    assertEquals(List.of(dir.resolve("default.yml")), NamePattern.files(dir, "default.yml"));
  }

  @Test
  void aNameThatSaysNothingMatchesNothing() throws IOException {
    Files.createFile(dir.resolve("main.yml"));
    assertEquals(List.of(), NamePattern.files(dir, "{{ file }}"));
    assertEquals(List.of(), NamePattern.files(dir, "{{ file }}.yml"));
  }
}
