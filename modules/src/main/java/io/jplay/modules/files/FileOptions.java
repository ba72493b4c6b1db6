package io.jplay.modules.files;

import io.jplay.core.api.Option;
import io.jplay.core.value.Value;
import java.util.Optional;

/// The options of every module that writes files.
public record FileOptions(
    @Option Optional<Value> mode,
    @Option Optional<String> owner,
    @Option Optional<String> group,
    @Option(aliases = "attr") Optional<String> attributes,
    @Option Optional<String> seuser,
    @Option Optional<String> serole,
    @Option Optional<String> setype,
    @Option Optional<String> selevel,
    @Option Optional<Boolean> unsafeWrites) {

  /// The attributes that they ask for.
  public FileAttributes wanted() {
    return FileAttributes.of(
        mode, owner, group, attributes, new SelinuxContext(seuser, serole, setype, selevel));
  }

  /// Like ansible-core 2.18 module_utils/basic.py: where the task does not say, an environment
  /// variable of the host does.
  public FileWrite.InPlace inPlace() {
    return unsafeWrites
        .map(allowed -> allowed ? FileWrite.InPlace.ALLOWED : FileWrite.InPlace.REFUSED)
        .orElse(FileWrite.InPlace.BY_ENVIRONMENT);
  }

  public FileOptions withMode(Optional<Value> other) {
    return new FileOptions(
        other, owner, group, attributes, seuser, serole, setype, selevel, unsafeWrites);
  }
}
