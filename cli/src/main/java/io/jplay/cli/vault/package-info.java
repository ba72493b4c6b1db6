/// The command `jvault` (`ansible-vault`). In: arguments, a console, the vault settings. Out: files
/// written by core.vault, an exit code; problems leave as JplayException for the caller to show.
@NullMarked
package io.jplay.cli.vault;

import org.jspecify.annotations.NullMarked;
