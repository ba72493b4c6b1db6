package io.jplay.cli.command;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.run.RunRequest;
import io.jplay.cli.view.Color;
import io.jplay.cli.view.Console;
import io.jplay.cli.view.JunitView;
import io.jplay.cli.view.LogFile;
import io.jplay.cli.view.ViewOptions;
import io.jplay.cli.view.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Consoles and views as settings and terminal want them.
public final class Screen {
  private Screen() {}

  /// Terminals that terminfo gives no colours.
  private static final Pattern COLORLESS = Pattern.compile("|dumb|unknown|vt\\d.*");

  /// Colour on a terminal that has any unless forbidden, elsewhere only when forced.
  public static Console console(Settings settings, Terminal terminal) {
    boolean forced = settings.flag(Setting.FORCE_COLOR);
    boolean forbidden = settings.flag(Setting.NO_COLOR);
    boolean color = forced || (!forbidden && terminal.outIsTerminal() && isColored(settings));
    var console =
        new Console(
            terminal.out(),
            terminal.err(),
            new Console.Look(
                color,
                terminal.columns(),
                settings.flag(Setting.SYSTEM_WARNINGS),
                settings.flag(Setting.DEPRECATION_WARNINGS),
                new Console.Talk(
                    settings.flag(Setting.VERBOSE_TO_STDERR),
                    settings.number(Setting.LOG_VERBOSITY))),
            colors(settings));
    settings.path(Setting.LOG_PATH).ifPresent(file -> log(file, console, settings));
    return console;
  }

  private static boolean isColored(Settings settings) {
    return !COLORLESS.matcher(settings.environment().getOrDefault("TERM", "")).matches();
  }

  private static Map<Color, String> colors(Settings settings) {
    var colors = new EnumMap<Color, String>(Color.class);
    for (Color color : Color.values()) {
      if (color != Color.NONE) {
        colors.put(color, settings.text(Setting.valueOf("COLOR_" + color.name())));
      }
    }
    return colors;
  }

  /// A file that cannot be written is a warning, as in ansible.
  private static void log(Path file, Console console, Settings settings) {
    try {
      String user = settings.environment().getOrDefault("USER", System.getProperty("user.name"));
      console.logTo(LogFile.open(file, Clock.system(ZoneId.systemDefault()), user));
    } catch (IOException e) {
      console.warning(
          "log file at " + file + " is not writeable and we cannot create it, aborting");
    }
  }

  /// What ansible says first under -v.
  static void announce(Console console, RunRequest request) {
    Settings settings = request.settings();
    settings.warnings().forEach(console::warning);
    console.verbose(
        settings
            .file()
            .map(f -> "Using " + f + " as config file")
            .orElse("No config file found; using defaults"),
        1,
        request.manner().verbosity());
  }

  private static JunitView.Options junit(Settings s) {
    return new JunitView.Options(
        s.path(Setting.JUNIT_OUTPUT_DIR).orElse(s.directory()),
        s.flag(Setting.JUNIT_TASK_CLASS),
        s.path(Setting.JUNIT_TASK_RELATIVE_PATH),
        s.optionalText(Setting.JUNIT_OUT_OF_TREE),
        s.flag(Setting.JUNIT_FAIL_ON_CHANGE),
        s.flag(Setting.JUNIT_FAIL_ON_IGNORE),
        s.flag(Setting.JUNIT_SETUP_TASKS),
        s.flag(Setting.JUNIT_HIDE_ARGUMENTS),
        s.text(Setting.JUNIT_TEST_CASE_PREFIX));
  }

  static Views views(Console console, RunRequest request, Terminal terminal, Optional<Path> tree) {
    Settings s = request.settings();
    var options =
        new ViewOptions(
            request.manner().verbosity(),
            request.manner().check(),
            new ViewOptions.Results(
                s.text(Setting.RESULT_FORMAT), s.optionalFlag(Setting.PRETTY_RESULTS)),
            new ViewOptions.Shown(
                s.flag(Setting.DISPLAY_OK_HOSTS),
                s.flag(Setting.DISPLAY_SKIPPED_HOSTS),
                s.flag(Setting.DISPLAY_FAILED_STDERR),
                s.flag(Setting.SHOW_CUSTOM_STATS),
                s.flag(Setting.SHOW_HOST_START),
                s.flag(Setting.SHOW_TASK_PATH_ON_FAILURE),
                s.flag(Setting.CHECK_MODE_MARKERS),
                s.flag(Setting.DISPLAY_ARGS)),
            s.number(Setting.DIFF_CONTEXT),
            s.flag(Setting.ACTION_WARNINGS),
            terminal.outIsTerminal(),
            playbooks(request));
    String limit = s.text(Setting.PROFILE_TASKS_LIMIT);
    return new Views(
        console,
        options,
        new Views.Places(
            tree.or(() -> s.path(Setting.TREE_DIR)).orElse(s.directory()),
            junit(s),
            s.path(Setting.LOG_FOLDER).orElse(s.directory()),
            s.text(Setting.PROFILE_TASKS_SORT),
            limit.equals("all") ? 0 : s.number(Setting.PROFILE_TASKS_LIMIT),
            s.number(Setting.JSON_INDENT)));
  }

  private static Map<String, String> playbooks(RunRequest request) {
    var given = new HashMap<String, String>();
    if (request.work() instanceof RunRequest.Work.Playbooks playbooks) {
      Path directory = request.settings().directory();
      playbooks
          .files()
          .forEach(
              file -> given.put(directory.resolve(file).normalize().toString(), file.toString()));
    }
    return given;
  }
}
