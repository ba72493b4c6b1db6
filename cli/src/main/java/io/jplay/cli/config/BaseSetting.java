package io.jplay.cli.config;

import java.util.List;

/// A setting of ours as ansible's own of that name: without the keys and variables that are those
/// of the connection ssh alone, which it lists among its options.
record BaseSetting(Setting setting) implements SettingKey {
  @Override
  public List<String> iniKeys() {
    return setting.iniKeys().stream().filter(key -> !key.startsWith("ssh_connection.")).toList();
  }

  @Override
  public List<String> environmentNames() {
    return setting.environmentNames().stream()
        .filter(name -> !name.startsWith("ANSIBLE_SSH_"))
        .toList();
  }

  @Override
  public Setting.Type type() {
    return setting.type();
  }

  @Override
  public String fallback() {
    return setting.fallback();
  }
}
