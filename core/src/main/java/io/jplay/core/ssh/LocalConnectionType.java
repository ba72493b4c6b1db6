package io.jplay.core.ssh;

import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import java.util.List;

/// The controller itself, through the same shell as any host.
public final class LocalConnectionType implements ConnectionType {
  @Override
  public String name() {
    return "local";
  }

  @Override
  public Connection connect(Endpoint endpoint) {
    String user = System.getProperty("user.name", "");
    var opener = new ProcessOpener(endpoint.host(), user, List.of(), true);
    return new ShellConnection(opener, HostShell.of(endpoint));
  }
}
