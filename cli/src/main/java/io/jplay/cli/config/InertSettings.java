package io.jplay.cli.config;

import java.util.List;

/// Settings that change nothing here although an operator might count on them: who gives one is
/// told.
public final class InertSettings {
  private record Inert(String name, SettingKey key, String reason) {}

  private static final List<Inert> ALL =
      List.of(
          new Inert(
              "PLAYBOOK_VARS_ROOT",
              Setting.PLAYBOOK_VARS_ROOT,
              "group_vars and host_vars are read beside the playbook, not in roles"),
          foreign(
              "DEFAULT_NULL_REPRESENTATION",
              "ANSIBLE_NULL_REPRESENTATION",
              "defaults.null_representation",
              "None is rendered as Jinja2 renders it"),
          foreign(
              "RUN_VARS_PLUGINS",
              "ANSIBLE_RUN_VARS_PLUGINS",
              "defaults.run_vars_plugins",
              "variables beside the inventory are read when they are needed"),
          foreign(
              "VARIABLE_PRECEDENCE",
              "ANSIBLE_PRECEDENCE",
              "defaults.precedence",
              "the order of groups and their files is ansible's default"));

  private InertSettings() {}

  private static Inert foreign(String name, String environment, String ini, String reason) {
    var key = new ForeignSetting(name, "str", "", List.of(environment), List.of(ini), reason);
    return new Inert(name, key, reason);
  }

  /// What to tell about those that are given and are not what they would be anyway.
  public static List<String> warnings(Settings settings) {
    return ALL.stream()
        .filter(inert -> isGiven(settings.resolved(inert.key()), inert.key()))
        .map(inert -> inert.name() + " has no effect in jplay: " + inert.reason())
        .toList();
  }

  private static boolean isGiven(Settings.Resolved resolved, SettingKey key) {
    return !resolved.origin().equals("default") && !resolved.text().equals(key.fallback());
  }
}
