package io.jplay.cli.run;

import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.ssh.SshConnectionType;
import io.jplay.core.ssh.SshSettings;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// SSH that is loaded when the first host needs it: a run on localhost only never pays for it.
final class LazySsh implements ConnectionType {
  private final SshSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ConnectionType loaded;

  LazySsh(SshSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public Connection connect(Endpoint endpoint) throws TransportException {
    return loaded().connect(endpoint);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (loaded != null) {
        loaded.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private ConnectionType loaded() {
    lock.lock();
    try {
      ConnectionType ssh = loaded;
      if (ssh == null) {
        ssh = new SshConnectionType(settings);
        loaded = ssh;
      }
      return ssh;
    } finally {
      lock.unlock();
    }
  }
}
