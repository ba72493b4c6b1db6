package io.jplay.modules.builtin;

import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ToolError;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What command, shell and script have in common: conditions on files, one round trip for tests and
/// command together, and Ansible's result keys. Times are the controller's: asking the host for
/// them would cost two processes for each command.
///
/// @param shown the value of the result key `cmd`
record CommandRun(
    Value shown,
    Optional<String> chdir,
    Optional<String> creates,
    Optional<String> removes,
    boolean stripEmptyEnds) {
  /// Above this a shell's status is that of a program which a signal has ended.
  private static final int SIGNALLED = 128;

  /// What shells say of a signal, and its number.
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("Hangup", 1),
          Map.entry("Quit", 3),
          Map.entry("Illegal instruction", 4),
          Map.entry("Aborted", 6),
          Map.entry("Bus error", 7),
          Map.entry("Floating point exception", 8),
          Map.entry("Killed", 9),
          Map.entry("User defined signal 1", 10),
          Map.entry("Segmentation fault", 11),
          Map.entry("User defined signal 2", 12),
          Map.entry("Alarm clock", 14),
          Map.entry("Terminated", 15));

  /// What a POSIX shell says of a program of its own that a signal has ended: dash and busybox the
  /// name alone, bash with the line and the process before it and the command after it.
  private static final Pattern ENDED_BY_SIGNAL =
      Pattern.compile(
          "(?s)(.*?)\n?(?:[^\n]*: line \\d+: +\\d+ )?("
              + String.join("|", SIGNALS.keySet())
              + ")(?: \\(core dumped\\))?(?: +[^\n]*)?\n?");

  /// Runs one command, given as a script whose last status is the command's.
  Result run(TaskContext context, RemoteSession session, ScriptBuilder command, byte[] stdin)
      throws TransportException {
    return expanded(session).runHere(context, session, command, stdin);
  }

  /// With the paths as the host has them.
  private CommandRun expanded(RemoteSession session) throws TransportException {
    if (chdir.isEmpty() && creates.isEmpty() && removes.isEmpty()) {
      return this;
    }
    HostFacts facts = session.facts();
    return new CommandRun(
        shown,
        chdir.map(d -> Paths.expand(d, facts)),
        creates.map(c -> Paths.expand(c, facts)),
        removes.map(r -> Paths.expand(r, facts)),
        stripEmptyEnds);
  }

  private Result runHere(
      TaskContext context, RemoteSession session, ScriptBuilder command, byte[] stdin)
      throws TransportException {
    boolean check = context.mode().check();
    var script = new ScriptBuilder();
    boolean tested = chdir.isPresent() || creates.isPresent() || removes.isPresent();
    // a test that ends the program says so by a word that the command cannot know
    String nonce = tested ? UUID.randomUUID().toString() : "";
    if (tested) {
      script.use("sh/command.sh", CommandRun.class).line("jp_nonce={}", nonce);
    }
    chdir.filter(d -> !d.isEmpty()).ifPresent(d -> script.line("jp_chdir {}", d));
    creates.ifPresent(c -> script.line("jp_creates {}", c));
    removes.ifPresent(r -> script.line("jp_removes {}", r));
    if (check && !tested) {
      return predicted();
    }
    if (!check) {
      // a function of the session; elsewhere (tests of the programs) there is none
      script.line("jp_own_locale 2>/dev/null || :");
      script.userScript(command.program().script());
    }
    var program = script.stdin(stdin).program().withEnvironment(command.program().environment());
    LocalDateTime start = LocalDateTime.now(ZoneId.systemDefault());
    long from = System.nanoTime();
    ProgramOutput output = session.run(program);
    // the clock may be set back meanwhile: no command takes less than no time
    LocalDateTime end = start.plusNanos(System.nanoTime() - from);
    String word = output.stdout();
    if (tested && word.startsWith(nonce)) {
      return stopped(word.substring(nonce.length()).strip(), check);
    }
    return check ? predicted() : ran(output, start, end);
  }

  /// A test before the command ended the task.
  private Result stopped(String test, boolean check) {
    return switch (test) {
      case "creates" ->
          skipped(
              would(check) + " not run command since '" + creates.orElse("") + "' exists",
              "skipped, since " + creates.orElse("") + " exists");
      case "removes" ->
          skipped(
              would(check) + " not run command since '" + removes.orElse("") + "' does not exist",
              "skipped, since " + removes.orElse("") + " does not exist");
      case "denied" -> notThere("[Errno 13] Permission denied");
      case "file" -> notThere("[Errno 20] Not a directory");
      default -> notThere("[Errno 2] No such file or directory");
    };
  }

  private Result notThere(String reason) {
    return notRun(
        Result.failed(
            "Unable to change directory before execution: %s: %s"
                .formatted(reason, ToolError.bytes(chdir.orElse("")))),
        "",
        Null.NULL);
  }

  private static String would(boolean check) {
    return check ? "Would" : "Did";
  }

  private Result skipped(String msg, String stdout) {
    return notRun(Result.ok().with("msg", msg), stdout, Int.of(0));
  }

  private Result predicted() {
    Result result =
        creates.isPresent() || removes.isPresent() ? Result.changed() : Result.skipped("");
    return notRun(result.with("msg", "Command would have run if not in check mode"), "", Int.of(0));
  }

  /// Options that name no command.
  static Result refused(String message) {
    var none =
        new CommandRun(Null.NULL, Optional.empty(), Optional.empty(), Optional.empty(), true);
    return none.notRun(Result.failed(message), "", Int.of(256));
  }

  /// The result, or where our shell itself could not run the program what Ansible says then.
  static Result judged(Result result, String program, String cmd) {
    int status =
        result.fields().get("rc").filter(rc -> rc instanceof Int).map(CommandRun::number).orElse(0);
    if (status > SIGNALLED) {
      return ofSignal(result, status - SIGNALLED);
    }
    if (isShells(result, program, "127", ": not found")) {
      return cannotRun(2, "No such file or directory", program, cmd);
    }
    return isShells(result, program, "126", ": Permission denied")
        ? cannotRun(13, "Permission denied", program, cmd)
        : result;
  }

  private static int number(Value rc) {
    return ((Int) rc).bigValue().intValue();
  }

  /// A program that a signal has ended has, like Python's, a negative status, and our shell's word
  /// about it is none of its own. Of an interrupt or a broken pipe shells say nothing: then it
  /// cannot be told from a program that ended with such a status.
  private static Result ofSignal(Result result, int signal) {
    String stderr = result.fields().text("stderr").orElse("");
    Matcher said = ENDED_BY_SIGNAL.matcher(stderr);
    return said.matches() && SIGNALS.getOrDefault(said.group(2), 0) == signal
        ? result.with("rc", -signal).with("stderr", remote(said.group(1)))
        : result;
  }

  /// An option of old playbooks that does nothing any more.
  static Result withoutWarn(Result result, Optional<Boolean> warn) {
    return warn.isPresent()
        ? result.withWarning("the option 'warn' has no effect: ansible-core has dropped it")
        : result;
  }

  private static Result cannotRun(int number, String reason, String program, String cmd) {
    return Result.failed("[Errno %d] %s: %s".formatted(number, reason, ToolError.bytes(program)))
        .with("cmd", cmd)
        .with("rc", number)
        .with("stdout", "")
        .with("stderr", "");
  }

  private static boolean isShells(Result result, String program, String status, String reason) {
    return result.fields().get("rc").filter(rc -> rc.toString().equals(status)).isPresent()
        && result
            .fields()
            .text("stderr")
            .filter(e -> e.indexOf('\n') < 0 && e.endsWith(program + reason))
            .isPresent();
  }

  private Result notRun(Result result, String stdout, Value rc) {
    return result
        .without("msg")
        .with("stdout", remote(stdout))
        .with("stderr", remote(""))
        .with("rc", rc)
        .with("cmd", shown)
        .with("start", Null.NULL)
        .with("end", Null.NULL)
        .with("delta", Null.NULL)
        .withAll(result.fields());
  }

  private Result ran(ProgramOutput output, LocalDateTime start, LocalDateTime end) {
    return Result.changed()
        .withStatus(output.isOk() ? Status.CHANGED : Status.FAILED)
        .withAll(
            Dict.builder()
                .put("changed", true)
                .put("stdout", remote(strip(output.stdout())))
                .put("stderr", remote(strip(output.stderr())))
                .put("rc", output.rc())
                .put("cmd", shown)
                .put("start", time(start))
                .put("end", time(end))
                .put("delta", delta(Duration.between(start, end)))
                .put("msg", output.isOk() ? "" : "non-zero return code")
                .build());
  }

  private String strip(String text) {
    int end = text.length();
    while (stripEmptyEnds && end > 0 && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /// A time as Python shows it. Without a formatter: this is the end of every command.
  private static String time(LocalDateTime t) {
    var text = new StringBuilder(32).append(t.toLocalDate()).append(' ');
    digits(text, t.getHour(), 2);
    digits(text.append(':'), t.getMinute(), 2);
    digits(text.append(':'), t.getSecond(), 2);
    digits(text.append('.'), t.getNano() / 1000, 6);
    return text.toString();
  }

  private static void digits(StringBuilder text, int number, int width) {
    String plain = Integer.toString(number);
    text.repeat('0', width - plain.length()).append(plain);
  }

  /// As Python shows a timedelta.
  static String delta(Duration d) {
    var text = new StringBuilder(32);
    if (d.toDays() != 0) {
      text.append(d.toDays()).append(d.toDays() == 1 ? " day, " : " days, ");
    }
    text.append(d.toHoursPart());
    digits(text.append(':'), d.toMinutesPart(), 2);
    digits(text.append(':'), d.toSecondsPart(), 2);
    digits(text.append('.'), d.toNanosPart() / 1000, 6);
    return text.toString();
  }

  static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }

  /// The bytes for standard input, with a line end unless it is not wanted.
  static byte[] stdin(Optional<String> text, boolean addNewline) {
    return text.map(t -> addNewline ? t + "\n" : t).map(Utf8::encode).orElse(new byte[0]);
  }
}
