package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.spi.Become;
import io.jplay.core.value.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BecomeCommandTest {
  @Test
  void saysWhySudoRefusedNotWhatFollowedFromIt() throws Exception {
    var become = new Become("sudo", "nobody-here", "", List.of(), Optional.empty(), List.of());
    assertEquals(
        "privilege escalation with sudo failed: sudo: unknown user nobody-here",
        BecomeCommand.of(become, "loop")
            .refusal(
                "sudo: unknown user nobody-here\n"
                    + "sudo: error initializing audit plugin sudoers_audit\n",
                false));
  }

  @ParameterizedTest
  @CsvSource({
    "'Password: ', true",
    "'root''s Passwort:', true",
    "'Geheimes Wort: ', true",
    "'geheimes wort：', true",
    "'Geheimes Wort', false",
    "'Name: ', false",
    "'Geheim.s Wort: ', false",
  })
  void suAsksWithWhatIsKnownOrGiven(String said, boolean isPrompt) throws Exception {
    var become =
        new Become(
            "su",
            "root",
            "",
            List.of(),
            Optional.of(Secret.of("x")),
            List.of("Geheimes Wort", "Geheimnis"));
    assertEquals(isPrompt, BecomeCommand.of(become, "loop").prompt().matcher(said).find());
  }
}
