package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many hosts are being made ready at once. Connecting, logging in and starting a shell take
/// processor time on both sides: hundreds of them together would make every limit measure our own
/// queue instead of the host. A limit therefore starts after the turn was taken. A host that keeps
/// silent loses its turn soon and is waited for without one, so that many such hosts cost the time
/// of one.
final class SshTurns {
  private static final Duration SILENT = Duration.ofMillis(1500);
  private static final Duration ANSWERING = Duration.ofSeconds(5);

  /// An sshd drops connections at random from its tenth unauthenticated one (MaxStartups).
  private static final int MOST_AT_ONE_PLACE = 8;

  private final Semaphore all;
  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

  SshTurns(int most) {
    this.all = new Semaphore(Math.max(1, most));
  }

  /// Waits for a turn; `place` is the server that takes the connection: the jump host or the host.
  Turn take(String place) throws TransportException {
    Semaphore here = places.computeIfAbsent(place, p -> new Semaphore(MOST_AT_ONE_PLACE));
    try {
      // the place first: who waits for it must not keep other places waiting
      here.acquire();
      try {
        all.acquire();
      } catch (InterruptedException e) {
        here.release();
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(Kind.UNREACHABLE, "interrupted while connecting", e);
    }
    var turn = new Turn(all, here);
    turn.endsAfter(SILENT);
    return turn;
  }

  /// The turn of one host; given back when closed, or by itself.
  static final class Turn implements AutoCloseable {
    private final Semaphore all;
    private final Semaphore here;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private final AtomicBoolean hasAnswered = new AtomicBoolean();

    private Turn(Semaphore all, Semaphore here) {
      this.all = all;
      this.here = here;
    }

    /// The host is there: what takes time now is work.
    void answered() {
      if (hasAnswered.compareAndSet(false, true)) {
        endsAfter(ANSWERING);
      }
    }

    private void endsAfter(Duration time) {
      CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> {
            if (time.equals(ANSWERING) || !hasAnswered.get()) {
              close();
            }
          });
    }

    @Override
    public void close() {
      if (isHeld.compareAndSet(true, false)) {
        all.release();
        here.release();
      }
    }
  }
}
