package io.jplay.core.exec;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Connection;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A session that connects when it is used, and anew after each reset: for a task that waits until
/// its host can be reached. Used by the host's thread; closing it gives the connection back.
final class LateSession implements RemoteSession, AutoCloseable {
  /// What is done with a connection as soon as there is one.
  @FunctionalInterface
  interface Connected {
    void accept(Connection connection) throws TransportException;
  }

  private final ConnectionPool pool;
  private final ConnectionPlan plan;
  private final Connected connected;
  private Optional<ConnectionPool.Lease> lease = Optional.empty();

  LateSession(ConnectionPool pool, ConnectionPlan plan, Connected connected) {
    this.pool = pool;
    this.plan = plan;
    this.connected = connected;
  }

  private RemoteSession session() throws TransportException {
    if (lease.isEmpty()) {
      lease = Optional.of(pool.lease(plan.type(), plan.endpoint()));
    }
    Connection connection = lease.get().connection();
    connected.accept(connection);
    return connection.session(plan.become());
  }

  @Override
  public ProgramOutput run(ShellProgram program) throws TransportException {
    return session().run(program);
  }

  @Override
  public ProgramOutput run(ShellProgram program, Duration limit) throws TransportException {
    return session().run(program, limit);
  }

  @Override
  public List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException {
    return session().runAll(programs);
  }

  @Override
  public String upload(FileContent content) throws TransportException {
    return session().upload(content);
  }

  @Override
  public void download(String path, OutputStream to, long limit) throws TransportException {
    session().download(path, to, limit);
  }

  @Override
  public HostFacts facts() throws TransportException {
    return session().facts();
  }

  @Override
  public boolean isLocal() {
    return plan.type().equals("local");
  }

  @Override
  public void reset() {
    lease.ifPresent(open -> {
      open.connection().close();
      open.close();
    });
    lease = Optional.empty();
  }

  @Override
  public void close() {
    lease.ifPresent(ConnectionPool.Lease::close);
    lease = Optional.empty();
  }
}
