package io.jplay.cli;

import io.jplay.cli.config.Settings;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where every program begins and ends. `-Djplay.program` is the name that the launcher was called
/// by. Only this class leaves the process.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    StandardStream output = StandardStream.output();
    PrintStream out = output.printer();
    PrintStream err = StandardStream.errors().printer();
    Map<String, String> environment = System.getenv();
    Optional<String> unnameable =
        LocaleCheck.problem(environment, System.getProperty("sun.jnu.encoding", "UTF-8"));
    int code;
    if (unnameable.isPresent()) {
      err.println(unnameable.get());
      code = ExitCode.ERROR.number();
    } else {
      String called = System.getProperty("jplay.program", "jplay");
      code = run(called, List.of(arguments), environment, out, err);
    }
    out.flush();
    Optional<String> loss = output.loss();
    if (loss.isPresent()) {
      err.println("ERROR! The output could not be written to its end: " + loss.get());
      code = code == 0 ? ExitCode.ERROR.number() : code;
    }
    err.flush();
    // exit, not return: threads of libraries must not hold the process
    System.exit(code);
  }

  /// One program by the name that it is called by; its exit code.
  static int run(
      String called,
      List<String> words,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err) {
    String name = Path.of(called).getFileName().toString();
    Path directory = Path.of("").toAbsolutePath();
    if (isVersion(words)) {
      return version(name, directory, environment, out, err);
    }
    var terminal = new Terminal(System.in, out, err, environment);
    return new Dispatcher(name, directory, environment, terminal).run(words).number();
  }

  /// `--version` anywhere before `--`, as argparse takes it. Answered here, before any library.
  private static boolean isVersion(List<String> words) {
    int end = words.indexOf("--");
    return (end < 0 ? words : words.subList(0, end))
        .stream().anyMatch(w -> w.startsWith("--vers") && "--version".startsWith(w));
  }

  private static int version(
      String name,
      Path directory,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err) {
    try {
      var file = Settings.load(directory, environment).file();
      out.print(Version.text(name, file.map(Path::toString).orElse("None")));
      return 0;
    } catch (JplayException e) {
      err.println("ERROR! " + e.getMessage());
      return e.exitCode().number();
    }
  }
}
