package io.jplay.cli.run;

import io.jplay.cli.Version;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.SettingNames;
import io.jplay.cli.config.Settings;
import io.jplay.core.api.Mode;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.VarsRoot;
import io.jplay.core.inventory.InventorySettings;
import io.jplay.core.playbook.RolePrivacy;
import io.jplay.core.shell.WordSplitter;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.vars.VariableOrder;
import io.jplay.core.yaml.DuplicateKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Requests and settings as the records that core's packages declare.
final class EngineSettings {
  private static final int INVOCATION_LEVEL = 3;
  private static final Set<String> HOST_GROUP_VARS =
      Set.of(
          "host_group_vars", "ansible.builtin.host_group_vars", "ansible.legacy.host_group_vars");
  private static final Set<String> WHOLE = Set.of("json", "log_plays");

  private final RunRequest request;
  private final Settings settings;

  EngineSettings(RunRequest request) {
    this.request = request;
    this.settings = request.settings();
  }

  RunSettings run(Dict extraVars, Map<String, String> environment) {
    RunRequest.Manner manner = request.manner();
    return new RunSettings(
        mode(manner),
        connecting(),
        becoming(),
        new SettingNames(settings, Map.of())::given,
        new RunSettings.Selecting(
            request.tasks().tags().isEmpty() ? List.of("all") : request.tasks().tags(),
            request.tasks().skipTags(),
            request.tasks().startAt(),
            request.tasks().step(),
            request.hosts().limit()),
        new RunSettings.Behaving(
            Math.min(manner.forks(), OpenFiles.here().connections()),
            manner.verbosity(),
            talk(manner),
            tellsInvocation(),
            manner.forceHandlers(),
            settings.flag(Setting.ANY_ERRORS_FATAL),
            settings.text(Setting.STRATEGY),
            Duration.ofSeconds(manner.taskTimeout()),
            Duration.ofSeconds(settings.number(Setting.POLL_INTERVAL)),
            settings.flag(Setting.ERROR_ON_UNDEFINED),
            settings.flag(Setting.NO_LOG),
            settings.flag(Setting.TASK_DEBUGGER),
            !settings.flag(Setting.TASK_DEBUGGER_SPARES_IGNORED),
            settings.flag(Setting.ERROR_ON_MISSING_HANDLER)),
        new RunSettings.Facts(
            settings.text(Setting.GATHERING),
            settings.list(Setting.FACTS_MODULES),
            settings.list(Setting.GATHER_SUBSET),
            settings.number(Setting.GATHER_TIMEOUT),
            settings.optionalText(Setting.FACT_PATH),
            settings.flag(Setting.INJECT_FACTS)),
        extraVars,
        merge(settings),
        varsRoot(),
        new RunSettings.Context(
            settings.directory(),
            settings.file(),
            request.hosts().sources().stream().map(this::absolute).toList(),
            settings.paths(Setting.ROLES_PATH),
            environment,
            given(Setting.LOCAL_TMP).flatMap(_ -> settings.path(Setting.LOCAL_TMP)),
            settings.text(Setting.MANAGED),
            Version.number()));
  }

  /// A limit of none, or of less, is none.
  private Mode mode(RunRequest.Manner manner) {
    int limit = settings.number(Setting.MAX_DIFF_SIZE);
    return new Mode(manner.check(), manner.diff(), limit > 0 ? limit : Long.MAX_VALUE);
  }

  /// What the screen or the log has of lines about the run itself.
  private int talk(RunRequest.Manner manner) {
    return Math.max(manner.verbosity(), settings.number(Setting.LOG_VERBOSITY));
  }

  /// Under -vvv, and for the callbacks that keep whole results.
  private boolean tellsInvocation() {
    return request.manner().verbosity() >= INVOCATION_LEVEL
        || isWhole(settings.text(Setting.STDOUT_CALLBACK))
        || settings.list(Setting.CALLBACKS_ENABLED).stream().anyMatch(EngineSettings::isWhole);
  }

  private static boolean isWhole(String callback) {
    return WHOLE.contains(callback.substring(callback.lastIndexOf('.') + 1));
  }

  static Merge merge(Settings settings) {
    return settings.text(Setting.HASH_BEHAVIOUR).equals("merge") ? Merge.MERGE : Merge.REPLACE;
  }

  /// The setting counts as soon as somebody gives it, also with its default.
  static RolePrivacy privacy(Settings settings) {
    if (settings.resolved(Setting.PRIVATE_ROLE_VARS).origin().equals("default")) {
      return RolePrivacy.IMPORTED_ARE_PUBLIC;
    }
    return settings.flag(Setting.PRIVATE_ROLE_VARS)
        ? RolePrivacy.NONE_IS_PUBLIC
        : RolePrivacy.ALL_ARE_PUBLIC;
  }

  static DuplicateKeys duplicates(Settings settings) {
    return DuplicateKeys.of(settings.text(Setting.DUPLICATE_KEY));
  }

  private VarsRoot varsRoot() {
    return switch (settings.text(Setting.PLAYBOOK_VARS_ROOT)) {
      case "top" -> VarsRoot.TOP;
      case "bottom", "playbook_dir" -> VarsRoot.BOTTOM;
      case "all" -> VarsRoot.ALL;
      default ->
          throw new JplayException(
              Diagnostic.error("JP1803", "setting has no such value", SourceRange.NONE)
                  .withDetail(
                      "Unknown playbook vars logic: " + settings.text(Setting.PLAYBOOK_VARS_ROOT))
                  .withHint("top, bottom or all"));
    };
  }

  VariableOrder variableOrder() {
    return VariableOrder.of(
        settings.list(Setting.VARIABLE_PRECEDENCE),
        settings.text(Setting.RUN_VARS_PLUGINS).equals("start")
            ? VariableOrder.Stage.START
            : VariableOrder.Stage.DEMAND);
  }

  private RunSettings.Connecting connecting() {
    RunRequest.Connecting c = request.connecting();
    return new RunSettings.Connecting(
        c.type(),
        c.user(),
        c.port().isPresent() ? Optional.of(c.port().getAsInt()) : Optional.empty(),
        c.privateKey(),
        c.password(),
        new RunSettings.SshArguments(
            words(Setting.SSH_ARGS, Optional.empty()),
            words(Setting.SSH_COMMON_ARGS, Optional.ofNullable(c.given().get("ssh_common_args"))),
            words(Setting.SSH_EXTRA_ARGS, Optional.ofNullable(c.given().get("ssh_extra_args")))),
        settings.flag(Setting.HOST_KEY_CHECKING),
        Duration.ofSeconds(c.timeout()),
        settings.number(Setting.SSH_RETRIES),
        given(Setting.EXECUTABLE),
        given(Setting.REMOTE_TMP));
  }

  private List<String> words(Setting setting, Optional<String> onCommandLine) {
    return WordSplitter.lenient(onCommandLine.orElse(settings.text(setting)));
  }

  /// What somebody has said; a default is left to whom it concerns.
  private Optional<String> given(Setting setting) {
    return settings.resolved(setting).origin().equals("default")
        ? Optional.empty()
        : settings.optionalText(setting);
  }

  private RunSettings.Becoming becoming() {
    RunRequest.Becoming b = request.becoming();
    return new RunSettings.Becoming(
        b.enabled(),
        settings.flag(Setting.BECOME_ALLOW_SAME_USER),
        b.method(),
        b.user(),
        b.password());
  }

  /// What is not said of it is as with the cache of facts (like ansible-core 2.18
  /// plugins/doc_fragments/inventory_cache.py).
  private InventorySettings.Cache inventoryCache() {
    Setting timeout = said(Setting.INVENTORY_CACHE_TIMEOUT, Setting.FACT_CACHING_TIMEOUT);
    return new InventorySettings.Cache(
        settings.flag(Setting.INVENTORY_CACHE),
        settings
            .optionalText(said(Setting.INVENTORY_CACHE_PLUGIN, Setting.FACT_CACHING))
            .orElse("memory"),
        settings.path(said(Setting.INVENTORY_CACHE_CONNECTION, Setting.FACT_CACHING_CONNECTION)),
        Duration.ofSeconds(settings.number(timeout)),
        settings.text(said(Setting.INVENTORY_CACHE_PREFIX, Setting.FACT_CACHING_PREFIX)),
        false);
  }

  /// The second where only that is said.
  private Setting said(Setting first, Setting second) {
    return isDefault(first) && !isDefault(second) ? second : first;
  }

  private boolean isDefault(Setting setting) {
    return settings.resolved(setting).origin().equals("default");
  }

  InventorySettings inventory() {
    return new InventorySettings(
        settings.list(Setting.INVENTORY_ENABLED),
        settings.list(Setting.INVENTORY_IGNORE_EXTENSIONS),
        settings.list(Setting.INVENTORY_IGNORE_PATTERNS),
        settings.flag(Setting.INVENTORY_ANY_UNPARSED_FAILS),
        settings.flag(Setting.INVENTORY_UNPARSED_FAILS),
        settings.flag(Setting.INVENTORY_UNPARSED_WARNING),
        settings.text(Setting.GROUP_NAMES),
        merge(settings),
        duplicates(settings),
        varsFiles(),
        inventoryCache(),
        settings.directory(),
        settings.home());
  }

  /// The endings of files in group_vars/ and host_vars/. Of the plug-ins for variables there is
  /// one, which reads these: without it no file counts.
  List<String> varsFiles() {
    if (settings.list(Setting.VARS_PLUGINS).stream().noneMatch(HOST_GROUP_VARS::contains)) {
      return List.of();
    }
    var endings = new ArrayList<String>(List.of(""));
    endings.addAll(settings.list(Setting.YAML_EXTENSIONS));
    return endings;
  }

  /// A source as `ansible_inventory_sources` has it; a list of hosts (`a,b`) is no path.
  private String absolute(String source) {
    return source.indexOf(',') < 0
        ? settings.directory().resolve(source).toAbsolutePath().normalize().toString()
        : source;
  }
}
