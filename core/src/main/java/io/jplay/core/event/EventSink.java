package io.jplay.core.event;

/// Takes the events of a run. Called by one thread at a time, in order; must not block on hosts.
@FunctionalInterface
public interface EventSink {
  void accept(Event event);
}
