package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.value.Bool;
import io.jplay.modules.testing.StubSession;
import io.jplay.modules.testing.TestArgs;
import io.jplay.modules.testing.TestContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebootTest {
  @TempDir Path dir;

  private Result run(StubSession session, boolean check, Map<String, ?> options) throws Exception {
    return new Reboot()
        .run(
            TestArgs.of(Reboot.Args.class, options),
            new TestContext(new Mode(check, false), dir),
            session);
  }

  @Test
  void refusesALocalConnection() throws Exception {
    var session = new StubSession(true);
    for (boolean check : new boolean[] {true, false}) {
      Result result = run(session, check, Map.of());
      assertTrue(result.isFailed());
      assertEquals(
          "Running reboot with local connection would reboot the control node.",
          result.fields().text("msg").orElseThrow());
    }
    assertEquals(0, session.scripts().size());
  }

  @Test
  void onlyPredictsInCheckMode() throws Exception {
    var session = new StubSession(false);
    assertTrue(run(session, true, Map.of()).isChanged());
    assertEquals(0, session.scripts().size());
  }

  /// The connection breaks, the host answers with the old boot id, then with the new one.
  @Test
  void waitsForANewBootId() throws Exception {
    var session = new StubSession(false, "one", "!", "one", "two", "root");
    Result result = run(session, false, Map.of("test_command", "echo up"));
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(Bool.of(true), result.fields().get("rebooted").orElseThrow());
    assertTrue(session.scripts().get(1).contains("shutdown -r now"));
    assertEquals("echo up", session.scripts().getLast());
    assertTrue(session.resets() >= 1);
  }

  @Test
  void givesUpAfterTheTimeout() throws Exception {
    var session = new StubSession(false, "one", "", "one", "one", "one", "one");
    Result result = run(session, false, Map.of("reboot_timeout", 0, "reboot_command", "kexec -e"));
    assertTrue(result.isFailed());
    assertTrue(session.scripts().get(1).contains("kexec -e"));
  }
}
