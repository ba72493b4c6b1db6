package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/// SSH hosts inside this process, for `jplay demo`: each listens on a free port of 127.0.0.1, has a
/// host key and a root directory of its own and runs a real `sh`; one agent holds the only key that
/// may log in. Everything lies below `directory`: `NAME/` for each host, `known_hosts`, `agent`.
/// Nobody is root, nothing leaves the machine; closing it ends servers, shells and agent.
public final class DemoHosts implements AutoCloseable {
  private final Map<String, DemoSshServer> servers = new LinkedHashMap<>();
  private final DemoAgent agent;

  private DemoHosts(DemoAgent agent) {
    this.agent = agent;
  }

  public static DemoHosts start(Path directory, List<String> names) throws IOException {
    try {
      KeyPair user = key();
      var hosts = new DemoHosts(DemoAgent.start(directory.resolve("agent"), user));
      var known = new ArrayList<String>();
      try {
        for (String name : names) {
          KeyPair hostKey = key();
          Path root = Files.createDirectory(directory.resolve(name));
          var server = DemoSshServer.start(name, root, hostKey, user.getPublic());
          hosts.servers.put(name, server);
          known.add(
              "[127.0.0.1]:%d %s"
                  .formatted(server.port(), PublicKeyEntry.toString(hostKey.getPublic())));
        }
        Files.write(directory.resolve("known_hosts"), known);
        return hosts;
      } catch (IOException e) {
        hosts.close();
        throw e;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a key: " + e.getMessage(), e);
    }
  }

  private static KeyPair key() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /// The port of a host that was started.
  public int port(String name) {
    DemoSshServer server = servers.get(name);
    if (server == null) {
      throw new IllegalArgumentException(name + " was not started");
    }
    return server.port();
  }

  @Override
  public void close() {
    servers.values().forEach(DemoSshServer::close);
    agent.close();
  }
}
