package io.jplay.cli.run;

import io.jplay.core.inventory.Inventory;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.TemplateEnvironment;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import io.jplay.core.vault.VaultKeyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What templates see of the run: vault, files by the task's search path, inventory, environment.
final class RunTemplateEnvironment implements TemplateEnvironment {
  private final VaultKeyring keyring;
  private final VaultedFiles files;
  private final Path directory;
  private final Map<String, String> environment;
  private final boolean isNative;
  private final AtomicReference<Inventory> inventory = new AtomicReference<>(Inventory.EMPTY);

  RunTemplateEnvironment(
      VaultKeyring keyring,
      VaultedFiles files,
      Path directory,
      Map<String, String> environment,
      boolean isNative) {
    this.keyring = keyring;
    this.files = files;
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.isNative = isNative;
  }

  /// The inventory is read with templates, so it comes later than this.
  void inventory(Inventory read) {
    inventory.set(read);
  }

  @Override
  public Value decrypt(String ciphertext, Value origin) {
    return keyring.decrypt(new Vaulted(ciphertext, origin.tag()));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return files.read(file, true);
  }

  @Override
  public Optional<Path> find(String kind, String name, Scope scope) {
    Path given =
        Path.of(
            name.startsWith("~/")
                ? environment.getOrDefault("HOME", "") + name.substring(1)
                : name);
    if (given.isAbsolute()) {
      return Optional.of(given).filter(Files::exists);
    }
    for (Path base : bases(scope)) {
      for (Path candidate : List.of(base.resolve(kind).resolve(given), base.resolve(given))) {
        if (Files.exists(candidate)) {
          return Optional.of(candidate.normalize());
        }
      }
    }
    return Optional.empty();
  }

  private List<Path> bases(Scope scope) {
    var bases = new ArrayList<Path>();
    if (scope.lookup("ansible_search_path") instanceof Seq paths) {
      for (Value path : paths.items()) {
        Path base = Path.of(PythonText.str(path));
        bases.add(base);
        if (base.endsWith("tasks") && base.getParent() != null) {
          bases.add(base.getParent());
        }
      }
    }
    bases.add(baseDirectory(scope));
    return bases;
  }

  @Override
  public List<String> matchHosts(String pattern, Scope scope) {
    return inventory.get().select(pattern).hosts().stream().map(h -> h.name()).toList();
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public boolean isNative() {
    return isNative;
  }

  @Override
  public Path baseDirectory(Scope scope) {
    return scope.lookup("playbook_dir") instanceof Str s ? Path.of(s.text()) : directory;
  }

  @Override
  public Optional<String> environmentVariable(String name) {
    return Optional.ofNullable(environment.get(name));
  }
}
