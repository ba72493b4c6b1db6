package io.jplay.inventory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.value.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dates of TOML are Python's datetimes, as ansible reads them; what `ansible-inventory` 2.18
/// prints of them.
class TomlDatesTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "1979-05-27T07:32:00Z, 1979-05-27T07:32:00+00:00",
    "1979-05-27t07:32:00z, 1979-05-27T07:32:00+00:00",
    "1979-05-27 00:32:00.1234567-07:00, 1979-05-27T00:32:00.123456-07:00",
    "1979-05-27T07:32:00, 1979-05-27T07:32:00",
    "1979-05-27, 1979-05-27",
  })
  void isADate(String written, String shown) throws Exception {
    Files.writeString(dir.resolve("h.toml"), "[g.hosts.h1]\nwhen = " + written + "\n");
    String list =
        Json.write(Loading.list(Loading.load(dir, "h.toml").value()), Json.Layout.SORTED_LINE);
    assertTrue(list.contains("{\"when\": \"" + shown + "\"}"), list);
  }

  @ParameterizedTest
  @CsvSource({"1979-02-30", "1979-05-27T25:00:00"})
  void refusesWhatIsNone(String written) throws Exception {
    Files.writeString(dir.resolve("h.toml"), "[g.hosts.h1]\nwhen = " + written + "\n");
    String said = Loading.load(dir, "h.toml").diagnostics().toString();
    assertTrue(said.contains("there is no such date or time"), said);
  }
}
