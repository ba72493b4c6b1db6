package io.jplay.core.api;

/// A module of several steps on a host (fetch, reboot, wait_for), or one whose effect is opaque
/// (command, shell). Its Javadoc says why it cannot be a [StateModule]. In check mode it must not
/// change anything: see [TaskContext#mode].
public non-sealed interface ActionModule<A extends Record> extends TaskModule<A> {
  /// Called on the host's virtual thread; may block within the task's time limit. Throws
  /// [ModuleFailure] to fail with a result.
  Result run(A args, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException;
}
