package io.jplay.core.exec;

import io.jplay.core.spi.Become;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How one task reaches one host: the connection type, where, and as whom; the shell of its own
/// commands, what its variables say of where jobs have their directories, and these variables.
record ConnectionPlan(
    String type,
    Endpoint endpoint,
    Optional<Become> become,
    String shell,
    Optional<String> asyncDirectory,
    Scope variables) {
  private static final List<String> BECOME_PASSWORDS =
      Stream.of("become", "sudo", "su")
          .flatMap(
              method -> Stream.of("ansible_" + method + "_pass", "ansible_" + method + "_password"))
          .toList();

  /// Lets the passwords be known as secrets. Those of become also before the first task that
  /// becomes another user: the host may say them. Templates and what is encrypted are known once
  /// they are used.
  void teach(KnownSecrets secrets) {
    endpoint.password().ifPresent(secrets::learn);
    become.flatMap(Become::password).ifPresent(secrets::learn);
    for (String name : BECOME_PASSWORDS) {
      if (variables.lookup(name) instanceof Str password) {
        secrets.learn(password.text());
      }
    }
  }

  /// Where jobs have their directories. Only jobs ask: `plugins` is read at its first question.
  String asyncDirectory(PluginOptions plugins) {
    return asyncDirectory
        .or(() -> plugins.given("shell", "sh", "async_dir"))
        .orElse("~/.ansible_async");
  }
}
