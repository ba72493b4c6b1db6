package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hundreds of hosts that are all wanted at once, some of which never say a word.
@Alongside
@Timeout(300)
class ManyHostsTest {
  private static final int AT_ONCE = 16;

  /// Accepts connections and is silent.
  private static final class DeafHost implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 500, InetAddress.getByName("0.0.0.0"));
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    DeafHost() throws IOException {
      Thread.startVirtualThread(this::serve);
    }

    private void serve() {
      try {
        while (true) {
          Socket guest = door.accept();
          most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
          Thread.startVirtualThread(() -> listen(guest));
        }
      } catch (IOException e) {
        // the door is closed: the test is over
      }
    }

    private void listen(Socket guest) {
      try (guest) {
        guest.getInputStream().skip(Long.MAX_VALUE);
      } catch (IOException e) {
        // the guest went away
      } finally {
        waiting.decrementAndGet();
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  private static Endpoint endpoint(SshdFixture sshd, int number, int port) {
    return new Endpoint(
        "h" + number,
        "127.0.%d.%d".formatted(1 + number / 200, 1 + number % 200),
        OptionalInt.of(port),
        Optional.of(System.getProperty("user.name")),
        Optional.empty(),
        Optional.of(sshd.key()),
        List.of(),
        false,
        Duration.ofSeconds(10),
        Map.of());
  }

  private static SshConnectionType type(SshdFixture sshd, Duration limit) {
    SshSettings s = sshd.settings(Map.of(), SshQuestions.none());
    return new SshConnectionType(
        new SshSettings(
            s.home(),
            s.localUser(),
            s.environment(),
            s.configFiles(),
            s.userKnownHosts(),
            s.globalKnownHosts(),
            false,
            limit,
            AT_ONCE,
            s.questions(),
            s.warnings()));
  }

  /// Every host at once, the deaf ones first; they stay connected until all have been reached.
  private static void reach(Path dir, int live, int deaf, Duration limit) throws Exception {
    try (var sshd = SshdFixture.startOn("0.0.0.0", dir, "MaxStartups 1000");
        var silent = new DeafHost();
        var type = type(sshd, limit);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var lost = new ArrayList<Future<Connection>>();
      var reached = new ArrayList<Future<String>>();
      var isOver = new CountDownLatch(live);
      for (int i = 0; i < deaf; i++) {
        Endpoint endpoint = endpoint(sshd, i, silent.door.getLocalPort());
        lost.add(threads.submit(() -> type.connect(endpoint)));
      }
      for (int i = 0; i < live; i++) {
        Endpoint endpoint = endpoint(sshd, deaf + i, sshd.port());
        Callable<String> task =
            () -> {
              try (var connection = type.connect(endpoint)) {
                String said =
                    connection.session(Optional.empty()).run(ShellProgram.of("echo in")).stdout();
                isOver.countDown();
                isOver.await(240, TimeUnit.SECONDS);
                return said;
              } finally {
                isOver.countDown();
              }
            };
        reached.add(threads.submit(task));
      }
      for (Future<String> said : reached) {
        assertEquals("in\n", said.get());
      }
      for (Future<Connection> failed : lost) {
        var e = assertThrows(ExecutionException.class, failed::get);
        assertTrue(e.getCause() instanceof TransportException, e.toString());
        String text = String.valueOf(e.getCause().getMessage());
        assertTrue(text.contains("no answer within " + limit.toSeconds() + " s"), text);
      }
      assertEquals(deaf, silent.most.get(), "deaf hosts are waited for at the same time");
    }
  }

  @Test
  void silentHostsKeepNoTurnsFromOthers(@TempDir Path dir) throws Exception {
    reach(dir, 20, 4 * AT_ONCE, Duration.ofSeconds(10));
  }

  /// A port whose queue is full: the kernel does not even refuse.
  @Test
  void hostsThatTakeNoConnectionKeepNoOthersWaiting(@TempDir Path dir) throws Exception {
    try (var sshd = SshdFixture.start(dir);
        var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var type = type(sshd, Duration.ofSeconds(20));
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var first = new Socket();
        var second = new Socket()) {
      // what makes the client ready costs seconds, and is not what is measured
      type.connect(sshd.endpoint("before")).close();
      first.connect(full.getLocalSocketAddress(), 300);
      second.connect(full.getLocalSocketAddress(), 300);
      var lost = new ArrayList<Future<Connection>>();
      for (int i = 0; i < 12; i++) {
        Endpoint endpoint = endpoint(sshd, i, full.getLocalPort());
        lost.add(threads.submit(() -> type.connect(atLoopback(endpoint))));
      }
      Thread.sleep(200);
      long begin = System.nanoTime();
      type.connect(sshd.endpoint("live")).close();
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(8), "waited for the others");
      for (Future<Connection> failed : lost) {
        assertThrows(ExecutionException.class, failed::get);
      }
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(19), "one after the other");
    }
  }

  private static Endpoint atLoopback(Endpoint e) {
    return new Endpoint(
        e.host(),
        "127.0.0.1",
        e.port(),
        e.user(),
        e.password(),
        e.privateKey(),
        e.sshArguments(),
        e.hostKeyChecking(),
        e.connectTimeout(),
        e.options());
  }

  @Test
  @Tag("long")
  void reachesHundredsOfHosts(@TempDir Path dir) throws Exception {
    reach(dir, 300, 50, Duration.ofSeconds(20));
  }

  @Test
  void oneServerIsAskedByFewAtOnce() throws Exception {
    var turns = new SshTurns(100);
    for (int i = 0; i < 8; i++) {
      turns.take("jump").answered();
    }
    turns.take("another").close();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long begin = System.nanoTime();
      // nobody closes the eight: they end by themselves
      threads.submit(() -> turns.take("jump")).get(60, TimeUnit.SECONDS).close();
      assertTrue(System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(3));
    }
  }
}
