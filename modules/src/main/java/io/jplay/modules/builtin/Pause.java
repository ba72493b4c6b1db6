package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Str;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Waits for a time or for the operator. Imitates ansible.builtin.pause.
@ModuleInfo(summary = "Pause playbook execution", mutuallyExclusive = "minutes,seconds")
public final class Pause implements ControllerModule<Pause.Args> {
  public record Args(
      @Option Optional<Double> minutes,
      @Option Optional<Double> seconds,
      @Option Optional<String> prompt,
      @Option("true") boolean echo) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  @Override
  public Result run(Args a, TaskContext context) throws InterruptedException {
    boolean timed = a.minutes().isPresent() || a.seconds().isPresent();
    double length = a.minutes().map(m -> m * 60).or(a::seconds).orElse(0.0);
    long seconds = timed ? Math.max(1, (long) length) : 0;
    LocalDateTime start = LocalDateTime.now(ZoneId.systemDefault());
    Str input = Str.EMPTY;
    boolean wanted = !timed || a.prompt().isPresent();
    boolean asks = wanted && context.canAsk();
    String hidden = a.echo() ? "" : " (output is hidden)";
    String text = a.prompt().orElse("Press enter to continue, Ctrl+C to interrupt");
    String question = "[" + context.taskName() + "]\n" + text + hidden + ":";
    if (timed) {
      context.tell(
          "Pausing for %d seconds%s\n(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)"
              .formatted(seconds, hidden));
    }
    if (asks) {
      input = context.prompt(question, !a.echo(), (int) Math.min(seconds, Integer.MAX_VALUE));
    } else {
      if (wanted) {
        context.tell(question);
      }
      // bounded by what the task says; Ctrl-C interrupts it
      Thread.sleep(Duration.ofSeconds(seconds));
    }
    LocalDateTime stop = LocalDateTime.now(ZoneId.systemDefault());
    Duration took = Duration.between(start, stop);
    String unit = a.minutes().isPresent() ? "minutes" : "seconds";
    double shown = took.toMillis() / 1000.0 / (a.minutes().isPresent() ? 60 : 1);
    Result result =
        asks || timed
            ? Result.ok()
            : Result.ok()
                .withWarning("Not waiting for response to prompt as stdin is not interactive");
    return result
        .with("start", TIME.format(start))
        .with("stop", TIME.format(stop))
        .with("delta", took.toSeconds())
        .with("echo", a.echo())
        .with("user_input", input)
        .with("rc", 0)
        .with("stderr", "")
        .with("stdout", String.format(Locale.ROOT, "Paused for %s %s", rounded(shown), unit));
  }

  private static String rounded(double number) {
    return PythonFloat.repr(Math.round(number * 100) / 100.0, false);
  }
}
