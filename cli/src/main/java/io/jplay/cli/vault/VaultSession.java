package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultOptions;
import io.jplay.core.vault.VaultSecret;
import io.jplay.core.vault.VaultSecretLoader;
import io.jplay.core.vault.VaultSecretSource;
import io.jplay.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the vault commands share: passwords, files by their names on the command line, `-` for the
/// standard streams.
record VaultSession(VaultConsole console, VaultSettings settings) {
  static final String STREAM = "-";

  /// The vault text; the same one each time where the settings fix the salt.
  byte[] encrypted(byte[] plaintext, VaultSecret secret) {
    return settings
        .encryptSalt()
        .map(salt -> VaultKeyring.encrypt(plaintext, secret, salt.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> VaultKeyring.encrypt(plaintext, secret));
  }

  /// The known passwords, for reading.
  VaultKeyring keyring(Options.Given given) {
    return required(load(PasswordOptions.of(given), false));
  }

  /// The one password to encrypt with: that of the identity that is asked for, else of
  /// vault_encrypt_identity, else the only one there is.
  VaultSecret encryptionSecret(Options.Given given) {
    return choose(
        required(load(PasswordOptions.of(given), true)), PasswordOptions.encryptId(given));
  }

  /// The password that rekey changes to.
  VaultSecret newSecret(VaultOptions options, Optional<String> wanted) {
    // The identities of the settings are the old ones; they take no part.
    var plain =
        new VaultSettings(
            settings.identity(),
            List.of(),
            Optional.empty(),
            settings.encryptIdentity(),
            settings.encryptSalt(),
            settings.idMatch(),
            settings.editor(),
            settings.directory(),
            settings.home());
    var sources = VaultSecretSource.of(plain, options);
    var loaded = new VaultSecretLoader(console.prompt(), plain).load(sources, true);
    loaded.diagnostics().forEach(console.warnings());
    return choose(loaded.value(), wanted);
  }

  private VaultKeyring load(VaultOptions options, boolean isNew) {
    var sources = VaultSecretSource.of(settings, options);
    var loaded = new VaultSecretLoader(console.prompt(), settings).load(sources, isNew);
    loaded.diagnostics().forEach(console.warnings());
    return loaded.value();
  }

  private static VaultKeyring required(VaultKeyring ring) {
    if (ring.isEmpty()) {
      throw badOption("A vault password is required to use Ansible's Vault");
    }
    return ring;
  }

  private VaultSecret choose(VaultKeyring ring, Optional<String> wanted) {
    List<VaultSecret> secrets = ring.secrets();
    Optional<String> label = wanted.or(settings::encryptIdentity);
    if (label.isEmpty() && secrets.size() > 1) {
      throw badOption(
          "The vault-ids "
              + secrets.stream().map(VaultSecret::label).collect(Collectors.joining(","))
              + " are available to encrypt. Specify the vault-id to encrypt with"
              + " --encrypt-vault-id");
    }
    if (label.isEmpty()) {
      return secrets.getFirst();
    }
    return ring.secret(label.get())
        .orElseThrow(() ->
            problem(
                "Did not find a match for --encrypt-vault-id="
                    + label.get()
                    + " in the known vault-ids "
                    + secrets.stream()
                        .map(s -> "'" + s.label() + "'")
                        .collect(Collectors.joining(", ", "[", "]"))));
  }

  Path path(String name) {
    Path given = name.startsWith("~/") ? settings.home().resolve(name.substring(2)) : Path.of(name);
    return settings.directory().resolve(given).normalize();
  }

  byte[] read(String name) {
    try {
      return name.equals(STREAM) ? console.in().readAllBytes() : Files.readAllBytes(path(name));
    } catch (NoSuchFileException _) {
      throw problem("Unable to read source file (" + path(name) + "): No such file or directory");
    } catch (IOException e) {
      throw problem("Unable to read source file (" + path(name) + "): " + IoReason.of(e));
    }
  }

  /// Writes to a file atomically and privately, or to stdout as it is.
  void write(String name, byte[] content, AtomicFile.Access access) {
    if (name.equals(STREAM)) {
      console.out().writeBytes(content);
      console.out().flush();
      return;
    }
    try {
      AtomicFile.write(path(name), content, access);
    } catch (IOException e) {
      throw problem("Unable to write " + path(name) + ": " + IoReason.of(e));
    }
  }

  /// Said on a terminal only, so that pipes stay clean.
  void announce(String text) {
    if (console.outIsTerminal()) {
      console.err().println(text);
    }
  }

  void announceStdin() {
    if (console.inIsTerminal()) {
      console.err().println("Reading plaintext input from stdin. (ctrl-d to end input)");
    }
  }

  static JplayException problem(String detail) {
    return new JplayException(
        Diagnostic.error("JP1106", "vault command failed", SourceRange.NONE).withDetail(detail));
  }

  static JplayException badOption(String detail) {
    return new JplayException(
        ExitCode.BAD_OPTIONS,
        Diagnostic.error("JP1109", "vault option is missing or wrong", SourceRange.NONE)
            .withDetail(detail));
  }
}
