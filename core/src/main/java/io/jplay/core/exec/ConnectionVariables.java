package io.jplay.core.exec;

import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Int;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What a task sees of how its host is reached although nobody wrote it as a variable:
/// `ansible_user` under `remote_user: deploy` or `-u deploy`, `ansible_host` of every host. Like
/// ansible-core 2.18 playbook/play_context.py (update_vars): variables that are there win, and what
/// one name says counts for all names of the same thing.
final class ConnectionVariables {
  private final RunSettings.Connecting settings;

  ConnectionVariables(RunSettings.Connecting settings) {
    this.settings = settings;
  }

  /// The variables of a task on a host, with those of its connection below them.
  Scope below(Scope scope, String host, boolean implicitLocal, TaskKeywords keywords) {
    return below(scope, scope, host, implicitLocal, keywords);
  }

  /// The same for a task that runs on `host` for another: of what is not written for that other,
  /// those of `host` count, whose variables are `there`.
  Scope below(Scope scope, Scope there, String host, boolean implicitLocal, TaskKeywords keywords) {
    var missing = new LinkedHashMap<String, Value>();
    fill(missing, there, List.of("ansible_host", "ansible_ssh_host"), () -> text(host));
    fill(
        missing,
        there,
        List.of("ansible_connection"),
        () -> text(written(keywords, Keyword.CONNECTION).orElse(type(implicitLocal))));
    fill(
        missing,
        there,
        List.of("ansible_user", "ansible_ssh_user"),
        () ->
            written(keywords, Keyword.REMOTE_USER)
                .or(settings::remoteUser)
                .flatMap(ConnectionVariables::text));
    fill(
        missing,
        there,
        List.of("ansible_port", "ansible_ssh_port"),
        () ->
            written(keywords, Keyword.PORT)
                .flatMap(ConnectionVariables::text)
                .or(() -> settings.port().map(Int::of)));
    fill(
        missing,
        there,
        List.of("ansible_private_key_file", "ansible_ssh_private_key_file"),
        () -> settings.privateKey().map(key -> Str.of(key.toString())));
    fill(
        missing,
        there,
        List.of("ansible_password", "ansible_ssh_pass", "ansible_ssh_password"),
        () -> settings.password().map(p -> new Str(p.reveal(), Tag.SECRET)));
    fill(
        missing,
        there,
        List.of("ansible_timeout", "ansible_ssh_timeout"),
        () -> Optional.of(Int.of(settings.timeout().toSeconds())));
    missing.keySet().removeIf(name -> !(scope.lookup(name) instanceof Undefined));
    return missing.isEmpty() ? scope : scope.with(missing);
  }

  private static Optional<Value> text(String text) {
    return Optional.of(Str.of(text));
  }

  private String type(boolean implicitLocal) {
    String type = implicitLocal ? "local" : settings.type();
    return type.equals("smart") ? "ssh" : type;
  }

  /// A keyword that cannot be rendered is complained about where it is needed.
  private static Optional<String> written(TaskKeywords keywords, Keyword keyword) {
    try {
      return keywords.text(keyword);
    } catch (JplayException e) {
      return Optional.empty();
    }
  }

  private static void fill(
      Map<String, Value> missing,
      Scope scope,
      List<String> names,
      Supplier<Optional<? extends Value>> otherwise) {
    Optional<? extends Value> value = known(scope, names).or(otherwise);
    value.ifPresent(v -> names.forEach(name -> missing.put(name, v)));
  }

  private static Optional<Value> known(Scope scope, List<String> names) {
    for (String name : names) {
      Value value = scope.lookup(name);
      if (!(value instanceof Undefined)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
