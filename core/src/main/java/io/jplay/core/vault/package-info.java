/// Vault files and inline vault texts. In: bytes with a `$ANSIBLE_VAULT` header, and secrets by
/// label. Out: plaintext, or a diagnostic that never holds any. Files are replaced atomically.
/// Knows nothing of YAML and of commands; asks for passwords through the port `SecretPrompt`.
@NullMarked
package io.jplay.core.vault;

import org.jspecify.annotations.NullMarked;
