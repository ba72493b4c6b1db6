package io.jplay.core.ssh;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sessions of one host: one for each user, over one way to the host. Used by the host's
/// thread.
final class ShellConnection implements Connection {
  private final ShellOpener opener;
  private final HostShell shell;
  private final Map<String, RemoteShell> sessions = new HashMap<>();

  ShellConnection(ShellOpener opener, HostShell shell) {
    this.opener = opener;
    this.shell = shell;
  }

  @Override
  public RemoteSession session(Optional<Become> become) {
    return sessions.computeIfAbsent(key(become), key -> new RemoteShell(opener, become, shell));
  }

  /// A password that changed makes another session: the old one was opened with the old password.
  private static String key(Optional<Become> become) {
    return become
        .map(b ->
            String.join(
                "\0",
                b.method(),
                b.user(),
                b.exe(),
                String.join("\0", b.flags()),
                b.password().map(secret -> secret.reveal()).orElse("")))
        .orElse("");
  }

  @Override
  public void releaseShells(String user) {
    sessions.values().stream().filter(shell -> shell.isOf(user)).forEach(RemoteShell::end);
  }

  @Override
  public List<Detail> details() {
    return opener.details();
  }

  @Override
  public boolean isOpen() {
    return opener.isOpen();
  }

  @Override
  public void close() {
    sessions.values().forEach(RemoteShell::closeLoop);
    sessions.clear();
    opener.close();
  }
}
