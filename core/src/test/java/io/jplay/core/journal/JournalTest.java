package io.jplay.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.event.Event;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    var ref = new TaskRef(1, "say", "debug", "site.yml:3", "", List.of(), false, Dict.EMPTY, false);
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
      sum.update(parts[0].getBytes(StandardCharsets.UTF_8));
      assertEquals(HexFormat.of().toHexDigits((int) sum.getValue()), parts[1]);
    }
  }

  /// Wherever a journal is cut and whichever bit is turned: what passes the checksums is what was
  /// written, up to the last whole line before the damage.
  @Test
  void damageNeverPassesTheChecksums() throws Exception {
    Path file = dir.resolve("run.jsonl");
    try (var journal = Journal.create(file, e -> {})) {
      for (int i = 0; i < 8; i++) {
        journal.accept(new Event.PlaybookStarted(Instant.ofEpochSecond(i), "site" + i + ".yml", i));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    List<String> all = good(whole);
    assertEquals(8, all.size());
    for (int at = 0; at < whole.length; at++) {
      List<String> cut = good(Arrays.copyOf(whole, at));
      assertEquals(all.subList(0, cut.size()), cut);
      int linesBefore = (int) new String(whole, 0, at, UTF_8).lines().count();
      assertTrue(cut.size() >= linesBefore - 1, "cut at " + at);
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << bit);
        List<String> read = good(flipped);
        assertEquals(all.subList(0, read.size()), read, "bit " + bit + " of byte " + at);
        assertTrue(read.size() < all.size(), "bit " + bit + " of byte " + at + " was not noticed");
      }
    }
  }

  /// The entries up to the first one that does not fit its checksum.
  private static List<String> good(byte[] journal) {
    var entries = new ArrayList<String>();
    var sum = new CRC32C();
    String text = new String(journal, StandardCharsets.ISO_8859_1);
    for (int begin = 0, end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      String line = text.substring(begin, end);
      int tab = line.indexOf('\t');
      String json = tab < 0 ? line : line.substring(0, tab);
      sum.update(json.getBytes(StandardCharsets.ISO_8859_1));
      if (tab < 0
          || !line.substring(tab + 1).equals(HexFormat.of().toHexDigits((int) sum.getValue()))) {
        break;
      }
      entries.add(json);
      begin = end + 1;
    }
    return entries;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
