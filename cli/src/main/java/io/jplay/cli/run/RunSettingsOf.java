package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.api.Mode;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.inventory.InventorySettings;
import io.jplay.core.value.Dict;
import io.jplay.core.vars.Merge;
import io.jplay.core.vault.VaultSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// From a request to the settings records of core.
public final class RunSettingsOf {
  static final String COMPATIBLE_VERSION = "2.18.0";

  private RunSettingsOf() {}

  static RunSettings run(RunRequest request, Dict extraVars) {
    Settings s = request.settings();
    var connecting = request.connecting();
    var becoming = request.becoming();
    var tasks = request.tasks();
    var manner = request.manner();
    return new RunSettings(
        new Mode(manner.check(), manner.diff()),
        new RunSettings.Connecting(
            connecting.type(),
            connecting.user(),
            connecting.port().isPresent()
                ? Optional.of(connecting.port().getAsInt())
                : Optional.empty(),
            connecting.privateKey(),
            connecting.password(),
            connecting.sshArguments(),
            s.flag(Setting.HOST_KEY_CHECKING),
            Duration.ofSeconds(connecting.timeout())),
        new RunSettings.Becoming(
            becoming.enabled(),
            becoming.method(),
            becoming.user(),
            s.text(Setting.BECOME_EXE),
            s.text(Setting.BECOME_FLAGS),
            becoming.password()),
        new RunSettings.Selecting(
            tasks.tags(), tasks.skipTags(), tasks.startAt(), tasks.step(), request.hosts().limit()),
        new RunSettings.Behaving(
            manner.forks(),
            manner.verbosity(),
            manner.forceHandlers(),
            s.flag(Setting.ANY_ERRORS_FATAL),
            s.text(Setting.STRATEGY),
            Duration.ofSeconds(manner.taskTimeout()),
            Duration.ofSeconds(s.number(Setting.POLL_INTERVAL)),
            s.flag(Setting.ERROR_ON_UNDEFINED),
            s.flag(Setting.NO_LOG),
            s.flag(Setting.DISPLAY_ARGS)),
        new RunSettings.Facts(
            s.text(Setting.GATHERING),
            s.list(Setting.GATHER_SUBSET),
            s.number(Setting.GATHER_TIMEOUT),
            s.optionalText(Setting.FACT_PATH),
            s.flag(Setting.INJECT_FACTS)),
        extraVars,
        s.text(Setting.HASH_BEHAVIOUR).equals("merge") ? Merge.MERGE : Merge.REPLACE,
        new RunSettings.Context(
            s.directory(),
            s.file(),
            request.hosts().sources(),
            s.paths(Setting.ROLES_PATH),
            s.environment(),
            COMPATIBLE_VERSION));
  }

  static InventorySettings inventory(Settings s) {
    return new InventorySettings(
        s.list(Setting.INVENTORY_ENABLED),
        s.list(Setting.INVENTORY_IGNORE_EXTENSIONS),
        s.list(Setting.INVENTORY_IGNORE_PATTERNS),
        s.flag(Setting.INVENTORY_ANY_UNPARSED_FAILS),
        s.flag(Setting.INVENTORY_UNPARSED_FAILS),
        s.flag(Setting.INVENTORY_UNPARSED_WARNING),
        s.text(Setting.GROUP_NAMES),
        new InventorySettings.Cache(
            s.flag(Setting.INVENTORY_CACHE),
            s.optionalText(Setting.INVENTORY_CACHE_PLUGIN).orElse("memory"),
            s.path(Setting.INVENTORY_CACHE_CONNECTION),
            Duration.ofSeconds(s.number(Setting.INVENTORY_CACHE_TIMEOUT)),
            s.text(Setting.INVENTORY_CACHE_PREFIX)),
        s.directory(),
        s.home());
  }

  /// `editor` is that of the environment, for jvault.
  public static VaultSettings vault(Settings s) {
    return new VaultSettings(
        s.list(Setting.VAULT_IDENTITY_LIST),
        s.path(Setting.VAULT_PASSWORD_FILE).map(Path::toString),
        s.optionalText(Setting.VAULT_ENCRYPT_IDENTITY),
        s.flag(Setting.VAULT_ID_MATCH),
        s.environment().getOrDefault("EDITOR", "vi"),
        s.directory(),
        s.home());
  }
}
