package io.jplay.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path dir;

  @Test
  void writesEachEventBeforeItIsShown() throws Exception {
    Path file = dir.resolve("runs/run.jsonl");
    var linesWhenShown = new ArrayList<Integer>();
    var ref = new TaskRef(1, "say", "debug", "site.yml:3", "", List.of(), false, "");
    try (var journal = Journal.create(file, e -> linesWhenShown.add(lines(file).size()))) {
      journal.accept(new Event.PlaybookStarted(Instant.EPOCH, "site.yml", 1));
      Dict result = Dict.builder().put("msg", new Str("hunter2", Tag.SECRET)).build();
      journal.accept(
          new Event.TaskResult(
              Instant.EPOCH,
              ref,
              "web1",
              Optional.empty(),
              Status.OK,
              false,
              false,
              result,
              List.of()));
    }
    assertEquals(List.of(1, 2), linesWhenShown);
    assertFalse(Files.readString(file).contains("hunter2"));
    assertTrue(Files.readString(file).contains("\"host\": \"web1\""));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    var sum = new CRC32C();
    for (String line : lines(file)) {
      String[] parts = line.split("\t");
      sum.update(parts[0].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertEquals(HexFormat.of().toHexDigits((int) sum.getValue()), parts[1]);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
