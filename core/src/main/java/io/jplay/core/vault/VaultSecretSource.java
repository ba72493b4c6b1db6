package io.jplay.core.vault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a vault password comes from, as `--vault-id LABEL@SOURCE` says.
public sealed interface VaultSecretSource {
  String label();

  /// Typed by the operator. `plainly` asks as `--ask-vault-pass` does, without the label.
  record Prompt(String label, boolean plainly) implements VaultSecretSource {}

  /// A file that holds the password, or an executable that prints it.
  record FileOrScript(String label, Path path) implements VaultSecretSource {}

  /// Reads `SOURCE` or `LABEL@SOURCE`; `~/` is the home directory.
  static VaultSecretSource parse(String spec, VaultSettings settings) {
    int at = spec.indexOf('@');
    String label = at > 0 ? spec.substring(0, at) : settings.identity();
    String source = spec.substring(at + 1);
    return switch (source) {
      case "prompt" -> new Prompt(label, false);
      case "prompt_ask_vault_pass" -> new Prompt(label, true);
      default -> {
        Path path =
            source.startsWith("~/")
                ? settings.home().resolve(source.substring(2))
                : Path.of(source);
        yield new FileOrScript(label, settings.directory().resolve(path).normalize());
      }
    };
  }

  /// All sources in ansible's order: identities of the settings, `--vault-id`, then password files,
  /// then the prompt.
  static List<VaultSecretSource> of(VaultSettings settings, VaultOptions options) {
    var specs = new ArrayList<String>(settings.identityList());
    specs.addAll(options.vaultIds());
    options.passwordFiles().forEach(file -> specs.add(settings.identity() + "@" + file));
    settings.passwordFile().ifPresent(file -> specs.add(settings.identity() + "@" + file));
    if (options.askPassword() || (specs.isEmpty() && options.promptWhenNone())) {
      specs.add(settings.identity() + "@prompt_ask_vault_pass");
    }
    return specs.stream().map(s -> parse(s, settings)).toList();
  }
}
