package io.jplay.cli.command;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The passwords of connections and of become: asked for, or read from a file, or printed by a
/// program. Never part of a command line or message.
final class Passwords {
  /// Both, as far as they were asked for.
  record Pair(Optional<Secret> connection, Optional<Secret> become) {}

  private static final int PROGRAM_SECONDS = 60;
  private final Settings settings;
  private final Terminal terminal;

  Passwords(Settings settings, Terminal terminal) {
    this.settings = settings;
    this.terminal = terminal;
  }

  Pair of(Options.Given given) {
    boolean asked = given.has("-k") || settings.flag(Setting.ASK_PASS);
    Optional<Secret> connection =
        asked
            ? terminal.askSecret("SSH password: ")
            : file(given.last("--connection-password-file"), Setting.CONNECTION_PASSWORD_FILE);
    if (!given.has("-K") && !settings.flag(Setting.BECOME_ASK_PASS)) {
      return new Pair(
          connection, file(given.last("--become-password-file"), Setting.BECOME_PASSWORD_FILE));
    }
    String prompt = becoming(given) + " password" + (asked ? "[defaults to SSH password]: " : ": ");
    Optional<Secret> become = terminal.askSecret(prompt);
    boolean same = asked && become.map(s -> s.reveal().isEmpty()).orElse(true);
    return new Pair(connection, same ? connection : become);
  }

  private String becoming(Options.Given given) {
    return settings.flag(Setting.AGNOSTIC_BECOME_PROMPT)
        ? "BECOME"
        : given
            .last("--become-method")
            .orElse(settings.text(Setting.BECOME_METHOD))
            .toUpperCase(Locale.ROOT);
  }

  private Optional<Secret> file(Optional<String> option, Setting setting) {
    return option
        .map(name -> settings.directory().resolve(expand(name)))
        .or(() -> settings.path(setting))
        .map(this::read);
  }

  private Path expand(String name) {
    return name.startsWith("~/") ? settings.home().resolve(name.substring(2)) : Path.of(name);
  }

  private Secret read(Path path) {
    try {
      String text =
          Files.isExecutable(path) ? run(path) : Files.readString(path, StandardCharsets.UTF_8);
      String password = text.strip();
      if (password.isEmpty()) {
        throw problem("Empty password was provided from file (" + path + ")");
      }
      return Secret.of(password);
    } catch (IOException e) {
      throw problem("Could not read password file " + path + ": " + IoReason.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("interrupted while reading the password file " + path);
    }
  }

  private static String run(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw problem("The password script " + program + " did not end");
    }
    if (process.exitValue() != 0) {
      throw problem(
          "The password script " + program + " returned an error (rc=" + process.exitValue() + ")");
    }
    return text;
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        Diagnostic.error("JP1822", "password cannot be read", SourceRange.NONE).withDetail(detail));
  }
}
