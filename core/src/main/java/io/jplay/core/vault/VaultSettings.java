package io.jplay.core.vault;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What ansible.cfg and the environment say about vaults: `vault_identity`, `vault_identity_list`,
/// `vault_password_file`, `vault_encrypt_identity`, `vault_id_match`, EDITOR. Relative paths count
/// from `directory`.
public record VaultSettings(
    String identity,
    List<String> identityList,
    Optional<String> passwordFile,
    Optional<String> encryptIdentity,
    Optional<String> encryptSalt,
    boolean idMatch,
    String editor,
    Path directory,
    Path home) {
  public VaultSettings {
    identityList = List.copyOf(identityList);
  }
}
