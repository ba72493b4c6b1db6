package io.jplay.core.vars;

/// Where a variable may come from, weakest first (like ansible-core 2.18, "Understanding variable
/// precedence"; connection options of the command line, which are no variables, are left out). The
/// order of the constants is the precedence.
public enum Level {
  ROLE_DEFAULTS("role defaults"),
  INVENTORY_GROUP_ALL("inventory file, group all"),
  INVENTORY_GROUP("inventory file, group"),
  INVENTORY_GROUP_VARS_ALL("inventory group_vars/all"),
  PLAYBOOK_GROUP_VARS_ALL("playbook group_vars/all"),
  INVENTORY_GROUP_VARS("inventory group_vars/*"),
  PLAYBOOK_GROUP_VARS("playbook group_vars/*"),
  INVENTORY_HOST("inventory file, host"),
  INVENTORY_HOST_VARS("inventory host_vars/*"),
  PLAYBOOK_HOST_VARS("playbook host_vars/*"),
  FACTS("host facts"),
  PLAY_VARS("play vars"),
  PLAY_VARS_PROMPT("play vars_prompt"),
  PLAY_VARS_FILES("play vars_files"),
  ROLE_VARS("role vars"),
  BLOCK_VARS("block vars"),
  TASK_VARS("task vars"),
  INCLUDE_VARS("include_vars and registered variables"),
  SET_FACTS("set_fact"),
  ROLE_PARAMS("role parameters"),
  INCLUDE_PARAMS("include parameters"),
  EXTRA_VARS("extra vars"),
  MAGIC("special variables"),
  LOOP("loop variables");

  private final String title;

  Level(String title) {
    this.title = title;
  }

  /// As users know it.
  public String title() {
    return title;
  }
}
