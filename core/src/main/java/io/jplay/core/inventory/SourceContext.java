package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What plug-ins may use of the run: decrypted files, YAML, templates, settings, and a place for
/// warnings. `details` takes what only -vvv shows.
public record SourceContext(
    InventorySettings settings,
    VaultKeyring keyring,
    Renderer renderer,
    Dict extraVariables,
    Map<String, String> environment,
    List<InventorySource> plugins,
    Consumer<Diagnostic> warnings,
    Consumer<String> details) {
  public SourceContext {
    environment = Map.copyOf(environment);
    plugins = List.copyOf(plugins);
  }

  /// The text of a file, decrypted when it is a vault.
  public SourceText text(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    boolean isVault = VaultKeyring.isVault(content);
    if (isVault) {
      content = keyring.decrypt(content, "on " + file);
    }
    var text = SourceText.of(file.toString(), new String(content, StandardCharsets.UTF_8));
    return isVault ? text.asSecret() : text;
  }

  /// The value of a YAML or JSON file that the user wrote; secret when the file is a vault. All its
  /// errors at once as JplayException.
  public Value yaml(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    boolean isVault = VaultKeyring.isVault(content);
    if (isVault) {
      content = keyring.decrypt(content, "on " + file);
    }
    var text = SourceText.of(file.toString(), new String(content, StandardCharsets.UTF_8));
    return userYaml().read(text, isVault);
  }

  /// How the run reads such files.
  public UserYaml userYaml() {
    return new UserYaml(settings.duplicates(), warnings);
  }

  /// The files of variables beside sources and playbooks.
  public VarsDirectory varsDirectory() {
    return new VarsDirectory(keyring, userYaml(), settings.varsFiles());
  }

  /// The same, but what plug-ins cache is asked for anew.
  public SourceContext refreshing() {
    return new SourceContext(
        settings.refreshing(),
        keyring,
        renderer,
        extraVariables,
        environment,
        plugins,
        warnings,
        details);
  }

  public Optional<String> environmentVariable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  /// A plug-in by its full name, or by the last part of it.
  public Optional<InventorySource> plugin(String name) {
    return plugins.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .or(() -> plugins.stream().filter(p -> p.shortName().equals(name)).findFirst());
  }

  public void warn(Diagnostic warning) {
    warnings.accept(warning);
  }
}
