package io.jplay.core.api;

import java.util.Optional;

/// A module that brings an object to a state: it names what it must know ([#reads]), then decides
/// ([#decide]). It does no I/O on the host itself; check mode and diff are the same decision
/// without the apply.
public non-sealed interface StateModule<A extends Record> extends TaskModule<A> {

  /// Controller-side preparation before anything is read: finds and reads local files, renders a
  /// template file. May block on the controller's disk. Throws [ModuleFailure] or `JplayException`
  /// to fail the task. What it finds it hands on in a component of `A` of type `Optional` whose
  /// option's name begins with `_`: no user sets it, the binder leaves it empty.
  default A prepare(A args, TaskContext context) {
    return args;
  }

  /// The module that this one only stands for on such a host (service for systemd): its
  /// `module_defaults` apply too, below all given options. Pure.
  default Optional<String> standsFor(A args, HostFacts facts) {
    return Optional.empty();
  }

  /// What must be known of the host. Pure.
  Reads reads(A args, HostFacts facts);

  /// What is to be done. Pure: no clock, random, file, network. Called again with everything seen
  /// so far after [Decision.ReadMore].
  Decision decide(A args, Observed seen, Mode mode);
}
