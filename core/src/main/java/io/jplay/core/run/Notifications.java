package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Services;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which hosts wait for which handlers. What a task notifies is kept as the name that it said, and
/// looked up when the handlers are flushed: a role that is included in between may bring another
/// handler of that name (like ansible-core 2.18 plugins/strategy/__init__.py). Owned by the play
/// thread.
final class Notifications {
  private final PlayState play;
  private final HandlerIndex index;
  private final EventSink events;
  private final Clock clock;
  private final boolean missingIsError;
  private final Map<String, Set<String>> names = new HashMap<>();
  private final Map<PlannedTask, Set<String>> waiting = new HashMap<>();

  Notifications(PlayState play, HandlerIndex index, EventSink events, Services services) {
    this.play = play;
    this.index = index;
    this.events = events;
    this.clock = services.clock();
    this.missingIsError = services.settings().behaving().missingHandlerIsError();
  }

  /// Keeps a name for a host, which must be that of a handler already. What a handler notifies is
  /// looked up at once: its flush is on.
  void keep(String name, String host, PlannedTask by) {
    List<PlannedTask> found = index.find(name);
    if (found.isEmpty()) {
      missing(name, by);
    } else if (by.isHandler()) {
      found.forEach(handler -> schedule(handler, host));
    } else {
      names.computeIfAbsent(host, h -> new LinkedHashSet<>()).add(name);
      events.accept(new Event.HandlerNotified(clock.instant(), name, host));
    }
  }

  private void missing(String name, PlannedTask by) {
    String detail =
        "The requested handler '%s' was not found in either the main handlers list nor in the listening handlers list"
            .formatted(name);
    if (missingIsError) {
      throw new JplayException(
          Diagnostic.error("JP1902", "notified handler does not exist", by.task().where())
              .withDetail(detail)
              .withHint(index.hint(name)));
    }
    events.accept(
        new Event.Problem(
            clock.instant(),
            Diagnostic.warning("JP1902", "notified handler does not exist", by.task().where())
                .withDetail(detail)));
  }

  /// From now on the host waits for the handler itself.
  void add(PlannedTask handler, String host) {
    waiting.computeIfAbsent(handler, h -> new LinkedHashSet<>()).add(host);
  }

  /// Looks up the names that were kept for a host: its handlers are flushed.
  void lookUp(String host) {
    Set<String> kept = names.remove(host);
    for (String name : kept == null ? Set.<String>of() : kept) {
      index.find(name).forEach(handler -> schedule(handler, host));
    }
  }

  private void schedule(PlannedTask handler, String host) {
    if (waiting.computeIfAbsent(handler, h -> new LinkedHashSet<>()).add(host)) {
      events.accept(new Event.HandlerScheduled(clock.instant(), index.label(handler), host));
    }
  }

  boolean isWaiting(PlannedTask handler, String host) {
    return waiting.getOrDefault(handler, Set.of()).contains(host);
  }

  /// Whether a flush has nothing to do for a host: nothing was notified on it, nor any handler by
  /// another one.
  boolean isQuiet(String host) {
    return names.getOrDefault(host, Set.of()).isEmpty()
        && waiting.values().stream().allMatch(Set::isEmpty);
  }

  boolean isAwaited(PlannedTask handler) {
    return !waiting.getOrDefault(handler, Set.of()).isEmpty();
  }

  void clear(PlannedTask handler, String host) {
    waiting.getOrDefault(handler, Set.of()).remove(host);
  }

  /// The hosts that wait for each handler, those of names that were not looked up as well.
  Map<PlannedTask, List<String>> pending() {
    var pending = new LinkedHashMap<PlannedTask, List<String>>();
    for (PlannedTask handler : play.handlers()) {
      var hosts = new LinkedHashSet<>(waiting.getOrDefault(handler, Set.of()));
      names.forEach((host, kept) -> {
        if (kept.stream().anyMatch(name -> index.find(name).contains(handler))) {
          hosts.add(host);
        }
      });
      if (!hosts.isEmpty()) {
        pending.put(handler, new ArrayList<>(hosts));
      }
    }
    return pending;
  }
}
