package io.jplay.cli.config;

import java.util.List;

/// What `CONFIG_FILE` names: the file that the settings were read from. Nobody sets it.
record LoadedFile() implements SettingKey {
  @Override
  public List<String> iniKeys() {
    return List.of();
  }

  @Override
  public List<String> environmentNames() {
    return List.of();
  }

  @Override
  public Setting.Type type() {
    return Setting.Type.PATH;
  }

  @Override
  public String fallback() {
    return "";
  }
}
