package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisteredTest {
  @Test
  void hasChangedAndFailedAndLines() {
    Dict registered = Registered.of(Result.changed().with("stdout", "a\nb\n"), false, false);
    assertTrue(registered.flag("changed"));
    assertTrue(registered.has("failed"));
    assertFalse(registered.flag("failed"));
    assertEquals(Seq.ofTexts(List.of("a", "b")), registered.get("stdout_lines").orElseThrow());
  }

  @Test
  void skippedResultsSayNothingOfFailure() {
    Dict registered = Registered.of(Result.skipped("why"), false, false);
    assertTrue(registered.flag("skipped"));
    assertFalse(registered.has("failed"));
  }

  @Test
  void textsOfHostsAreTainted() {
    Dict registered = Registered.of(Result.ok().with("stdout", "{{ evil }}"), true, false);
    assertTrue(registered.get("stdout").orElseThrow() instanceof Str s && s.isRemote());
  }

  @Test
  void keepsWhatOnlyViewsAreToKnow() {
    Result result = Result.ok().with("_ansible_verbose_always", true).with("msg", "x");
    assertFalse(Registered.of(result, false, false).has("_ansible_verbose_always"));
    assertTrue(Registered.internal(result).flag("_ansible_verbose_always"));
  }
}
