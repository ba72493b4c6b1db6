package io.jplay.cli.run;

import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
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
import java.util.function.Supplier;

/// What templates may use of the controller.
record TemplateSurroundings(
    VaultKeyring keyring,
    ControllerDisk disk,
    Supplier<Inventory> inventory,
    boolean isNative,
    Path directory,
    Map<String, String> environment)
    implements TemplateEnvironment {

  @Override
  public Value decrypt(String ciphertext, Value origin) {
    return keyring.decrypt(new Vaulted(ciphertext, origin.tag()));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return disk.read(file, true);
  }

  /// Below each directory of `ansible_search_path` first in its `kind` directory, then itself.
  @Override
  public Optional<Path> find(String kind, String name, Scope scope) {
    Path given =
        name.startsWith("~/")
            ? Path.of(environment.getOrDefault("HOME", "/")).resolve(name.substring(2))
            : Path.of(name);
    if (given.isAbsolute()) {
      return Optional.of(given).filter(Files::exists);
    }
    var places = new ArrayList<Path>();
    for (Path base : searchPath(scope)) {
      places.add(base.resolve(kind).resolve(given));
      places.add(base.resolve(given));
    }
    return places.stream().filter(Files::exists).findFirst();
  }

  private List<Path> searchPath(Scope scope) {
    var bases = new ArrayList<Path>();
    if (scope.lookup("ansible_search_path") instanceof Seq seq) {
      seq.stream().filter(Str.class::isInstance).forEach(s -> bases.add(Path.of(((Str) s).text())));
    }
    for (String name : List.of("role_path", "playbook_dir")) {
      if (scope.lookup(name) instanceof Str s) {
        bases.add(Path.of(s.text()));
      }
    }
    bases.add(directory);
    return bases.stream().distinct().toList();
  }

  @Override
  public List<String> matchHosts(String pattern, Scope scope) {
    return inventory.get().select(pattern).hosts().stream().map(Host::name).toList();
  }

  @Override
  public Clock clock() {
    return Clock.systemDefaultZone();
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
