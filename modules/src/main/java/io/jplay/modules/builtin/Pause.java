package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Question;
import io.jplay.core.api.Reply;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
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
      @Option Optional<Value> minutes,
      @Option Optional<Value> seconds,
      @Option Optional<String> prompt,
      @Option("true") boolean echo) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
  private static final String KEYS = "(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)";
  private static final Question GO_ON =
      Question.choice("Press 'C' to continue the play or 'A' to abort \n", "ca");

  @Override
  public Result run(Args a, TaskContext context) throws InterruptedException {
    Optional<Duration> length =
        a.minutes()
            .map(m -> Duration.ofMinutes(whole("minutes", m)))
            .or(() -> a.seconds().map(s -> Duration.ofSeconds(whole("seconds", s))))
            .map(d -> d.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : d);
    LocalDateTime start = LocalDateTime.now(ZoneId.systemDefault());
    Result result = Result.ok();
    Str input = Str.EMPTY;
    if (context.canAsk()) {
      input = typed(question(a, length, context.taskName()), context);
    } else {
      // like ansible-core 2.18: nobody is there whom a prompt would be for
      String keys = a.prompt().isPresent() ? "\n" + KEYS : "";
      length.ifPresent(l -> context.tell(announcement(a, l) + keys));
      if (length.isPresent()) {
        // bounded by what the task says; Ctrl-C interrupts it
        context.sleep(length.get());
      } else {
        result =
            result.withWarning("Not waiting for response to prompt as stdin is not interactive");
      }
    }
    LocalDateTime stop = LocalDateTime.now(ZoneId.systemDefault());
    Duration took = Duration.between(start, stop);
    boolean inSeconds = a.seconds().isPresent();
    String unit = inSeconds ? "seconds" : "minutes";
    double shown = took.toMillis() / 1000.0 / (inSeconds ? 1 : 60);
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

  /// What is typed counts only without a time: with one the keys are read for Ctrl-C alone.
  private static Question question(Args a, Optional<Duration> length, String task) {
    String prompt = prompt(a, task);
    return length
        .map(d -> {
          String shown = a.prompt().isPresent() ? prompt + "\n" : "";
          return new Question(announcement(a, d) + "\n" + KEYS + "\n" + shown, false, d, "");
        })
        .orElseGet(() -> new Question(prompt, a.echo(), Duration.ZERO, Question.ENTER));
  }

  private static String announcement(Args a, Duration length) {
    return "Pausing for " + length.toSeconds() + " seconds" + hidden(a);
  }

  private static String prompt(Args a, String task) {
    String text = a.prompt().orElse("Press enter to continue, Ctrl+C to interrupt");
    return "[" + task + "]\n" + text + hidden(a) + ":";
  }

  private static String hidden(Args a) {
    return a.echo() ? "" : " (output is hidden)";
  }

  private static Str typed(Question question, TaskContext context) throws InterruptedException {
    return switch (context.ask(question)) {
      case Reply.Typed(Str text, char _) -> text;
      case Reply.TimeOver _, Reply.Nobody _ -> Str.EMPTY;
      case Reply.Interrupted _ -> {
        if (context.ask(GO_ON) instanceof Reply.Typed(Str _, char key)
            && Character.toLowerCase(key) == 'c') {
          yield Str.EMPTY;
        }
        throw new ModuleFailure("user requested abort!");
      }
    };
  }

  /// As Python's `int()`: a number loses its fraction, a text must not have one.
  private static long whole(String option, Value value) {
    return switch (value) {
      case Int i -> i.longValue();
      case Real r -> (long) r.value();
      case Bool b -> b.value() ? 1 : 0;
      default -> {
        String text = value instanceof Str s ? s.text() : value.toString();
        if (!text.strip().matches("[+-]?\\d{1,9}")) {
          throw new ModuleFailure(
              "argument '%s' is of type <class 'str'> and we were unable to convert to int: invalid literal for int() with base 10: '%s'"
                  .formatted(option, text));
        }
        yield Long.parseLong(text.strip());
      }
    };
  }

  private static String rounded(double number) {
    return PythonFloat.repr(Math.round(number * 100) / 100.0, false);
  }
}
