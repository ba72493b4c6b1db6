package io.jplay.core.api;

import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/// A persistent POSIX shell on a host as one user. Used by one thread at a time. Programs run in a
/// subshell each, with a clean `IFS`, `LC_ALL=C` unless the program's environment says otherwise,
/// and standard input as the program carries.
public interface RemoteSession {
  /// Runs a program and waits for it, at most as long as the task's time limit allows.
  ProgramOutput run(ShellProgram program) throws TransportException;

  /// As [#run] with a limit of its own; when it passes, the program is killed and TASK_TIMEOUT
  /// thrown.
  ProgramOutput run(ShellProgram program, Duration limit) throws TransportException;

  /// Runs programs one after the other, sent at once: one round trip. All run, whatever the exit
  /// status of one.
  List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException;

  /// Sends content to a new private file (0600, in the session's private directory); returns its
  /// path. The file goes with the session.
  String upload(FileContent content) throws TransportException;

  /// Copies a file of the host to `to`. Throws TRANSFER_FAILED when it cannot be read or is larger
  /// than `limit` bytes.
  void download(String path, OutputStream to, long limit) throws TransportException;

  /// Probed at first use, then kept.
  HostFacts facts() throws TransportException;

  /// Whether the "host" is the controller itself without SSH.
  boolean isLocal();

  /// Ends the idle shells that the run keeps as another account of this host, and waits a short
  /// time for their end; the next use opens new ones.
  default void releaseShells(String user) {}

  /// Closes the connection, so that the next use opens a new one (`meta: reset_connection`,
  /// reboot).
  void reset();
}
