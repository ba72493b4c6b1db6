package io.jplay.core.exec;

import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Renderer;
import java.time.Clock;

/// What every stage of a task's way needs, made once for a run. All parts are thread-safe.
public record Services(
    RunSettings settings,
    Renderer renderer,
    ModuleCatalog modules,
    ConnectionPool connections,
    ControllerFiles files,
    AsyncJobs jobs,
    Prompter prompter,
    KnownSecrets secrets,
    Clock clock) {}
