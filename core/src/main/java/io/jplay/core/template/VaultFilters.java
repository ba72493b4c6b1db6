package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The filters `vault` and `unvault`: encryption with a password given in the template.
final class VaultFilters {
  private VaultFilters() {}

  private static VaultSecret secret(Call c, String id) {
    if (!(c.require(0) instanceof Str s)) {
      throw c.error(
          "Secret passed is required to be a string, instead we got: "
              + PythonText.typeName(c.get(0)));
    }
    return VaultSecret.of(id, s.text());
  }

  static Value encrypt(Call c) {
    if (!(c.input() instanceof Str)) {
      throw c.error(
          "Can only vault strings, instead we got: <class '"
              + PythonText.typeName(c.input())
              + "'>");
    }
    VaultSecret secret = secret(c, c.optionalText(2).orElse("filter_default"));
    byte[] clear = c.inputText().getBytes(StandardCharsets.UTF_8);
    byte[] text =
        c.optionalText(1)
            .filter(salt -> !salt.isEmpty())
            .map(salt -> VaultKeyring.encrypt(clear, secret, salt.getBytes(StandardCharsets.UTF_8)))
            .orElseGet(() -> VaultKeyring.encrypt(clear, secret));
    String vault = new String(text, StandardCharsets.UTF_8);
    return c.flag(3, false) ? new Vaulted(vault, c.input().tag()) : Call.str(vault);
  }

  static Value decrypt(Call c) {
    c.require(0);
    String vault = c.input() instanceof Vaulted v ? v.ciphertext() : c.inputText();
    if (!vault.startsWith("$ANSIBLE_VAULT;")) {
      return c.input();
    }
    var keyring = new VaultKeyring(List.of(secret(c, "filter_default")), false);
    try {
      byte[] clear = keyring.decrypt(vault.getBytes(StandardCharsets.UTF_8), "unvault");
      return Taints.add(Str.of(new String(clear, StandardCharsets.UTF_8)), Taint.SECRET);
    } catch (JplayException e) {
      throw c.error(
          "Unable to decrypt: Decryption failed (no vault secrets were found that could decrypt)");
    }
  }
}
