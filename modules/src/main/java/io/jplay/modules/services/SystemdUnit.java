package io.jplay.modules.services;

import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.Sections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What systemctl says of a unit; `show` is empty where systemd does not answer. `script`: it has
/// one in /etc/init.d, which `starts` at boot.
record SystemdUnit(
    Map<String, String> show, Files files, boolean script, boolean starts, Answer answer) {

  /// What its files say: as which it is enabled, and whether systemctl lists any.
  record Files(String enabledText, boolean enabled, boolean listed) {}

  /// How systemctl itself fares. `missing` is the PATH that has none; where systemd does not
  /// answer, `program` is systemctl's own path, and `bus` what it says.
  record Answer(
      String program, String missing, boolean chroot, String trouble, String bus, int rc) {}

  /// States of files that are there, as `systemctl is-enabled` names them.
  private static final Set<String> KNOWN =
      Set.of(
          "enabled",
          "enabled-runtime",
          "linked",
          "linked-runtime",
          "masked",
          "masked-runtime",
          "static",
          "indirect",
          "disabled",
          "generated",
          "transient");

  static Read<SystemdUnit> read(String name, ServiceWish.Scope scope) {
    var script =
        new ScriptBuilder()
            .line(SystemdUnits.RUNTIME_DIR)
            .line("jp_ctl() { " + SystemdUnits.ctl(scope) + " \"$@\"; }")
            .line("printf '\\036show\\n'")
            .line("{ jp_why=$(jp_ctl show -- {} 2>&1 >&3); jp_rc=$?; } 3>&1", name)
            .line("printf '\\036trouble\\n%s\\n' \"$jp_why\"")
            .line("printf '\\036enabled\\n'")
            .line("jp_ctl is-enabled -l -- {} 2>/dev/null", name)
            .line("printf '\\036enabled_rc\\n%s\\n' $?")
            .line("if [ $jp_rc != 0 ]; then")
            .line("jp_ctl list-unit-files -- {} >/dev/null 2>&1 && printf '\\036listed\\n'", name)
            .line("printf '\\036bus\\n'; jp_ctl 2>&1 >/dev/null; printf '\\036bus_rc\\n%s\\n' $?")
            .line("printf '\\036program\\n'; command -v systemctl; fi")
            .line("command -v systemctl >/dev/null || printf '\\036missing\\n%s\\n' \"$PATH\"")
            .line(SystemdUnits.IS_CHROOT)
            .line("[ -x /etc/init.d/{} ] && printf '\\036script\\n'", name)
            .line("for jp_l in /etc/rc?.d/S??{}; do", name)
            .line("[ -e \"$jp_l\" ] && printf '\\036starts\\n'; done; :");
    return new Read<>(
        "systemd " + scope + " " + name,
        script.program(),
        out -> parse(Sections.parse(out.stdout())));
  }

  static SystemdUnit parse(Sections s) {
    String text = s.line("enabled", 0);
    // more lines name the links that are there: then it is enabled by another name
    String all = s.text("enabled").strip();
    boolean enabled =
        s.line("enabled_rc", 0).equals("0")
            && !text.equals("enabled-runtime")
            && !all.equals("indirect")
            && !all.equals("alias");
    return new SystemdUnit(
        properties(s.lines("show")),
        new Files(text, enabled, s.has("listed")),
        s.has("script"),
        s.has("starts"),
        new Answer(
            s.line("program", 0),
            s.line("missing", 0),
            s.has("chroot"),
            s.text("trouble").strip(),
            s.text("bus"),
            s.line("bus_rc", 0).equals("0") ? 0 : 1));
  }

  /// A command (ExecStart and its like) may go over several lines, to the closing brace.
  static Map<String, String> properties(List<String> lines) {
    var all = new LinkedHashMap<String, String>();
    String open = "";
    for (String line : lines) {
      int at = line.indexOf('=');
      if (!open.isEmpty()) {
        all.merge(open, line, (a, b) -> a + "\n" + b);
        open = line.stripTrailing().endsWith("}") ? "" : open;
      } else if (at > 0) {
        String key = line.substring(0, at);
        String value = line.substring(at + 1);
        all.put(key, value);
        boolean whole = !value.startsWith("{") || value.stripTrailing().endsWith("}");
        open = whole || !key.startsWith("Exec") ? "" : key;
      }
    }
    return all;
  }

  boolean isOffline() {
    return show.isEmpty();
  }

  /// Whether systemd knows it, be it from a script in /etc/init.d.
  boolean isUnit() {
    return isOffline()
        ? KNOWN.contains(files.enabledText()) || files.listed()
        : !load().equals("not-found");
  }

  boolean exists() {
    return isUnit() || script;
  }

  /// Why it could not be read although it is there; empty when it could.
  String loadError() {
    boolean read = !isUnit() || load().equals("masked");
    return read ? "" : show.getOrDefault("LoadError", "");
  }

  private String load() {
    return show.getOrDefault("LoadState", "not-found");
  }

  boolean isMasked() {
    return files.enabledText().equals("masked");
  }

  boolean isEnabled(ServiceWish.Scope scope) {
    boolean byScript =
        scope == ServiceWish.Scope.SYSTEM
            && script
            && starts
            && !files.enabledText().endsWith("disabled");
    return files.enabled() || byScript;
  }

  boolean isRunning() {
    return switch (show.getOrDefault("ActiveState", "")) {
      case "active", "activating", "reloading" -> true;
      default -> false;
    };
  }

  boolean isDeactivating() {
    return show.getOrDefault("ActiveState", "").equals("deactivating");
  }

  Dict status() {
    return status(show);
  }

  static Dict status(Map<String, String> properties) {
    var dict = Dict.builder();
    properties.forEach(dict::put);
    return (Dict) Facts.remote(dict.build());
  }
}
