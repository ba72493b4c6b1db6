package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import org.junit.jupiter.api.Test;

class RegisteredTest {
  @Test
  void hasChangedAndFailedAndLines() {
    Dict registered =
        Registered.of(Result.changed().with("stdout", "a\nb\n"), Registered.Source.HOST, false);
    assertTrue(registered.flag("changed"));
    assertTrue(registered.has("failed"));
    assertFalse(registered.flag("failed"));
    assertEquals("['a', 'b']", PythonText.str(registered.get("stdout_lines").orElseThrow()));
    // pause, on the controller, has an output and no lines
    assertFalse(
        Registered.of(Result.ok().with("stdout", "a"), Registered.Source.CONTROLLER, false)
            .has("stdout_lines"));
  }

  @Test
  void skippedResultsHaveNotFailed() {
    Dict registered = Registered.of(Result.skipped("why"), Registered.Source.CONTROLLER, false);
    assertTrue(registered.flag("skipped"));
    assertTrue(registered.has("failed"));
    assertFalse(registered.flag("failed"));
  }

  @Test
  void textsOfHostsAreTainted() {
    Dict registered =
        Registered.of(Result.ok().with("stdout", "{{ evil }}"), Registered.Source.HOST, false);
    assertTrue(registered.get("stdout").orElseThrow() instanceof Str s && s.isRemote());
  }

  @Test
  void keepsWhatOnlyViewsAreToKnow() {
    Result result = Result.ok().with("_ansible_verbose_always", true).with("msg", "x");
    assertFalse(
        Registered.of(result, Registered.Source.CONTROLLER, false).has("_ansible_verbose_always"));
    assertTrue(Registered.internal(result).flag("_ansible_verbose_always"));
  }
}
