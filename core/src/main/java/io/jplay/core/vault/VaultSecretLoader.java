package io.jplay.core.vault;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Gets vault passwords from files, programs and the operator. A source that fails is a warning as
/// long as another one works, as in ansible.
public final class VaultSecretLoader {
  /// Programs may ask a person (gpg, a hardware token), so the limit is a coffee, not a network
  /// round trip.
  private static final Duration SCRIPT_LIMIT = Duration.ofMinutes(10);

  private final SecretPrompt prompt;
  private final VaultSettings settings;

  public VaultSecretLoader(SecretPrompt prompt, VaultSettings settings) {
    this.prompt = prompt;
    this.settings = settings;
  }

  /// The keyring of a run. Throws when there are sources and none gave a password.
  public Parsed<VaultKeyring> load(VaultOptions options) {
    return load(VaultSecretSource.of(settings, options), false);
  }

  /// As above, from given sources; `isNew` makes prompts ask twice for a password to be.
  public Parsed<VaultKeyring> load(List<VaultSecretSource> sources, boolean isNew) {
    var secrets = new ArrayList<VaultSecret>();
    var warnings = new ArrayList<Diagnostic>();
    Optional<Diagnostic> last = Optional.empty();
    for (VaultSecretSource source : sources) {
      try {
        secrets.add(read(source, secrets, isNew));
      } catch (JplayException e) {
        last = Optional.of(e.diagnostic());
        e.diagnostics().forEach(problem -> warnings.add(asWarning(problem, source)));
      }
    }
    if (secrets.isEmpty() && last.isPresent()) {
      throw new JplayException(last.get());
    }
    return new Parsed<>(new VaultKeyring(secrets, settings.idMatch()), warnings);
  }

  private static Diagnostic asWarning(Diagnostic problem, VaultSecretSource source) {
    String what =
        switch (source) {
          case VaultSecretSource.Prompt _ -> "Error in vault password prompt";
          case VaultSecretSource.FileOrScript f when !Files.exists(f.path()) ->
              "Error getting vault password file";
          case VaultSecretSource.FileOrScript _ -> "Error in vault password file loading";
        };
    return Diagnostic.warning(problem.code(), problem.summary(), problem.primary())
        .withDetail(what + " (" + source.label() + "): " + problem.sentence())
        .withHint(problem.hint());
  }

  private VaultSecret read(VaultSecretSource source, List<VaultSecret> earlier, boolean isNew) {
    return switch (source) {
      case VaultSecretSource.Prompt p -> ask(p, isNew);
      case VaultSecretSource.FileOrScript f ->
          new VaultSecret(f.label(), fileOrScript(f.path(), f.label(), earlier));
    };
  }

  private VaultSecret ask(VaultSecretSource.Prompt source, boolean isNew) {
    String what = source.plainly() ? "Vault password" : "vault password (" + source.label() + ")";
    if (!isNew) {
      String text = source.plainly() ? what : "Vault" + what.substring("vault".length());
      return VaultSecret.of(source.label(), answer(text + ": ", source.label()));
    }
    String first = answer("New " + what + ": ", source.label());
    String again =
        answer((source.plainly() ? "Confirm New " : "Confirm new ") + what + ": ", source.label());
    if (!first.equals(again)) {
      throw problem("passwords differ", "Passwords do not match", "");
    }
    return VaultSecret.of(source.label(), first);
  }

  private String answer(String text, String label) {
    Optional<Secret> answer = prompt.ask(text);
    if (answer.isEmpty()) {
      throw problem(
          "no answer to a password prompt",
          "EOFError (ctrl-d) on prompt for (" + label + ")",
          "without a terminal, give the password by --vault-password-file");
    }
    String password = answer.get().reveal();
    if (password.isEmpty()) {
      throw problem("empty vault password", "Invalid vault password was provided", "");
    }
    return password;
  }

  private byte[] fileOrScript(Path path, String label, List<VaultSecret> earlier) {
    if (!Files.exists(path)) {
      throw problem(
          "vault password file not found",
          "The vault password file " + path + " was not found",
          "");
    }
    if (Files.isDirectory(path)) {
      throw problem(
          "vault password file is a directory",
          "The vault password file " + path + " is a directory",
          "name a file that holds the password, or a program that prints it");
    }
    boolean isScript = Files.isExecutable(path);
    byte[] password = isScript ? run(path, label) : file(path, earlier);
    if (password.length == 0) {
      throw problem(
          "empty vault password",
          "Invalid vault password was provided from "
              + (isScript ? "script" : "file")
              + " ("
              + path
              + ")",
          "");
    }
    return password;
  }

  private byte[] file(Path path, List<VaultSecret> earlier) {
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw problem(
          "vault password file is not readable",
          "Could not read vault password file " + path + ": " + IoReason.of(e),
          "");
    }
    if (VaultKeyring.isVault(content)) {
      content = new VaultKeyring(earlier, false).decrypt(content, "on " + path);
    }
    return strip(content, true);
  }

  private byte[] run(Path script, String label) {
    String name = script.getFileName().toString();
    int dot = name.lastIndexOf('.');
    boolean isClient = (dot > 0 ? name.substring(0, dot) : name).endsWith("-client");
    var command = new ArrayList<>(List.of(script.toString()));
    if (isClient) {
      command.addAll(List.of("--vault-id", label));
    }
    // stderr and stdin stay the operator's: such programs ask for PINs.
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      byte[] out = readWithin(process, script);
      int code = process.exitValue();
      if (isClient && code == 2) {
        throw problem(
            "vault password script has no password",
            "Vault password client script "
                + script
                + " did not find a secret for vault-id="
                + label,
            "");
      }
      if (code != 0) {
        throw problem(
            "vault password script failed",
            "Vault password script " + script + " returned non-zero (" + code + ")",
            "run it by hand to see why");
      }
      return strip(out, false);
    } catch (IOException e) {
      throw problem(
          "vault password script does not start",
          "Problem running vault password script " + script + " (" + IoReason.of(e) + ")",
          "if this is not a script, remove the executable bit from the file");
    }
  }

  private static byte[] readWithin(Process process, Path script) throws IOException {
    var killer = Thread.ofVirtual().start(() -> expire(process));
    try {
      byte[] out = process.getInputStream().readNBytes(1 << 20);
      process.waitFor();
      return out;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + script, e);
    } finally {
      killer.interrupt();
    }
  }

  private static void expire(Process process) {
    try {
      if (!process.waitFor(SCRIPT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      // The script ended in time.
    }
  }

  /// Files lose blanks at both ends, output of scripts line ends only: as ansible reads them.
  private static byte[] strip(byte[] text, boolean blanks) {
    int from = 0;
    int to = text.length;
    while (from < to && isStripped(text[from], blanks)) {
      from++;
    }
    while (to > from && isStripped(text[to - 1], blanks)) {
      to--;
    }
    return Arrays.copyOfRange(text, from, to);
  }

  private static boolean isStripped(byte b, boolean blanks) {
    return b == '\n' || b == '\r' || (blanks && (b == ' ' || (b >= '\t' && b <= '\r')));
  }

  private static JplayException problem(String summary, String detail, String hint) {
    return new JplayException(
        Diagnostic.error("JP1105", summary, SourceRange.NONE).withDetail(detail).withHint(hint));
  }
}
