package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `vars_prompt` without a terminal, as ansible-core 2.18 does it; with one it is in
/// PseudoTerminalTest.
@Timeout(60)
class VarsPromptTest {
  @TempDir private Path dir;

  @Test
  void takesDefaultsAndSaysThatNobodyWasAsked() throws Exception {
    Played played = play();
    assertTrue(played.out().contains("\"msg\": \"rendered|None|5\""), played.out());
    assertEquals(
        2, played.err().split("Not prompting as we are not in interactive mode", -1).length);
    assertTrue(played.out().contains("hash ok"), played.out());
  }

  @Test
  void asksNothingThatExtraVarsAnswer() throws Exception {
    Played played = play("-e", "{\"a\": \"{{ inner }}\", \"b\": 7, \"n\": 1, \"h\": 0}");
    assertTrue(played.out().contains("\"msg\": \"of the play|7|1\""), played.out());
    assertTrue(!played.err().contains("Not prompting"), played.err());
  }

  private Played play(String... more) throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          vars: {inner: of the play, known: rendered}
          vars_prompt:
            - {name: a, prompt: A, private: false, default: "{{ known }}"}
            - {name: b, private: false}
            - {name: n, private: false, default: 5}
            - {name: h, encrypt: sha512_crypt, salt: abcdefgh, salt_size: 8, default: pw}
          tasks:
            - debug: msg="{{ a }}|{{ b }}|{{ n }}"
            - debug: msg="hash ok"
              when: h is match('\\$6\\$(rounds=\\d+\\$)?abcdefgh\\$')
        """);
    var words = new ArrayList<String>();
    words.add("site.yml");
    words.addAll(List.of(more));
    return Played.of("ansible-playbook", dir, Map.of(), words.toArray(String[]::new));
  }
}
