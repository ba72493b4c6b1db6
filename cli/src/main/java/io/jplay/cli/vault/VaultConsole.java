package io.jplay.cli.vault;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.vault.Editor;
import io.jplay.core.vault.SecretPrompt;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/// What the vault commands read from and write to. `pager` shows a plaintext on a terminal;
/// `warnings` takes what is odd but not fatal.
public record VaultConsole(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    SecretPrompt prompt,
    Editor editor,
    Consumer<byte[]> pager,
    Consumer<Diagnostic> warnings) {}
