package io.jplay.cli.command;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Settings;
import io.jplay.cli.run.Engine;

/// What every command is started with. `program` is the name that it was called by.
public record Invocation(String program, Settings settings, Terminal terminal, Engine engine) {}
