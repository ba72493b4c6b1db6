package io.jplay.core.event;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.KnownSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Passes events on without the secrets that the run knows, whoever said them. Values that go on in
/// the run stay as they are: only what is shown and recorded is masked. Names of hosts and files,
/// and what the playbook itself says, are not searched.
public record MaskedEvents(KnownSecrets secrets, EventSink next) implements EventSink {
  /// The same secrets before another sink.
  public MaskedEvents before(EventSink other) {
    return new MaskedEvents(secrets, other);
  }

  @Override
  public void accept(Event event) {
    next.accept(masked(event));
  }

  private Event masked(Event event) {
    return switch (event) {
      case Event.ItemResult e ->
          new Event.ItemResult(
              e.at(),
              e.task(),
              e.host(),
              e.delegatedTo(),
              e.status(),
              e.ignored(),
              secrets.mask(e.label()),
              secrets.mask(e.result()),
              masked(e.diffs()));
      case Event.TaskResult e ->
          new Event.TaskResult(
              e.at(),
              e.task(),
              e.host(),
              e.delegatedTo(),
              e.status(),
              e.ignored(),
              e.loop(),
              secrets.mask(e.result()),
              masked(e.diffs()));
      case Event.Retry e ->
          new Event.Retry(
              e.at(),
              e.task(),
              e.host(),
              e.delegatedTo(),
              e.label().map(secrets::mask),
              e.left(),
              e.attempts(),
              secrets.mask(e.result()));
      case Event.Included e ->
          new Event.Included(e.at(), e.file(), e.hosts(), e.label().map(secrets::mask));
      case Event.Problem e -> new Event.Problem(e.at(), e.diagnostic().mapped(secrets::mask));
      case Event.Verbose e ->
          new Event.Verbose(e.at(), e.level(), e.host(), secrets.mask(e.text()));
      case Event.HandlerNotified e ->
          new Event.HandlerNotified(e.at(), secrets.mask(e.handler()), e.host());
      case Event.HandlerScheduled e ->
          new Event.HandlerScheduled(e.at(), secrets.mask(e.handler()), e.host());
      case Event.RunEnded e ->
          new Event.RunEnded(e.at(), e.hosts(), masked(e.stats()), e.exitCode(), e.stopped());
      case Event.PlaybookStarted _,
          Event.PlayStarted _,
          Event.NoHostsMatched _,
          Event.NoHostsRemaining _,
          Event.TaskStarted _,
          Event.HostStarted _,
          Event.AsyncPoll _,
          Event.AsyncEnded _,
          Event.StepAsked _,
          Event.HandlersFlushed _,
          Event.VarsPrompted _ ->
          event;
    };
  }

  private List<Diff> masked(List<Diff> diffs) {
    return diffs.isEmpty() ? diffs : diffs.stream().map(d -> d.mapped(secrets::mask)).toList();
  }

  private Map<String, Dict> masked(Map<String, Dict> stats) {
    var all = new LinkedHashMap<String, Dict>();
    stats.forEach((host, data) -> all.put(host, secrets.mask(data)));
    return all;
  }

  /// What ends the run, without secrets.
  public JplayException masked(JplayException failure) {
    return new JplayException(
        failure.exitCode(),
        failure.diagnostics().stream().map(d -> d.mapped(secrets::mask)).toList());
  }
}
