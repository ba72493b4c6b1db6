package io.jplay.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// One demo host: an SSH server on 127.0.0.1 that lets one key in and runs commands with `sh` in
/// its root directory, as the user who runs jplay. A root directory is where commands start, not a
/// jail: the demo trusts its own playbook.
final class DemoSshServer implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private final SshServer server;

  private DemoSshServer(SshServer server) {
    this.server = server;
  }

  static DemoSshServer start(String name, Path root, KeyPair hostKey, PublicKey user)
      throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator((login, key, session) -> KeyUtils.compareKeys(user, key));
    server.setCommandFactory((channel, command) -> new ShellCommand(command, name, root));
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "jplay-demo");
    server.start();
    return new DemoSshServer(server);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.close(true).await(CLOSE);
    } catch (IOException e) {
      // its threads are daemons
    }
  }

  /// A command of a session: a process whose streams are the channel's.
  private static final class ShellCommand implements Command {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMillis(500);
    private final String command;
    private final String host;
    private final Path root;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;
    private @Nullable Process process;

    ShellCommand(String command, String host, Path root) {
      this.command = command;
      this.host = host;
      this.root = root;
    }

    @Override
    public void setInputStream(InputStream in) {
      this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
      this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
      var words = new ArrayList<String>();
      if (ProcessOpener.isProgram("setsid")) {
        // as with sshd: killing the session's process group must not reach jplay
        words.add("setsid");
      }
      words.addAll(List.of("/bin/sh", "-c", command));
      var builder = new ProcessBuilder(words).directory(root.toFile());
      Map<String, String> variables = builder.environment();
      variables.keySet().removeIf(name -> !name.equals("PATH") && !name.startsWith("LC_"));
      variables.putAll(
          Map.of(
              "HOME",
              root.toString(),
              "USER",
              environment.getEnv().getOrDefault(Environment.ENV_USER, "demo"),
              "SHELL",
              "/bin/sh",
              "JPLAY_DEMO_HOST",
              host));
      Process started = builder.start();
      process = started;
      pump("demo-in", in, started.getOutputStream(), true);
      Thread said = pump("demo-out", started.getInputStream(), out, false);
      Thread complained = pump("demo-err", started.getErrorStream(), err, false);
      Thread.ofVirtual().name("demo-exit").start(() -> await(started, said, complained));
    }

    private void await(Process started, Thread said, Thread complained) {
      try {
        int code = started.waitFor();
        // what a process in the background keeps open does not hold the answer
        said.join(LAST_WORDS);
        complained.join(LAST_WORDS);
        ExitCallback callback = exit;
        if (callback != null) {
          callback.onExit(code);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static Thread pump(
        String name, @Nullable InputStream from, @Nullable OutputStream to, boolean closes) {
      return Thread.ofVirtual()
          .name(name)
          .start(() -> {
            if (from == null || to == null) {
              return;
            }
            var bytes = new byte[32_768];
            try {
              for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                to.write(bytes, 0, count);
                to.flush();
              }
              if (closes) {
                to.close();
              }
            } catch (IOException e) {
              // either side has closed
            }
          });
    }

    @Override
    public void destroy(ChannelSession channel) throws InterruptedException {
      Process started = process;
      if (started == null) {
        return;
      }
      List<ProcessHandle> children = started.descendants().toList();
      try {
        // the end of its input lets the shell remove the session's directory
        started.getOutputStream().close();
      } catch (IOException e) {
        // it has ended before
      }
      if (!started.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        started.destroyForcibly();
      }
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
