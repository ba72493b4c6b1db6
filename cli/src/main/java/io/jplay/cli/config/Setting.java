package io.jplay.cli.config;

import static io.jplay.cli.config.Setting.Type.BOOL;
import static io.jplay.cli.config.Setting.Type.INT;
import static io.jplay.cli.config.Setting.Type.LIST;
import static io.jplay.cli.config.Setting.Type.PATH;
import static io.jplay.cli.config.Setting.Type.PATH_LIST;
import static io.jplay.cli.config.Setting.Type.PATH_SPEC;
import static io.jplay.cli.config.Setting.Type.TEXT;

import java.util.List;

/// Every key of ansible.cfg and variable of the environment that jplay reads: `section.key` and
/// environment names (of several the last that is set wins, the environment before the file), type
/// and default. An empty default means not set. The one table; adding a line here is all there is
/// to a new setting.
public enum Setting implements SettingKey {
  HOME("defaults.home", "ANSIBLE_HOME", PATH, "~/.ansible"),
  INVENTORY(
      "defaults.hostfile defaults.inventory", "ANSIBLE_INVENTORY", PATH_LIST, "/etc/ansible/hosts"),
  FORKS("defaults.forks", "ANSIBLE_FORKS", INT, "50"),
  TIMEOUT(
      "defaults.timeout ssh_connection.timeout", "ANSIBLE_TIMEOUT ANSIBLE_SSH_TIMEOUT", INT, "10"),
  TASK_TIMEOUT("defaults.task_timeout", "ANSIBLE_TASK_TIMEOUT", INT, "0"),
  POLL_INTERVAL("defaults.poll_interval", "ANSIBLE_POLL_INTERVAL", INT, "15"),
  VERBOSITY("defaults.verbosity", "ANSIBLE_VERBOSITY", INT, "0"),
  STRATEGY("defaults.strategy", "ANSIBLE_STRATEGY", TEXT, "linear"),
  ANY_ERRORS_FATAL("defaults.any_errors_fatal", "ANSIBLE_ANY_ERRORS_FATAL", BOOL, "false"),
  FORCE_HANDLERS("defaults.force_handlers", "ANSIBLE_FORCE_HANDLERS", BOOL, "false"),
  ERROR_ON_MISSING_HANDLER(
      "defaults.error_on_missing_handler", "ANSIBLE_ERROR_ON_MISSING_HANDLER", BOOL, "true"),
  ERROR_ON_UNDEFINED(
      "defaults.error_on_undefined_vars", "ANSIBLE_ERROR_ON_UNDEFINED_VARS", BOOL, "true"),
  HASH_BEHAVIOUR("defaults.hash_behaviour", "ANSIBLE_HASH_BEHAVIOUR", TEXT, "replace"),
  PRIVATE_ROLE_VARS("defaults.private_role_vars", "ANSIBLE_PRIVATE_ROLE_VARS", BOOL, "false"),
  INVALID_ATTRIBUTE_FAILS(
      "defaults.invalid_task_attribute_failed",
      "ANSIBLE_INVALID_TASK_ATTRIBUTE_FAILED",
      BOOL,
      "true"),
  DUPLICATE_KEY("defaults.duplicate_dict_key", "ANSIBLE_DUPLICATE_YAML_DICT_KEY", TEXT, "warn"),
  TASK_DEBUGGER("defaults.enable_task_debugger", "ANSIBLE_ENABLE_TASK_DEBUGGER", BOOL, "false"),
  TASK_DEBUGGER_SPARES_IGNORED(
      "defaults.task_debugger_ignore_errors", "ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS", BOOL, "true"),
  NO_LOG("defaults.no_log", "ANSIBLE_NO_LOG", BOOL, "false"),
  MODULE_NAME("defaults.module_name", "", TEXT, "command"),
  MODULE_ARGS("defaults.module_args", "ANSIBLE_MODULE_ARGS", TEXT, ""),
  MODULE_PATH("defaults.library", "ANSIBLE_LIBRARY", PATH_SPEC, ""),
  FILTER_PLUGIN_PATH("defaults.filter_plugins", "ANSIBLE_FILTER_PLUGINS", PATH_SPEC, ""),
  TEST_PLUGIN_PATH("defaults.test_plugins", "ANSIBLE_TEST_PLUGINS", PATH_SPEC, ""),
  LOOKUP_PLUGIN_PATH("defaults.lookup_plugins", "ANSIBLE_LOOKUP_PLUGINS", PATH_SPEC, ""),
  ROLES_PATH(
      "defaults.roles_path",
      "ANSIBLE_ROLES_PATH",
      PATH_SPEC,
      "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles"),
  COLLECTIONS_PATH(
      "defaults.collections_paths defaults.collections_path",
      "ANSIBLE_COLLECTIONS_PATHS ANSIBLE_COLLECTIONS_PATH",
      PATH_SPEC,
      "~/.ansible/collections:/usr/share/ansible/collections"),
  PLAYBOOK_DIR("defaults.playbook_dir", "ANSIBLE_PLAYBOOK_DIR", PATH, ""),
  PLAYBOOK_VARS_ROOT("defaults.playbook_vars_root", "ANSIBLE_PLAYBOOK_VARS_ROOT", TEXT, "top"),
  VARS_PLUGINS("defaults.vars_plugins_enabled", "ANSIBLE_VARS_ENABLED", LIST, "host_group_vars"),
  VARIABLE_PRECEDENCE(
      "defaults.precedence",
      "ANSIBLE_PRECEDENCE",
      LIST,
      "all_inventory,groups_inventory,all_plugins_inventory,all_plugins_play,"
          + "groups_plugins_inventory,groups_plugins_play"),
  RUN_VARS_PLUGINS("defaults.run_vars_plugins", "ANSIBLE_RUN_VARS_PLUGINS", TEXT, "demand"),
  PLUGIN_FILTERS("defaults.plugin_filters_cfg", "", PATH, ""),
  NULL_REPRESENTATION("defaults.null_representation", "ANSIBLE_NULL_REPRESENTATION", TEXT, ""),
  MANAGED("defaults.ansible_managed", "", TEXT, "Ansible managed"),
  EDITOR("defaults.editor", "ANSIBLE_EDITOR EDITOR", TEXT, "vi"),
  PAGER("defaults.pager", "ANSIBLE_PAGER PAGER", TEXT, "less"),
  LOG_PATH("defaults.log_path", "ANSIBLE_LOG_PATH", PATH, ""),
  LOG_VERBOSITY("defaults.log_verbosity", "ANSIBLE_LOG_VERBOSITY", INT, ""),
  RETRY_FILES("defaults.retry_files_enabled", "ANSIBLE_RETRY_FILES_ENABLED", BOOL, "false"),
  RETRY_FILES_DIR("defaults.retry_files_save_path", "ANSIBLE_RETRY_FILES_SAVE_PATH", PATH, ""),
  LOCAL_TMP("defaults.local_tmp", "ANSIBLE_LOCAL_TEMP", PATH, "~/.ansible/tmp"),
  REMOTE_TMP(
      "defaults.remote_tmp", "ANSIBLE_REMOTE_TEMP ANSIBLE_REMOTE_TMP", TEXT, "~/.ansible/tmp"),
  EXECUTABLE("defaults.executable", "ANSIBLE_EXECUTABLE", TEXT, "/bin/sh"),
  JINJA2_NATIVE("defaults.jinja2_native", "ANSIBLE_JINJA2_NATIVE", BOOL, "false"),
  MAX_DIFF_SIZE("defaults.max_diff_size", "ANSIBLE_MAX_DIFF_SIZE", INT, "104448"),
  YAML_EXTENSIONS(
      "defaults.yaml_valid_extensions", "ANSIBLE_YAML_FILENAME_EXT", LIST, ".yml, .yaml, .json"),

  GATHERING("defaults.gathering", "ANSIBLE_GATHERING", TEXT, "implicit"),
  FACTS_MODULES("defaults.facts_modules", "ANSIBLE_FACTS_MODULES", LIST, "smart"),
  GATHER_SUBSET("defaults.gather_subset", "ANSIBLE_GATHER_SUBSET", LIST, ""),
  GATHER_TIMEOUT("defaults.gather_timeout", "ANSIBLE_GATHER_TIMEOUT", INT, "10"),
  FACT_PATH("defaults.fact_path", "ANSIBLE_FACT_PATH", TEXT, ""),
  INJECT_FACTS("defaults.inject_facts_as_vars", "ANSIBLE_INJECT_FACT_VARS", BOOL, "true"),
  FACT_CACHING("defaults.fact_caching", "ANSIBLE_CACHE_PLUGIN", TEXT, "memory"),
  FACT_CACHING_CONNECTION(
      "defaults.fact_caching_connection", "ANSIBLE_CACHE_PLUGIN_CONNECTION", PATH, ""),
  FACT_CACHING_PREFIX("defaults.fact_caching_prefix", "ANSIBLE_CACHE_PLUGIN_PREFIX", TEXT, ""),
  FACT_CACHING_TIMEOUT(
      "defaults.fact_caching_timeout", "ANSIBLE_CACHE_PLUGIN_TIMEOUT", INT, "86400"),

  TRANSPORT("defaults.transport", "ANSIBLE_TRANSPORT", TEXT, "smart"),
  REMOTE_USER("defaults.remote_user", "ANSIBLE_REMOTE_USER", TEXT, ""),
  REMOTE_PORT("defaults.remote_port", "ANSIBLE_REMOTE_PORT", INT, ""),
  PRIVATE_KEY_FILE("defaults.private_key_file", "ANSIBLE_PRIVATE_KEY_FILE", PATH, ""),
  HOST_KEY_CHECKING(
      "defaults.host_key_checking ssh_connection.host_key_checking",
      "ANSIBLE_HOST_KEY_CHECKING ANSIBLE_SSH_HOST_KEY_CHECKING",
      BOOL,
      "true"),
  PIPELINING(
      "defaults.pipelining connection.pipelining ssh_connection.pipelining",
      "ANSIBLE_PIPELINING ANSIBLE_SSH_PIPELINING",
      BOOL,
      "false"),
  SSH_ARGS("ssh_connection.ssh_args", "ANSIBLE_SSH_ARGS", TEXT, ""),
  SSH_COMMON_ARGS("ssh_connection.ssh_common_args", "ANSIBLE_SSH_COMMON_ARGS", TEXT, ""),
  SSH_EXTRA_ARGS("ssh_connection.ssh_extra_args", "ANSIBLE_SSH_EXTRA_ARGS", TEXT, ""),
  SCP_EXTRA_ARGS("ssh_connection.scp_extra_args", "ANSIBLE_SCP_EXTRA_ARGS", TEXT, ""),
  SFTP_EXTRA_ARGS("ssh_connection.sftp_extra_args", "ANSIBLE_SFTP_EXTRA_ARGS", TEXT, ""),
  SSH_TRANSFER_METHOD(
      "ssh_connection.transfer_method", "ANSIBLE_SSH_TRANSFER_METHOD", TEXT, "smart"),
  SSH_RETRIES("connection.retries ssh_connection.retries", "ANSIBLE_SSH_RETRIES", INT, "0"),
  ASK_PASS("defaults.ask_pass", "ANSIBLE_ASK_PASS", BOOL, "false"),
  CONNECTION_PASSWORD_FILE(
      "defaults.connection_password_file", "ANSIBLE_CONNECTION_PASSWORD_FILE", PATH, ""),

  BECOME("privilege_escalation.become", "ANSIBLE_BECOME", BOOL, "false"),
  BECOME_ALLOW_SAME_USER(
      "privilege_escalation.become_allow_same_user",
      "ANSIBLE_BECOME_ALLOW_SAME_USER",
      BOOL,
      "false"),
  AGNOSTIC_BECOME_PROMPT(
      "privilege_escalation.agnostic_become_prompt",
      "ANSIBLE_AGNOSTIC_BECOME_PROMPT",
      BOOL,
      "true"),
  BECOME_METHOD("privilege_escalation.become_method", "ANSIBLE_BECOME_METHOD", TEXT, "sudo"),
  BECOME_USER("privilege_escalation.become_user", "ANSIBLE_BECOME_USER", TEXT, "root"),
  BECOME_EXE("privilege_escalation.become_exe", "ANSIBLE_BECOME_EXE", TEXT, ""),
  BECOME_FLAGS("privilege_escalation.become_flags", "ANSIBLE_BECOME_FLAGS", TEXT, ""),
  BECOME_ASK_PASS("privilege_escalation.become_ask_pass", "ANSIBLE_BECOME_ASK_PASS", BOOL, "false"),
  BECOME_PASSWORD_FILE("defaults.become_password_file", "ANSIBLE_BECOME_PASSWORD_FILE", PATH, ""),

  ASK_VAULT_PASS("defaults.ask_vault_pass", "ANSIBLE_ASK_VAULT_PASS", BOOL, "false"),
  VAULT_IDENTITY("defaults.vault_identity", "ANSIBLE_VAULT_IDENTITY", TEXT, "default"),
  VAULT_IDENTITY_LIST("defaults.vault_identity_list", "ANSIBLE_VAULT_IDENTITY_LIST", LIST, ""),
  VAULT_ID_MATCH("defaults.vault_id_match", "ANSIBLE_VAULT_ID_MATCH", BOOL, "false"),
  VAULT_ENCRYPT_IDENTITY(
      "defaults.vault_encrypt_identity", "ANSIBLE_VAULT_ENCRYPT_IDENTITY", TEXT, ""),
  VAULT_ENCRYPT_SALT("defaults.vault_encrypt_salt", "ANSIBLE_VAULT_ENCRYPT_SALT", TEXT, ""),
  VAULT_PASSWORD_FILE("defaults.vault_password_file", "ANSIBLE_VAULT_PASSWORD_FILE", PATH, ""),

  INVENTORY_ENABLED(
      "inventory.enable_plugins",
      "ANSIBLE_INVENTORY_ENABLED",
      LIST,
      "host_list, script, auto, yaml, ini, toml"),
  INVENTORY_IGNORE_EXTENSIONS(
      "defaults.inventory_ignore_extensions inventory.ignore_extensions",
      "ANSIBLE_INVENTORY_IGNORE",
      LIST,
      ".pyc, .pyo, .swp, .bak, ~, .rpm, .md, .txt, .rst, .orig, .ini, .cfg, .retry"),
  INVENTORY_IGNORE_PATTERNS(
      "defaults.inventory_ignore_patterns inventory.ignore_patterns",
      "ANSIBLE_INVENTORY_IGNORE_REGEX",
      LIST,
      ""),
  INVENTORY_ANY_UNPARSED_FAILS(
      "inventory.any_unparsed_is_failed",
      "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED",
      BOOL,
      "false"),
  INVENTORY_UNPARSED_FAILS(
      "inventory.unparsed_is_failed", "ANSIBLE_INVENTORY_UNPARSED_FAILED", BOOL, "false"),
  INVENTORY_UNPARSED_WARNING(
      "inventory.inventory_unparsed_warning", "ANSIBLE_INVENTORY_UNPARSED_WARNING", BOOL, "true"),
  INVENTORY_EXPORT("inventory.export", "ANSIBLE_INVENTORY_EXPORT", BOOL, "false"),
  INVENTORY_CACHE("inventory.cache", "ANSIBLE_INVENTORY_CACHE", BOOL, "false"),
  INVENTORY_CACHE_PLUGIN("inventory.cache_plugin", "ANSIBLE_INVENTORY_CACHE_PLUGIN", TEXT, ""),
  INVENTORY_CACHE_CONNECTION(
      "inventory.cache_connection", "ANSIBLE_INVENTORY_CACHE_CONNECTION", PATH, ""),
  INVENTORY_CACHE_TIMEOUT(
      "inventory.cache_timeout", "ANSIBLE_INVENTORY_CACHE_TIMEOUT", INT, "3600"),
  INVENTORY_CACHE_PREFIX(
      "inventory.cache_prefix",
      "ANSIBLE_INVENTORY_CACHE_PLUGIN_PREFIX",
      TEXT,
      "ansible_inventory_"),
  HOST_PATTERN_MISMATCH(
      "inventory.host_pattern_mismatch", "ANSIBLE_HOST_PATTERN_MISMATCH", TEXT, "warning"),
  GROUP_NAMES(
      "defaults.force_valid_group_names", "ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS", TEXT, "never"),
  LOCALHOST_WARNING("defaults.localhost_warning", "ANSIBLE_LOCALHOST_WARNING", BOOL, "true"),

  TAGS_RUN("tags.run", "ANSIBLE_RUN_TAGS", LIST, ""),
  TAGS_SKIP("tags.skip", "ANSIBLE_SKIP_TAGS", LIST, ""),
  DIFF_ALWAYS("diff.always", "ANSIBLE_DIFF_ALWAYS", BOOL, "false"),
  DIFF_CONTEXT("diff.context", "ANSIBLE_DIFF_CONTEXT", INT, "3"),

  STDOUT_CALLBACK("defaults.stdout_callback", "ANSIBLE_STDOUT_CALLBACK", TEXT, "default"),
  CALLBACKS_ENABLED(
      "defaults.callback_whitelist defaults.callback_enabled defaults.callbacks_enabled",
      "ANSIBLE_CALLBACK_WHITELIST ANSIBLE_CALLBACKS_ENABLED",
      LIST,
      ""),
  AD_HOC_CALLBACKS(
      "defaults.bin_ansible_callbacks", "ANSIBLE_LOAD_CALLBACK_PLUGINS", BOOL, "false"),
  RESULT_FORMAT(
      "defaults.result_format callback_default.result_format defaults.callback_result_format",
      "ANSIBLE_CALLBACK_RESULT_FORMAT",
      TEXT,
      "json"),
  PRETTY_RESULTS("defaults.callback_format_pretty", "ANSIBLE_CALLBACK_FORMAT_PRETTY", BOOL, ""),
  DISPLAY_SKIPPED_HOSTS(
      "defaults.display_skipped_hosts",
      "DISPLAY_SKIPPED_HOSTS ANSIBLE_DISPLAY_SKIPPED_HOSTS",
      BOOL,
      "true"),
  DISPLAY_OK_HOSTS("defaults.display_ok_hosts", "ANSIBLE_DISPLAY_OK_HOSTS", BOOL, "true"),
  DISPLAY_FAILED_STDERR(
      "defaults.display_failed_stderr", "ANSIBLE_DISPLAY_FAILED_STDERR", BOOL, "false"),
  DISPLAY_ARGS("defaults.display_args_to_stdout", "ANSIBLE_DISPLAY_ARGS_TO_STDOUT", BOOL, "false"),
  SHOW_CUSTOM_STATS("defaults.show_custom_stats", "ANSIBLE_SHOW_CUSTOM_STATS", BOOL, "false"),
  SHOW_HOST_START("defaults.show_per_host_start", "ANSIBLE_SHOW_PER_HOST_START", BOOL, "false"),
  SHOW_TASK_PATH_ON_FAILURE(
      "defaults.show_task_path_on_failure", "ANSIBLE_SHOW_TASK_PATH_ON_FAILURE", BOOL, "false"),
  CHECK_MODE_MARKERS("defaults.check_mode_markers", "ANSIBLE_CHECK_MODE_MARKERS", BOOL, "false"),
  VERBOSE_TO_STDERR("defaults.verbose_to_stderr", "ANSIBLE_VERBOSE_TO_STDERR", BOOL, "false"),
  ACTION_WARNINGS("defaults.action_warnings", "ANSIBLE_ACTION_WARNINGS", BOOL, "true"),
  SYSTEM_WARNINGS("defaults.system_warnings", "ANSIBLE_SYSTEM_WARNINGS", BOOL, "true"),
  DEPRECATION_WARNINGS(
      "defaults.deprecation_warnings", "ANSIBLE_DEPRECATION_WARNINGS", BOOL, "true"),
  FORCE_COLOR("defaults.force_color", "ANSIBLE_FORCE_COLOR", BOOL, "false"),
  NO_COLOR("defaults.nocolor", "ANSIBLE_NOCOLOR NO_COLOR", BOOL, "false"),
  COLOR_OK("colors.ok", "ANSIBLE_COLOR_OK", TEXT, "green"),
  COLOR_CHANGED("colors.changed", "ANSIBLE_COLOR_CHANGED", TEXT, "yellow"),
  COLOR_SKIP("colors.skip", "ANSIBLE_COLOR_SKIP", TEXT, "cyan"),
  COLOR_ERROR("colors.error", "ANSIBLE_COLOR_ERROR", TEXT, "red"),
  COLOR_UNREACHABLE("colors.unreachable", "ANSIBLE_COLOR_UNREACHABLE", TEXT, "bright red"),
  COLOR_WARN("colors.warn", "ANSIBLE_COLOR_WARN", TEXT, "bright purple"),
  COLOR_DEPRECATE("colors.deprecate", "ANSIBLE_COLOR_DEPRECATE", TEXT, "purple"),
  COLOR_DEBUG("colors.debug", "ANSIBLE_COLOR_DEBUG", TEXT, "dark gray"),
  COLOR_VERBOSE("colors.verbose", "ANSIBLE_COLOR_VERBOSE", TEXT, "blue"),
  COLOR_HIGHLIGHT("colors.highlight", "ANSIBLE_COLOR_HIGHLIGHT", TEXT, "white"),
  COLOR_INCLUDED("colors.included", "ANSIBLE_COLOR_INCLUDED", TEXT, "cyan"),
  COLOR_DIFF_ADD("colors.diff_add", "ANSIBLE_COLOR_DIFF_ADD", TEXT, "green"),
  COLOR_DIFF_REMOVE("colors.diff_remove", "ANSIBLE_COLOR_DIFF_REMOVE", TEXT, "red"),
  COLOR_DIFF_LINES("colors.diff_lines", "ANSIBLE_COLOR_DIFF_LINES", TEXT, "cyan"),
  JUNIT_OUTPUT_DIR("", "JUNIT_OUTPUT_DIR", PATH, "~/.ansible.log"),
  JUNIT_TASK_CLASS("", "JUNIT_TASK_CLASS", BOOL, "false"),
  JUNIT_TASK_RELATIVE_PATH("", "JUNIT_TASK_RELATIVE_PATH", PATH, ""),
  JUNIT_OUT_OF_TREE("", "JUNIT_REPLACE_OUT_OF_TREE_PATH", TEXT, ""),
  JUNIT_FAIL_ON_CHANGE("", "JUNIT_FAIL_ON_CHANGE", BOOL, "false"),
  JUNIT_FAIL_ON_IGNORE("", "JUNIT_FAIL_ON_IGNORE", BOOL, "false"),
  JUNIT_SETUP_TASKS("", "JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT", BOOL, "true"),
  JUNIT_HIDE_ARGUMENTS("", "JUNIT_HIDE_TASK_ARGUMENTS", BOOL, "false"),
  JUNIT_TEST_CASE_PREFIX("", "JUNIT_TEST_CASE_PREFIX", TEXT, ""),
  JSON_INDENT("defaults.json_indent", "ANSIBLE_JSON_INDENT", INT, "4"),
  LOG_FOLDER("callback_log_plays.log_folder", "ANSIBLE_LOG_FOLDER", PATH, "/var/log/ansible/hosts"),
  PROFILE_TASKS_SORT(
      "callback_profile_tasks.sort_order", "PROFILE_TASKS_SORT_ORDER", TEXT, "descending"),
  PROFILE_TASKS_LIMIT(
      "callback_profile_tasks.task_output_limit", "PROFILE_TASKS_TASK_OUTPUT_LIMIT", TEXT, "20"),
  TREE_DIR("callback_tree.directory", "ANSIBLE_CALLBACK_TREE_DIR", PATH, "~/.ansible/tree");

  /// How the text of a setting is read. PATH_SPEC is split at colons, PATH_LIST and LIST at commas;
  /// paths in a file are relative to the file.
  public enum Type {
    TEXT,
    BOOL,
    INT,
    LIST,
    PATH,
    PATH_LIST,
    PATH_SPEC
  }

  private final List<String> iniKeys;
  private final List<String> environmentNames;
  private final Type type;
  private final String fallback;

  Setting(String iniKeys, String environmentNames, Type type, String fallback) {
    this.iniKeys = iniKeys.isEmpty() ? List.of() : List.of(iniKeys.split(" "));
    this.environmentNames =
        environmentNames.isEmpty() ? List.of() : List.of(environmentNames.split(" "));
    this.type = type;
    this.fallback = fallback;
  }

  @Override
  public List<String> iniKeys() {
    return iniKeys;
  }

  @Override
  public List<String> environmentNames() {
    return environmentNames;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public String fallback() {
    return fallback;
  }
}
