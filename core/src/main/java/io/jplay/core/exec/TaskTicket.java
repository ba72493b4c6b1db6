package io.jplay.core.exec;

import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import java.util.function.Consumer;

/// One task to be done on one host. `progress` takes the events of items and retries as they
/// happen, from the host's thread.
public record TaskTicket(PlannedTask task, TaskRef ref, String host, Consumer<Event> progress) {}
