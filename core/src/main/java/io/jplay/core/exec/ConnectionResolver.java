package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.shell.WordSplitter;
import io.jplay.core.source.SourceRange;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Str;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Finds how a task reaches its host: connection variables win over keywords, keywords over
/// settings (like ansible-core 2.18 playbook/play_context.py and the `vars:` of its connection and
/// become plug-ins). Who is connected as the user to become need not become it.
final class ConnectionResolver {
  private final RunSettings settings;
  private final Renderer renderer;

  /// The words of arguments that were cut before: hosts share them.
  private final Map<String, List<String>> words = new ConcurrentHashMap<>();

  ConnectionResolver(RunSettings settings, Renderer renderer) {
    this.settings = settings;
    this.renderer = renderer;
  }

  /// `scope` holds the variables of the host that is reached (the delegate's when delegated),
  /// `keywords` the task's rendered ones.
  ConnectionPlan resolve(String host, boolean implicitLocal, Scope scope, TaskKeywords keywords) {
    String type =
        text(scope, "ansible_connection")
            .or(() -> keywords.text(Keyword.CONNECTION))
            .orElse(implicitLocal ? "local" : settings.connecting().type());
    String shortType = shortName(type);
    if (shortType.equals("smart")
        || shortType.equals("paramiko")
        || shortType.equals("paramiko_ssh")) {
      shortType = "ssh";
    }
    Endpoint endpoint = endpoint(host, scope, keywords);
    Optional<String> connected =
        shortType.equals("local")
            ? Optional.ofNullable(System.getProperty("user.name"))
            : endpoint.user();
    Optional<Become> become =
        become(scope, keywords)
            .filter(
                b -> settings.becoming().sameUser() || !connected.equals(Optional.of(b.user())));
    return new ConnectionPlan(shortType, endpoint, become, scope);
  }

  private Endpoint endpoint(String host, Scope scope, TaskKeywords keywords) {
    RunSettings.Connecting defaults = settings.connecting();
    Optional<String> user =
        text(scope, "ansible_user", "ansible_ssh_user")
            .or(() -> keywords.text(Keyword.REMOTE_USER))
            .or(defaults::remoteUser);
    Optional<Integer> port =
        text(scope, "ansible_port", "ansible_ssh_port")
            .or(() -> keywords.text(Keyword.PORT))
            .map(p -> number(p, "port", scope))
            .or(defaults::port);
    Optional<Path> key =
        text(scope, "ansible_private_key_file", "ansible_ssh_private_key_file")
            .map(this::path)
            .or(defaults::privateKey);
    Optional<Secret> password =
        text(scope, "ansible_password", "ansible_ssh_pass", "ansible_ssh_password")
            .map(Secret::of)
            .or(defaults::password);
    var options = new LinkedHashMap<String, String>();
    for (String name :
        List.of(
            "chroot_exe",
            "executable",
            "shell_executable",
            "ssh_host_key_checking",
            "host_key_checking")) {
      text(scope, "ansible_" + name).ifPresent(v -> options.put(name, v));
    }
    boolean checking =
        text(scope, "ansible_host_key_checking", "ansible_ssh_host_key_checking")
            .map(v -> Truth.of(Str.of(v)).orElse(true))
            .orElse(defaults.hostKeyChecking());
    Duration timeout =
        text(scope, "ansible_timeout", "ansible_ssh_timeout")
            .map(t -> Duration.ofSeconds(number(t, "timeout", scope)))
            .orElse(defaults.timeout());
    return new Endpoint(
        host,
        text(scope, "ansible_host", "ansible_ssh_host").orElse(host),
        port.map(OptionalInt::of).orElse(OptionalInt.empty()),
        user,
        password,
        key,
        sshArguments(scope),
        checking,
        timeout,
        options);
  }

  private List<String> sshArguments(Scope scope) {
    var all = new ArrayList<String>();
    all.addAll(
        text(scope, "ansible_ssh_args")
            .map(this::words)
            .orElse(settings.connecting().sshArguments()));
    text(scope, "ansible_ssh_common_args").map(this::words).ifPresent(all::addAll);
    text(scope, "ansible_ssh_extra_args").map(this::words).ifPresent(all::addAll);
    return all;
  }

  private List<String> words(String text) {
    return words.computeIfAbsent(text, WordSplitter::lenient);
  }

  private Optional<Become> become(Scope scope, TaskKeywords keywords) {
    RunSettings.Becoming defaults = settings.becoming();
    boolean wanted =
        value(scope, "ansible_become")
            .flatMap(Truth::of)
            .or(() -> keywords.flag(Keyword.BECOME))
            .orElse(defaults.enabled());
    if (!wanted) {
      return Optional.empty();
    }
    String method =
        shortName(
            text(scope, "ansible_become_method")
                .or(() -> keywords.text(Keyword.BECOME_METHOD))
                .orElse(defaults.method()));
    String user =
        text(scope, "ansible_become_user", "ansible_" + method + "_user")
            .or(() -> keywords.text(Keyword.BECOME_USER))
            .orElse(defaults.user());
    String exe =
        text(scope, "ansible_become_exe", "ansible_" + method + "_exe")
            .or(() -> keywords.text(Keyword.BECOME_EXE))
            .orElse(defaults.exe());
    String flags =
        text(scope, "ansible_become_flags", "ansible_" + method + "_flags")
            .or(() -> keywords.text(Keyword.BECOME_FLAGS))
            .orElse(defaults.flags());
    Optional<Secret> password =
        text(
                scope,
                "ansible_become_password",
                "ansible_become_pass",
                "ansible_" + method + "_pass",
                "ansible_" + method + "_password")
            .map(Secret::of)
            .or(defaults::password);
    return Optional.of(new Become(method, user, exe, WordSplitter.lenient(flags), password));
  }

  private Optional<Value> value(Scope scope, String... names) {
    for (String name : names) {
      Value raw = scope.lookup(name);
      if (!(raw instanceof Undefined)) {
        Value rendered = renderer.render(raw, scope);
        if (!(rendered instanceof Null || rendered instanceof Omit)) {
          return Optional.of(rendered);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> text(Scope scope, String... names) {
    return value(scope, names).map(PythonText::str).filter(t -> !t.isEmpty());
  }

  private int number(String text, String what, Scope scope) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      SourceRange place = scope.lookup("ansible_" + what).tag().origin();
      throw new JplayException(
          Diagnostic.error("JP1701", "connection variable is no number", place)
              .withDetail("ansible_" + what + " is '" + text + "', which is no number"));
    }
  }

  private Path path(String text) {
    String home = settings.context().environment().getOrDefault("HOME", "");
    String expanded = text.startsWith("~/") ? home + text.substring(1) : text;
    return settings.context().directory().resolve(expanded);
  }

  private static String shortName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
