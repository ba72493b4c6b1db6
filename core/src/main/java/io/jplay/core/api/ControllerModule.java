package io.jplay.core.api;

/// A module that needs no host (debug, set_fact, assert, add_host).
public non-sealed interface ControllerModule<A extends Record> extends TaskModule<A> {
  /// Called on the host's virtual thread; may block on the controller's disk. Throws
  /// [ModuleFailure] to fail with a result.
  Result run(A args, TaskContext context) throws InterruptedException;
}
