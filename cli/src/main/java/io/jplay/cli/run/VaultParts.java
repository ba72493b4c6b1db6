package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.vault.VaultSettings;
import java.nio.file.Path;

/// The vault's settings record, for runs and for jvault.
public final class VaultParts {
  private VaultParts() {}

  public static VaultSettings settings(Settings settings) {
    return new VaultSettings(
        settings.text(Setting.VAULT_IDENTITY),
        settings.list(Setting.VAULT_IDENTITY_LIST),
        settings.path(Setting.VAULT_PASSWORD_FILE).map(Path::toString),
        settings.optionalText(Setting.VAULT_ENCRYPT_IDENTITY),
        settings.optionalText(Setting.VAULT_ENCRYPT_SALT),
        settings.flag(Setting.VAULT_ID_MATCH),
        settings.text(Setting.EDITOR),
        settings.directory(),
        settings.home());
  }
}
