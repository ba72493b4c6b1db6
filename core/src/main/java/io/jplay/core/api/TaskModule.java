package io.jplay.core.api;

/// What a task runs. Implementations are stateless, have a public constructor without arguments,
/// carry [ModuleInfo] and a public record `Args` whose components carry [Option]. One instance may
/// serve many hosts' threads at once.
///
/// @param <A> the module's `Args` record
public sealed interface TaskModule<A extends Record>
    permits StateModule, ActionModule, ControllerModule {}
