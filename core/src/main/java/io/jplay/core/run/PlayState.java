package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import io.jplay.core.vars.PlayVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// One play for one batch of hosts. Owned by the play thread; what may change is replaced as a
/// whole, so that hosts' threads may read it.
final class PlayState {
  private final Play play;
  private final String name;
  private volatile List<String> allHosts;
  private final int batchSize;
  private volatile List<String> batch;
  private final List<PlannedTask> handlers = new ArrayList<>();
  private final Map<String, HostCursor> cursors = new HashMap<>();
  private volatile List<Role> roles;
  private final RoleProgress progress = new RoleProgress();
  private boolean ended;
  private volatile PlayVariables variables;
  private volatile List<String> removed = List.of();

  private final VarsFiles files;

  PlayState(
      Play play,
      String name,
      List<String> allHosts,
      List<String> batch,
      PlayVariables variables,
      VarsFiles files) {
    this.files = files;
    this.play = play;
    this.name = name;
    this.allHosts = List.copyOf(allHosts);
    this.batchSize = batch.size();
    this.batch = List.copyOf(batch);
    this.variables = variables;
    this.roles =
        Stream.concat(PlayRoles.listed(play).stream(), PlayRoles.imported(play).stream())
            .map(PlayRoles.Used::role)
            .toList();
  }

  Play play() {
    return play;
  }

  /// Of the playbook that the play is written in.
  Path directory() {
    Path file = play.file().toAbsolutePath().normalize();
    return Objects.requireNonNullElse(file.getParent(), file);
  }

  String name() {
    return name;
  }

  List<String> allHosts() {
    return allHosts;
  }

  /// One that was added while the play runs.
  void addHost(String host) {
    if (!allHosts.contains(host)) {
      var more = new ArrayList<>(allHosts);
      more.add(host);
      allHosts = List.copyOf(more);
    }
  }

  List<String> batch() {
    return batch;
  }

  /// How many hosts the batch had when it began.
  int batchSize() {
    return batchSize;
  }

  /// What the play is about now that the inventory is another: `all` of its hosts, and those of the
  /// batch that are among them, in the order of `ordered`. The others leave it without failure.
  void changeHosts(List<String> all, List<String> ordered) {
    batch.stream().filter(host -> !ordered.contains(host)).forEach(host -> cursor(host).end());
    allHosts = List.copyOf(all);
    batch = ordered.stream().filter(batch::contains).toList();
  }

  /// The hosts that `ansible_play_hosts` leaves out, once for each reason. A new list for each
  /// change.
  List<String> removed() {
    return removed;
  }

  void removeHost(String host) {
    var more = new ArrayList<>(removed);
    more.add(host);
    removed = List.copyOf(more);
  }

  /// One reason less.
  void restoreHost(String host) {
    var fewer = new ArrayList<>(removed);
    fewer.remove(host);
    removed = List.copyOf(fewer);
  }

  RoleProgress progress() {
    return progress;
  }

  /// No more batches of this play (`meta: end_play`).
  void endAll() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  VarsFiles files() {
    return files;
  }

  PlayVariables variables() {
    return variables;
  }

  void changeVariables(PlayVariables changed) {
    variables = changed;
  }

  /// All that it has come to, with their dependencies.
  List<Role> roles() {
    return roles;
  }

  void addRoles(List<Role> more) {
    roles = Stream.concat(roles.stream(), more.stream()).toList();
  }

  List<PlannedTask> handlers() {
    return handlers;
  }

  void addHandlers(List<PlannedTask> more) {
    handlers.addAll(more);
  }

  Map<String, HostCursor> cursors() {
    return cursors;
  }

  HostCursor cursor(String host) {
    HostCursor cursor = cursors.get(host);
    if (cursor == null) {
      throw new IllegalStateException("no such host in this batch: " + host);
    }
    return cursor;
  }
}
