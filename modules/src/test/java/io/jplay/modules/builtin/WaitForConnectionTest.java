package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.StubSession;
import io.jplay.modules.testing.TestArgs;
import io.jplay.modules.testing.TestContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitForConnectionTest {
  @TempDir Path dir;

  /// Answers of the host, `!` for none.
  @ParameterizedTest
  @CsvSource({"'', 5, false, 0, 1", "'!', 60, false, 1, 2", "'!!', 0, true, 1, 1"})
  void triesUntilTheHostAnswers(
      String answers, int timeout, boolean failed, int resets, int programs) throws Exception {
    var session = new StubSession(false, answers.isEmpty() ? new String[0] : answers.split(""));
    Result result = run(session, false, timeout);
    assertEquals(failed, result.isFailed(), () -> result.fields().toString());
    assertEquals(resets, session.resets());
    assertEquals(programs, session.scripts().size());
    assertTrue(
        !failed
            || result
                .fields()
                .text("msg")
                .orElseThrow()
                .startsWith("timed out waiting for ping module test"));
  }

  @ParameterizedTest
  @CsvSource("5")
  void asksNothingInCheckMode(int timeout) throws Exception {
    var session = new StubSession(false, "!");
    assertEquals(false, run(session, true, timeout).isFailed());
    assertEquals(0, session.scripts().size());
  }

  private Result run(StubSession session, boolean check, int timeout) throws Exception {
    return new WaitForConnection()
        .run(
            TestArgs.of(WaitForConnection.Args.class, Map.of("timeout", timeout)),
            new TestContext(new Mode(check, false), dir),
            session);
  }
}
