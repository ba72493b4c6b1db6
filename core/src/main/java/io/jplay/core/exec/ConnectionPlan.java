package io.jplay.core.exec;

import io.jplay.core.spi.Become;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Secret;
import java.util.Optional;

/// How one task reaches one host: the connection type, where, and as whom; the shell of its own
/// commands, what its variables say of where jobs have their directories, and these variables.
record ConnectionPlan(
    String type,
    Endpoint endpoint,
    Optional<Become> become,
    String shell,
    Optional<String> asyncDirectory,
    Scope variables) {
  /// Lets the passwords be known as secrets.
  void teach(KnownSecrets secrets) {
    endpoint.password().map(Secret::reveal).ifPresent(secrets::learn);
    become.flatMap(Become::password).map(Secret::reveal).ifPresent(secrets::learn);
  }

  /// Where jobs have their directories. Only jobs ask: `plugins` is read at its first question.
  String asyncDirectory(PluginOptions plugins) {
    return asyncDirectory
        .or(() -> plugins.given("shell", "sh", "async_dir"))
        .orElse("~/.ansible_async");
  }
}
