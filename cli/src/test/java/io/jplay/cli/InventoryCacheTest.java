package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where answers of inventory sources are kept: as the settings say, else as those of facts do.
class InventoryCacheTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "fact_caching=redis, '', Unable to load the inventory cache plugin (redis)",
    "fact_caching=jsonfile, '', the inventory cache jsonfile has no place to be",
    "'fact_caching=jsonfile\nfact_caching_connection=facts', '', ''",
    "fact_caching=jsonfile, cache_connection=kept, ''",
    "fact_caching=redis, cache_plugin=memory, ''",
    "'', cache_plugin=yaml, Unable to load the inventory cache plugin (yaml)",
  })
  void isThatOfFactsWhereNothingElseIsSaid(String facts, String inventory, String warning)
      throws Exception {
    Files.writeString(
        dir.resolve("ansible.cfg"),
        "[defaults]\n%s\n[inventory]\ncache=true\nenable_plugins=auto\n%s\n"
            .formatted(facts, inventory));
    Files.writeString(
        dir.resolve("digitalocean.yml"),
        """
        plugin: community.digitalocean.digitalocean
        baseurl: http://127.0.0.1:1
        api_token: none
        """);
    Played played =
        Played.of(
            "ansible-inventory",
            dir,
            Map.of("COLUMNS", "500"),
            "-i",
            "digitalocean.yml",
            "--graph");
    String said =
        played
            .err()
            .lines()
            .filter(line -> line.contains("inventory cache"))
            .map(line -> line.replaceFirst("^\\[WARNING\\]: ", ""))
            .findFirst()
            .orElse("");
    assertEquals(warning, said);
  }
}
