package io.jplay.core.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BugReportTest {
  private static final String CANARY = "geheim-4711";

  @Test
  void showsPlacesAndNoData() {
    var cause = new NumberFormatException("For input string: \"" + CANARY + "\"");
    cause.addSuppressed(new IOException(CANARY));
    for (Throwable problem :
        List.of(
            new IllegalStateException("bad " + CANARY, cause),
            new CompletionException(new UncheckedIOException(new IOException(CANARY))),
            new AssertionError(CANARY, cause))) {
      String report = BugReport.of(problem);
      assertFalse(report.contains(CANARY), report);
      assertTrue(report.startsWith(problem.getClass().getName() + ": (its text"), report);
      assertTrue(
          report.contains("\tat io.jplay.core.diag.BugReportTest.showsPlacesAndNoData("), report);
    }
    String chain = BugReport.of(new IllegalStateException(cause));
    assertTrue(chain.contains("\nCaused by: java.lang.NumberFormatException"), chain);
    assertTrue(chain.contains("\nSuppressed: java.io.IOException"), chain);
  }

  @Test
  void keepsWhatThePlatformSaysOfThePrograms() {
    assertTrue(
        BugReport.of(new IndexOutOfBoundsException("Index 3 out of bounds for length 2"))
            .startsWith(
                "java.lang.IndexOutOfBoundsException: Index 3 out of bounds for length 2\n"));
    assertTrue(
        BugReport.of(new NullPointerException()).startsWith("java.lang.NullPointerException\n"));
  }

  @Test
  void saysInALineWhereItCameUp() {
    assertEquals(
        "java.lang.NumberFormatException: (its text is left out: it may hold secrets)"
            + " at io.jplay.core.diag.BugReportTest.parsed(BugReportTest.java:",
        BugReport.line(parsed()).replaceFirst("\\d+\\)$", ""));
    var foreign = new NullPointerException();
    foreign.setStackTrace(new StackTraceElement[0]);
    assertEquals("java.lang.NullPointerException", BugReport.line(foreign));
  }

  private static Throwable parsed() {
    try {
      return new IllegalStateException(CANARY + Integer.parseInt(CANARY));
    } catch (NumberFormatException e) {
      return e;
    }
  }

  @Test
  void endsForCausesInACircle() {
    var first = new IllegalStateException("x");
    var second = new IllegalStateException("y", first);
    first.initCause(second);
    assertTrue(BugReport.of(first).contains("Caused by: "));
  }
}
