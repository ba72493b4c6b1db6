package io.jplay.core.diag;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is shown of a fault of our own, for an operator to send to us: the places, and of what was
/// said only what cannot hold data of the run. A report is pasted into an issue; the number that
/// was none, or the JSON that could not be read, may have been a password.
public final class BugReport {
  /// Exceptions of the Java platform whose messages are made of names of the program, and numbers.
  private static final List<Class<? extends Throwable>> HARMLESS =
      List.of(
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          ArithmeticException.class,
          NegativeArraySizeException.class,
          MatchException.class,
          LinkageError.class,
          VirtualMachineError.class,
          ReflectiveOperationException.class);

  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final StringBuilder text = new StringBuilder();

  private BugReport() {}

  public static String of(Throwable problem) {
    var report = new BugReport();
    report.add("", problem);
    return report.text.toString();
  }

  /// The same in a line: what kind of fault it is, what may be told of its text, and where in our
  /// code it came up.
  public static String line(Throwable problem) {
    return headline(problem)
        + Arrays.stream(problem.getStackTrace())
            .filter(place -> place.getClassName().startsWith("io.jplay."))
            .findFirst()
            .map(place -> " at " + place)
            .orElse("");
  }

  private static String headline(Throwable problem) {
    return problem.getClass().getName() + said(problem);
  }

  private void add(String role, @Nullable Throwable problem) {
    if (problem == null || !seen.add(problem)) {
      return;
    }
    text.append(role).append(headline(problem)).append('\n');
    for (StackTraceElement place : problem.getStackTrace()) {
      text.append("\tat ").append(place).append('\n');
    }
    for (Throwable other : problem.getSuppressed()) {
      add("Suppressed: ", other);
    }
    add("Caused by: ", problem.getCause());
  }

  private static String said(Throwable problem) {
    String message = problem.getMessage();
    if (message == null || message.isEmpty()) {
      return "";
    }
    boolean harmless = HARMLESS.stream().anyMatch(type -> type.isInstance(problem));
    return ": " + (harmless ? oneLine(message) : "(its text is left out: it may hold secrets)");
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
