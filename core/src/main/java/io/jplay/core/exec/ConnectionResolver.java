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
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// Finds how a task reaches its host: connection variables win over keywords, keywords over
/// settings (like ansible-core 2.18 playbook/play_context.py and the `vars:` of its connection and
/// become plug-ins, of whose names the later counts more). Who is connected as the user to become
/// need not become it.
final class ConnectionResolver {
  private static final Map<String, String> SUDO_FLAGS =
      Map.of("sudo", "-H -S -n", "dzdo", "-H -S -n");

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
        ConnectionType.of(
            text(scope, "ansible_connection"),
            keywords.text(Keyword.CONNECTION),
            implicitLocal,
            settings);
    Endpoint endpoint = endpoint(host, scope, keywords);
    Optional<String> connected =
        type.equals("local")
            ? Optional.ofNullable(System.getProperty("user.name"))
            : endpoint.user();
    Optional<Become> become =
        become(scope, keywords)
            .filter(
                b -> settings.becoming().sameUser() || !connected.equals(Optional.of(b.user())));
    return new ConnectionPlan(
        type,
        endpoint,
        become,
        endpoint.options().getOrDefault("executable", "/bin/sh"),
        text(scope, "ansible_async_dir"),
        scope);
  }

  private Endpoint endpoint(String host, Scope scope, TaskKeywords keywords) {
    RunSettings.Connecting defaults = settings.connecting();
    Optional<String> user =
        text(scope, "ansible_ssh_user", "ansible_user")
            .or(() -> keywords.text(Keyword.REMOTE_USER))
            .or(defaults::remoteUser);
    Optional<Integer> port =
        text(scope, "ansible_ssh_port", "ansible_port")
            .or(() -> keywords.text(Keyword.PORT))
            .map(p -> number(p, "port", scope))
            .or(defaults::port);
    Optional<Path> key =
        text(scope, "ansible_ssh_private_key_file", "ansible_private_key_file")
            .map(this::path)
            .or(defaults::privateKey);
    Optional<Secret> password =
        text(scope, "ansible_ssh_password", "ansible_ssh_pass", "ansible_password")
            .map(Secret::of)
            .or(defaults::password);
    boolean checking =
        text(scope, "ansible_ssh_host_key_checking", "ansible_host_key_checking")
            .map(v -> Truth.of(Str.of(v)).orElse(true))
            .orElse(defaults.hostKeyChecking());
    Duration timeout =
        text(scope, "ansible_ssh_timeout", "ansible_timeout")
            .map(t -> Duration.ofSeconds(number(t, "timeout", scope)))
            .orElse(defaults.timeout());
    return new Endpoint(
        host,
        text(scope, "ansible_ssh_host", "ansible_host").orElse(host),
        port.map(OptionalInt::of).orElse(OptionalInt.empty()),
        user,
        password,
        key,
        sshArguments(scope),
        checking,
        timeout,
        options(scope));
  }

  /// What connection types are told beyond: only what somebody has said.
  private Map<String, String> options(Scope scope) {
    RunSettings.Connecting defaults = settings.connecting();
    var options = new LinkedHashMap<String, String>();
    for (String name : List.of("chroot_exe", "chroot_disable_root_check")) {
      text(scope, "ansible_" + name).ifPresent(v -> options.put(name, v));
    }
    text(scope, "ansible_shell_executable", "ansible_executable")
        .or(defaults::shell)
        .ifPresent(v -> options.put("executable", v));
    text(scope, "ansible_remote_tmp")
        .or(defaults::remoteTmp)
        .ifPresent(v -> options.put("remote_tmp", v));
    int retries =
        text(scope, "ansible_ssh_retries")
            .map(n -> number(n, "ssh_retries", scope))
            .orElse(defaults.retries());
    if (retries > 0) {
      options.put("reconnection_retries", Integer.toString(retries));
    }
    if (settings.becoming().sameUser()) {
      options.put("become_allow_same_user", "true");
    }
    return options;
  }

  private List<String> sshArguments(Scope scope) {
    RunSettings.SshArguments defaults = settings.connecting().sshArguments();
    var all = new ArrayList<>(sshArguments(scope, "ansible_ssh_args", defaults.own()));
    all.addAll(sshArguments(scope, "ansible_ssh_common_args", defaults.common()));
    all.addAll(sshArguments(scope, "ansible_ssh_extra_args", defaults.extra()));
    return all;
  }

  /// An empty text is an answer as well: no arguments.
  private List<String> sshArguments(Scope scope, String variable, List<String> otherwise) {
    return value(scope, variable).map(PythonText::str).map(this::words).orElse(otherwise);
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
    PluginOptions plugins = settings.plugins();
    String user =
        text(scope, "ansible_" + method + "_user", "ansible_become_user")
            .or(() -> keywords.text(Keyword.BECOME_USER))
            .or(defaults::user)
            .or(() -> plugins.given("become", method, "become_user"))
            .orElse("root");
    String exe =
        text(scope, "ansible_" + method + "_exe", "ansible_become_exe")
            .or(() -> keywords.text(Keyword.BECOME_EXE))
            .or(() -> plugins.given("become", method, "become_exe"))
            .orElse("");
    // here an empty text is an answer as well
    String flags =
        value(scope, "ansible_" + method + "_flags", "ansible_become_flags")
            .map(PythonText::str)
            .or(() -> keywords.text(Keyword.BECOME_FLAGS))
            .or(() -> plugins.given("become", method, "become_flags"))
            .orElse(SUDO_FLAGS.getOrDefault(method, ""));
    Optional<Secret> password =
        text(
                scope,
                "ansible_" + method + "_password",
                "ansible_" + method + "_pass",
                "ansible_become_pass",
                "ansible_become_password")
            .map(Secret::of)
            .or(defaults::password)
            .or(() -> plugins.given("become", method, "become_pass").map(Secret::of));
    List<String> prompts =
        method.equals("su")
            ? value(scope, "ansible_su_prompt_l10n")
                .or(() -> plugins.given("become", method, "prompt_l10n").map(Str::of))
                .map(ConnectionResolver::texts)
                .orElse(List.of())
            : List.of();
    return Optional.of(
        new Become(method, user, exe, WordSplitter.lenient(flags), password, prompts));
  }

  /// The items of a list, or of a text with commas.
  private static List<String> texts(Value list) {
    return list instanceof Seq s
        ? s.stream().map(PythonText::str).toList()
        : Arrays.stream(PythonText.str(list).split(","))
            .map(String::strip)
            .filter(t -> !t.isEmpty())
            .toList();
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
