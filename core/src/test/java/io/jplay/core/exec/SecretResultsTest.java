package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a task that was given a secret may say.
class SecretResultsTest {
  private final SecretResults secrets =
      SecretResults.of(
          Dict.of(Map.of("file", new Str("tok-77.yml", Tag.SECRET))), Optional.empty(), List.of());

  private static Dict result() {
    return Dict.of(
        Map.of("message", Str.of("no such file: vars/tok-77.yml"), "other", Str.of("fine")));
  }

  private static Value at(Dict result, String key) {
    return result.get(key).orElseThrow();
  }

  @Test
  void eachTextOfAHostIsSecret() {
    Dict marked = secrets.mark(result());
    assertTrue(at(marked, "message").isSecret());
    assertTrue(at(marked, "other").isSecret());
  }

  @Test
  void hereOnlyTextsThatHoldTheSecretAre() {
    Dict marked = secrets.markHolding(result());
    assertTrue(at(marked, "message").isSecret());
    assertFalse(at(marked, "other").isSecret());
  }

  @Test
  void problemsDoNotShowIt() {
    Diagnostic shown =
        secrets.hide(
            Diagnostic.error("JP1601", "file not found on the controller", SourceRange.NONE)
                .withDetail("Could not find 'vars/tok-77.yml'")
                .withHint("put tok-77.yml there"));
    assertEquals("Could not find 'vars/********'", shown.detail());
    assertEquals("put ******** there", shown.hint());
  }
}
