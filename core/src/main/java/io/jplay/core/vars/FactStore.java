package io.jplay.core.vars;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The facts of one host in the two forms in which playbooks read them. Immutable.
///
/// @param raw as modules returned them (`ansible_distribution`, `services`)
public record FactStore(Dict raw) {
  public static final FactStore EMPTY = new FactStore(Dict.EMPTY);

  /// Names that a host must not set by its facts: they decide how it is reached and what the
  /// controller runs (CVE-2016-9587 and after).
  private static final Set<String> FORBIDDEN =
      Set.of(
          "ansible_host",
          "ansible_port",
          "ansible_user",
          "ansible_connection",
          "ansible_password",
          "ansible_shell_type",
          "ansible_shell_executable",
          "ansible_private_key_file",
          "inventory_hostname",
          "inventory_hostname_short",
          "hostvars",
          "groups",
          "group_names",
          "vars",
          "omit",
          "playbook_dir",
          "role_path");

  static boolean isForbidden(String name) {
    if (FORBIDDEN.contains(name)) {
      return true;
    }
    return (name.startsWith("ansible_ssh_") && !name.startsWith("ansible_ssh_host_key_"))
        || name.startsWith("ansible_become")
        || name.startsWith("ansible_sudo")
        || name.startsWith("ansible_su_")
        || (name.startsWith("ansible_") && name.endsWith("_interpreter"));
  }

  /// Whether facts were gathered, not only set by tasks.
  public boolean isGathered() {
    return raw.has("module_setup");
  }

  public FactStore plus(Dict facts) {
    if (facts.isEmpty()) {
      return this;
    }
    var kept = new LinkedHashMap<Value, Value>(raw.entries());
    for (Map.Entry<Value, Value> fact : facts.entries().entrySet()) {
      if (fact.getKey() instanceof Str name && !isForbidden(name.text())) {
        kept.put(name, fact.getValue());
      }
    }
    return new FactStore(new Dict(kept, raw.tag()));
  }

  /// The names of `facts` that [#plus] leaves out.
  public static List<String> forbidden(Dict facts) {
    return facts.keys().stream()
        .filter(k -> k instanceof Str s && isForbidden(s.text()))
        .map(Value::toString)
        .toList();
  }

  /// The value of `ansible_facts`: names without their `ansible_` (but `ansible_local` keeps it).
  public Dict namespaced() {
    var facts = new LinkedHashMap<Value, Value>();
    raw.entries()
        .forEach((key, value) -> {
          String name = ((Str) key).text();
          boolean strip = name.startsWith("ansible_") && !name.equals("ansible_local");
          facts.put(strip ? Str.of(name.substring("ansible_".length())) : key, value);
        });
    return new Dict(facts, raw.tag());
  }

  /// The top-level variables made of facts; none but `ansible_facts` and `ansible_local` when
  /// `inject` is off.
  public Dict variables(boolean inject) {
    Dict base = inject ? raw : Dict.EMPTY;
    if (!inject && raw.has("ansible_local")) {
      base = Dict.EMPTY.with("ansible_local", raw.get("ansible_local").orElseThrow());
    }
    return base.with("ansible_facts", namespaced());
  }
}
