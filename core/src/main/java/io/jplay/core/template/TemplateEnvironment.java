package io.jplay.core.template;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the template layer needs of the run, given once. All methods may be called by many threads.
public interface TemplateEnvironment {
  /// Decrypts a `!vault` text; throws JplayException when no known secret fits.
  Value decrypt(String ciphertext, Value origin);

  /// The bytes of a controller file, decrypted when it is a vault file.
  byte[] read(Path file) throws IOException;

  /// Finds a file by ansible's search path for the task that is evaluated (`role_path`,
  /// `ansible_search_path` of the scope): `kind` is `files`, `templates` or `vars`.
  Optional<Path> find(String kind, String name, Scope scope);

  /// Where [#find] looks for a file, for the message when it is not there.
  default List<Path> searched(String kind, String name, Scope scope) {
    return List.of();
  }

  /// Hosts of the inventory that match a pattern.
  List<String> matchHosts(List<String> patterns, Scope scope);

  Clock clock();

  /// A setting by ansible's name for it (`DEFAULT_FORKS`); empty when there is none of that name.
  default Optional<Value> setting(String name) {
    return Optional.empty();
  }

  /// The option of a plug-in (`remote_tmp` of the shell `sh`) as a task has it whose variables
  /// `variables` answers for; empty when there is none of that name.
  default Optional<OptionValue> option(OptionName name, Function<String, Value> variables) {
    return Optional.empty();
  }

  /// Whether there is anything to know of options of a plug-in.
  default boolean hasPlugin(String type, String plugin) {
    return false;
  }

  /// An option of a plug-in.
  record OptionName(String type, String plugin, String name) {}

  /// What an option is, and who says so (`var: ansible_port`, `env: ANSIBLE_TIMEOUT`, `default`).
  record OptionValue(Value value, String origin) {
    boolean isGiven() {
      return !origin.equals("default");
    }
  }

  /// Tells the user something that does not end the run.
  default void warn(Diagnostic problem) {}

  /// As above, of a lookup or condition without a place.
  default void warn(String message) {
    warn(
        Diagnostic.warning("JP1408", "a template gave a warning", SourceRange.NONE)
            .withDetail(message));
  }

  /// jinja2_native of the settings.
  boolean isNative();

  /// What a variable that is null and stands alone in braces becomes; empty for null itself.
  default Optional<Value> nullRepresentation() {
    return Optional.empty();
  }

  /// The directory that relative paths of lookups like `pipe` and `fileglob` are resolved against.
  Path baseDirectory(Scope scope);

  /// Environment variables of the controller.
  Optional<String> environmentVariable(String name);
}
