/// The programs jplay, jvault and those of ansible: what was typed becomes a command, its end an
/// exit code. The only package that leaves the process.
@NullMarked
package io.jplay.cli;

import org.jspecify.annotations.NullMarked;
