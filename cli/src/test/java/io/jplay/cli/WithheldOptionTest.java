package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What copy writes is not told at `-vvv`, neither by a run nor by a prediction, as with ansible.
final class WithheldOptionTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"--check", "--forks=2"})
  void contentOfCopyIsNotShown(String mode) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        "[{hosts: localhost, gather_facts: false, tasks:"
            + " [{copy: {content: '{{ secret }}', dest: '{{ playbook_dir }}/f'}}]}]");
    Played played = Played.of(directory, Map.of(), "site.yml", "-vvv", "-e", "secret=SECRET", mode);
    assertEquals(0, played.code(), played.err());
    assertTrue(
        played.out().contains("\"content\": \"VALUE_SPECIFIED_IN_NO_LOG_PARAMETER\""),
        played.out());
    assertFalse(played.out().contains("SECRET\""), played.out());
  }
}
