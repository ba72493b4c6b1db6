package io.jplay.core.exec;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A session as one task sees it: with the task's `environment` and time limit.
final class TaskSession implements RemoteSession {
  private final RemoteSession session;
  private final Map<String, String> environment;
  private final Optional<String> directory;
  private final Duration limit;
  private final Map<String, String> homes;
  private final Consumer<String> release;

  /// `directory` is where programs run when that is not the login's; `limit` zero means the
  /// session's own; `homes` are those of accounts that the task names; `release` ends the host's
  /// idle shells of a user.
  TaskSession(
      RemoteSession session,
      Map<String, String> environment,
      Optional<String> directory,
      Duration limit,
      Map<String, String> homes,
      Consumer<String> release) {
    this.session = session;
    this.environment = environment;
    this.directory = directory;
    this.limit = limit;
    this.homes = Map.copyOf(homes);
    this.release = release;
  }

  private ShellProgram dressed(ShellProgram program) {
    ShellProgram placed = directory.map(program::within).orElse(program);
    return placed.withEnvironment(environment);
  }

  @Override
  public ProgramOutput run(ShellProgram program) throws TransportException {
    return limit.isZero() ? session.run(dressed(program)) : session.run(dressed(program), limit);
  }

  @Override
  public ProgramOutput run(ShellProgram program, Duration ownLimit) throws TransportException {
    boolean tighter = !limit.isZero() && limit.compareTo(ownLimit) < 0;
    return session.run(dressed(program), tighter ? limit : ownLimit);
  }

  @Override
  public List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException {
    return session.runAll(programs.stream().map(this::dressed).toList());
  }

  @Override
  public String upload(FileContent content) throws TransportException {
    return session.upload(content);
  }

  @Override
  public void download(String path, OutputStream to, long maximum) throws TransportException {
    boolean relative = directory.isPresent() && !path.startsWith("/");
    session.download(relative ? directory.get() + "/" + path : path, to, maximum);
  }

  @Override
  public HostFacts facts() throws TransportException {
    HostFacts facts = session.facts();
    return homes.isEmpty() ? facts : facts.withHomes(homes);
  }

  @Override
  public boolean isLocal() {
    return session.isLocal();
  }

  @Override
  public void releaseShells(String user) {
    release.accept(user);
  }

  @Override
  public void reset() {
    session.reset();
  }
}
