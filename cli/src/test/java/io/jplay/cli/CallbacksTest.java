package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callbacks and the log as ansible-core 2.18 has them, where a sample of the default screen shows
/// nothing of it.
@Timeout(60)
class CallbacksTest {
  @TempDir private Path dir;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: one
          gather_facts: false
          tasks:
            - name: told
              debug:
                msg: hello
              changed_when: true
            - set_stats:
                data:
                  a: 1
                  b:
                    c: 2
            - name: warned of
              debug:
                msg: hello
              when: "'{{ inventory_hostname }}' == 'one'"
            - fail:
                msg: stop
              ignore_errors: true
            - debug:
              when: false
        """);
  }

  private Played play(Map<String, String> settings) {
    Played played = Played.of(dir, settings, "-i", "one,", "-c", "local", "site.yml");
    assertEquals(0, played.code(), played.out() + played.err());
    return played;
  }

  @Test
  void minimalShowsNoChangeOfADebugTask() {
    String out = play(Map.of("ANSIBLE_STDOUT_CALLBACK", "minimal")).out();
    assertTrue(out.contains("one | SUCCESS => {\n    \"msg\": \"hello\"\n}"), out);
    assertFalse(out.contains("CHANGED"), out);
  }

  @Test
  void treeKeepsTheLastResultThatWasNotSkipped() throws IOException {
    String tree = dir.resolve("results").toString();
    play(Map.of("ANSIBLE_CALLBACKS_ENABLED", "tree", "ANSIBLE_CALLBACK_TREE_DIR", tree));
    assertEquals(
        "{\"changed\": false, \"msg\": \"stop\"}",
        Files.readString(dir.resolve("results/one")).strip());
  }

  @Test
  void aCallbackThatWritesFilesMayHaveTheScreen() {
    String tree = dir.resolve("results").toString();
    String out =
        play(Map.of("ANSIBLE_STDOUT_CALLBACK", "tree", "ANSIBLE_CALLBACK_TREE_DIR", tree)).out();
    assertEquals("", out.strip());
    assertTrue(Files.exists(dir.resolve("results/one")));
  }

  @Test
  void aCallbackThatIsNotThereIsWarnedOf() {
    String err = play(Map.of("ANSIBLE_CALLBACKS_ENABLED", "timer,yaml,foo.bar.slack")).err();
    assertTrue(
        err.contains("[WARNING]: Skipping callback plugin 'foo.bar.slack', unable to load"), err);
    assertFalse(err.contains("'yaml'"), err);
  }

  @Test
  void customStatsHaveTheFormatOfResults() {
    var shown = Map.of("ANSIBLE_SHOW_CUSTOM_STATS", "1");
    String json = play(shown).out();
    assertTrue(json.contains("\tRUN: { \"a\": 1, \"b\": {  \"c\": 2 }}\n"), json);
    String yaml =
        play(Map.of("ANSIBLE_SHOW_CUSTOM_STATS", "1", "ANSIBLE_CALLBACK_RESULT_FORMAT", "yaml"))
            .out();
    assertTrue(yaml.contains("\tRUN:  a: 1 b:   c: 2\n"), yaml);
  }

  @Test
  void theLogHasLevelsAndNoEmptyLines() throws IOException {
    play(Map.of("ANSIBLE_LOG_PATH", dir.resolve("run.log").toString()));
    String log =
        Files.readString(dir.resolve("run.log"))
            .replaceAll("(?m)^\\S+ \\S+ p=\\d+ u=\\S+ n=ansible ", "> ");
    assertTrue(log.startsWith("> INFO| PLAY [one] ***"), log);
    assertTrue(log.contains("> WARNING| [WARNING]: conditional statements should not"), log);
    assertTrue(log.contains("> INFO| fatal: [one]: FAILED! => "), log);
    assertTrue(log.endsWith("ignored=1   \n"), log);
  }
}
