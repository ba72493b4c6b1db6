package io.jplay.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Json;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The lookup `config` knows the options of lookups that only an argument gives, too: their
/// defaults are those that ansible-core 2.18 said.
class LookupOptionsTest {
  @TestFactory
  Stream<DynamicTest> hasTheDefaultsOfLookups() throws Exception {
    var names = new SettingNames(Settings.load(Path.of("/"), Map.of()), Map.of());
    try (InputStream in =
        LookupOptionsTest.class.getResourceAsStream("/io/jplay/cli/lookup-options-2.18.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .map(row ->
              DynamicTest.dynamicTest(
                  row[0],
                  () -> {
                    String[] name = row[0].split("/");
                    assertEquals(
                        Json.read(row[1], Tag.NONE),
                        names
                            .find("lookup", name[0], name[1], Undefined::of)
                            .orElseThrow()
                            .value());
                  }));
    }
  }
}
