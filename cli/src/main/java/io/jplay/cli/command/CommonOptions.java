package io.jplay.cli.command;

/// The options that ansible's commands share, in groups.
final class CommonOptions {
  private CommonOptions() {}

  static Options explain(String program) {
    return run(new Options(
            program + " explain", "Tells where the value of a variable on a host comes from."))
        .value("HOST", "the host whose view is explained", "--host")
        .positional("VARIABLE [PLAYBOOK]", "the variable, and playbooks whose plays count");
  }

  static Options playbook(String program) {
    return run(new Options(program, "Runs playbooks on the hosts they name."))
        .value("TAGS", "only run plays and tasks tagged with these values", "-t", "--tags")
        .value("SKIP_TAGS", "leave out plays and tasks with these tags", "--skip-tags")
        .flag("check the syntax of the playbook, run nothing", "--syntax-check")
        .flag("find mistakes without contacting a host, run nothing", "--preflight")
        .value("FORMAT", "of --preflight: human, json or sarif (default: human)", "--format")
        .flag("list all tasks that would be run", "--list-tasks")
        .flag("list all tags", "--list-tags")
        .flag("confirm each task before it runs", "--step")
        .value("START_AT_TASK", "start at the task of this name", "--start-at-task")
        .flag("run handlers even if a task fails", "--force-handlers")
        .flag("clear the fact cache for every host", "--flush-cache")
        .positional("PLAYBOOK", "playbooks, run in order");
  }

  static Options adHoc(String program) {
    return run(new Options(program, "Runs one task on the hosts of a pattern."))
        .value("MODULE_NAME", "the module to run (default: command)", "-m", "--module-name")
        .value("MODULE_ARGS", "its options, k=v words or JSON", "-a", "--args")
        .flag("one line for each host", "-o", "--one-line")
        .value("TREE", "write results to files in this directory", "-t", "--tree")
        .value(
            "SECONDS", "run in the background, failing after so many seconds", "-B", "--background")
        .value("POLL_INTERVAL", "seconds between looks when using -B (default: 15)", "-P", "--poll")
        .value("BASEDIR", "take this as the directory of the playbook", "--playbook-dir")
        .value("TASK_TIMEOUT", "seconds that the task may take", "--task-timeout")
        .positional("PATTERN", "host pattern");
  }

  /// Both, for finding out which is meant.
  static Options either(String program) {
    return run(new Options(program, "Runs playbooks, or one task on the hosts of a pattern."))
        .value(
            "TAGS",
            "tags of a playbook run; directory for results of a pattern",
            "-t",
            "--tags",
            "--tree")
        .value("SKIP_TAGS", "leave out plays and tasks with these tags", "--skip-tags")
        .flag("check the syntax of the playbook, run nothing", "--syntax-check")
        .flag("find mistakes without contacting a host, run nothing", "--preflight")
        .value("FORMAT", "of --preflight: human, json or sarif (default: human)", "--format")
        .flag("list all tasks that would be run", "--list-tasks")
        .flag("list all tags", "--list-tags")
        .flag("confirm each task before it runs", "--step")
        .value("START_AT_TASK", "start at the task of this name", "--start-at-task")
        .flag("run handlers even if a task fails", "--force-handlers")
        .flag("clear the fact cache for every host", "--flush-cache")
        .value(
            "MODULE_NAME", "pattern: the module to run (default: command)", "-m", "--module-name")
        .value("MODULE_ARGS", "pattern: its options, k=v words or JSON", "-a", "--args")
        .flag("pattern: one line for each host", "-o", "--one-line")
        .value("SECONDS", "pattern: run in the background", "-B", "--background")
        .value("POLL_INTERVAL", "pattern: seconds between looks when using -B", "-P", "--poll")
        .value("BASEDIR", "pattern: take this as the directory of the playbook", "--playbook-dir")
        .value("TASK_TIMEOUT", "seconds that the task may take", "--task-timeout")
        .positional("PLAYBOOK...|PATTERN", "playbook files, or a host pattern");
  }

  private static Options run(Options options) {
    inventory(options);
    vault(options);
    connecting(options);
    becomePassword(options);
    return options
        .value("EXTRA_VARS", "variables: key=value, JSON, YAML or @file", "-e", "--extra-vars")
        .value("FORKS", "how many hosts at a time (default: 50)", "-f", "--forks")
        .value("MODULE_PATH", "accepted for compatibility", "-M", "--module-path")
        .flag("change nothing, say what would change", "-C", "--check")
        .flag("show what changes in files", "-D", "--diff")
        .flag("become another user", "-b", "--become")
        .value("METHOD", "how to become another user (default: sudo)", "--become-method")
        .value("USER", "the user to become (default: root)", "--become-user");
  }

  private static void connecting(Options options) {
    options
        .value("PRIVATE_KEY_FILE", "authenticate with this key", "--private-key", "--key-file")
        .value("REMOTE_USER", "connect as this user", "-u", "--user")
        .value("CONNECTION", "connection type (default: smart)", "-c", "--connection")
        .value("TIMEOUT", "seconds to wait for a connection (default: 10)", "-T", "--timeout")
        .value("ARGS", "arguments of ssh, such as ProxyCommand", "--ssh-common-args")
        .value("ARGS", "more arguments of ssh", "--ssh-extra-args")
        .value("ARGS", "accepted for compatibility", "--sftp-extra-args")
        .value("ARGS", "accepted for compatibility", "--scp-extra-args")
        .flag("ask for the connection password", "-k", "--ask-pass")
        .value(
            "FILE",
            "file with the connection password",
            "--connection-password-file",
            "--conn-pass-file")
        .exclusive("-k", "--connection-password-file");
  }

  private static void becomePassword(Options options) {
    options
        .flag("ask for the password of become", "-K", "--ask-become-pass")
        .value(
            "FILE",
            "file with the password of become",
            "--become-password-file",
            "--become-pass-file")
        .exclusive("-K", "--become-password-file");
  }

  static Options pull(String program) {
    Options options =
        new Options(program, "Checks a repository out and plays a playbook of it on this machine.");
    sources(options);
    vault(options);
    connecting(options);
    becomePassword(options);
    return options
        .flag("list the matching hosts, run nothing", "--list-hosts")
        .value("EXTRA_VARS", "variables: key=value, JSON, YAML or @file", "-e", "--extra-vars")
        .value("TAGS", "only run plays and tasks tagged with these values", "-t", "--tags")
        .value("SKIP_TAGS", "leave out plays and tasks with these tags", "--skip-tags")
        .value("MODULE_PATH", "accepted for compatibility", "-M", "--module-path")
        .value("URL", "the repository", "-U", "--url")
        .value("DEST", "where it is checked out", "-d", "--directory")
        .value("CHECKOUT", "branch, tag or commit", "-C", "--checkout")
        .value("MODULE_NAME", "the tool of the repository: git", "-m", "--module-name")
        .value("SLEEP", "wait a random time of up to so many seconds first", "-s", "--sleep")
        .flag("clone the whole history", "--full")
        .flag("play even if the repository could not be updated", "-f", "--force")
        .flag("play only if the repository has been updated", "-o", "--only-if-changed")
        .flag("discard modified files of the checkout", "--clean")
        .flag("remove the checkout afterwards", "--purge")
        .flag("take the host key of the repository's host", "--accept-host-key")
        .flag("the commit must be signed by a trusted key", "--verify-commit")
        .flag("take the latest commits of submodules", "--track-subs")
        .flag("change nothing, say what would change", "--check")
        .flag("show what changes in files", "--diff")
        .positional("PLAYBOOK", "playbooks of the repository (default: HOST.yml, local.yml)");
  }

  static Options doc(String program) {
    return new Options(program, "Shows what modules and plug-ins do and which options they have.")
        .value(
            "TYPE",
            "module (default), filter, test, lookup, inventory, keyword ...",
            "-t",
            "--type")
        .flag("list those there are; arguments are collections", "-l", "--list")
        .flag("list them with the files of their pages", "-F", "--list_files")
        .flag("a task to start from", "-s", "--snippet")
        .flag("as JSON", "-j", "--json")
        .value("MODULE_PATH", "accepted for compatibility", "-M", "--module-path")
        .value("BASEDIR", "with -t role: the directory of the playbook", "--playbook-dir")
        .value("ROLES_PATH", "with -t role: where roles are", "-r", "--roles-path")
        .value("ENTRY_POINT", "with -t role: this entry point alone", "-e", "--entry-point")
        .flag("all pages of all types, as JSON", "--metadata-dump")
        .flag("accepted for compatibility", "--no-fail-on-errors")
        .exclusive("-e", "-s", "-F", "-l", "--metadata-dump")
        .positional("NAME", "modules or plug-ins");
  }

  static Options config(String program) {
    return new Options(program, "Shows settings: list, dump, view the file, init a new one.")
        .value(
            "CONFIG_FILE", "the file to look at instead of the one that counts", "-c", "--config")
        .value("TYPE", "settings of plug-ins of this type; base (default), all", "-t", "--type")
        .flag("dump: only what differs from the default", "--only-changed", "--changed-only")
        .value("FORMAT", "json, yaml, display; of init: ini, env", "-f", "--format")
        .flag("init: every entry behind a comment sign", "--disabled")
        .positional(
            "list|dump|view|init|validate [PLUGIN...]", "what to do, and of which plug-ins");
  }

  static Options inventory(String program) {
    Options options = new Options(program, "Shows the inventory: its hosts, groups, variables.");
    sources(options);
    vault(options);
    return options
        .value("BASEDIR", "take this as the directory of the playbook", "--playbook-dir")
        .value("EXTRA_VARS", "variables: key=value, JSON, YAML or @file", "-e", "--extra-vars")
        .flag("all hosts, as inventory scripts answer", "--list")
        .value("HOST", "the variables of one host, as inventory scripts answer", "--host")
        .flag("the tree of groups, below the group that is named", "--graph")
        .flag("YAML instead of JSON", "-y", "--yaml")
        .flag("TOML instead of JSON", "--toml")
        .flag("with --graph: variables as well", "--vars")
        .flag("with --list: variables where they were written", "--export")
        .value("OUTPUT_FILE", "with --list: write to this file", "--output")
        .positional("GROUP", "group whose graph is wanted");
  }

  static void inventory(Options options) {
    sources(options);
    options.flag("list the matching hosts, run nothing", "--list-hosts");
  }

  private static void sources(Options options) {
    options
        .value(
            "INVENTORY",
            "inventory path or comma separated hosts",
            "-i",
            "--inventory",
            "--inventory-file")
        .value("SUBSET", "limit the hosts to this pattern", "-l", "--limit");
  }

  static void vault(Options options) {
    options
        .value("VAULT_IDS", "vault identity to use, label@source", "--vault-id")
        .value("FILE", "file with the vault password", "--vault-password-file", "--vault-pass-file")
        .flag("ask for the vault password", "-J", "--ask-vault-password", "--ask-vault-pass")
        .exclusive("-J", "--vault-password-file");
  }
}
