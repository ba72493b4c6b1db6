package io.jplay.cli.config;

import java.util.List;

/// Where a setting is looked for, how its text is read, and what it is when nobody says.
public interface SettingKey {
  /// `section.key` of ansible.cfg; of several the last that is there counts.
  List<String> iniKeys();

  /// Before the file; of several the last that is set counts.
  List<String> environmentNames();

  /// Variables of plays and hosts that give it, before all others.
  default List<String> variableNames() {
    return List.of();
  }

  Setting.Type type();

  /// Empty for none.
  String fallback();
}
