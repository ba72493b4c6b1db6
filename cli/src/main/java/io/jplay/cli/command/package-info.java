/// The commands. In: words of a command line, settings. Out: a RunRequest for the engine, or text
/// on the console; an ExitCode. The only user of Picocli beside cli.vault.
@NullMarked
package io.jplay.cli.command;

import org.jspecify.annotations.NullMarked;
