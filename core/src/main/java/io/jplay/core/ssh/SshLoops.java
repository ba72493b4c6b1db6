package io.jplay.core.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;

/// The threads in which MINA works. Each reads its share of the connections and does what comes
/// with it; MINA's own way is one thread that waits for all of them and hands each packet to
/// another, which is a switch of threads for each packet. There are at least two, as an agent that
/// waits for the touch of a key keeps its thread.
///
/// MINA waits for each new connection in a thread, of which it has a few: three hosts that do not
/// answer would keep all others from being reached. Ours are virtual, one for each.
final class SshLoops extends Nio2ServiceFactoryFactory {
  @Override
  public IoServiceFactory create(FactoryManager manager) {
    var waiting =
        new SshThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("ssh-connect-", 0).factory());
    try {
      return new Loops(manager, newExecutor(), waiting);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Loops extends Nio2ServiceFactory {
    private final List<AsynchronousChannelGroup> groups = new ArrayList<>();
    private final ExecutorService waiting;

    Loops(FactoryManager manager, CloseableExecutorService own, CloseableExecutorService waiting)
        throws IOException {
      super(manager, own, waiting);
      this.waiting = waiting;
      for (int i = 0; i < Math.max(2, Runtime.getRuntime().availableProcessors()); i++) {
        groups.add(
            AsynchronousChannelGroup.withFixedThreadPool(
                1, Thread.ofPlatform().daemon().name("ssh-loop-" + i).factory()));
      }
    }

    @Override
    public IoConnector createConnector(IoHandler handler) {
      return autowireCreatedService(new Connector(this, handler));
    }

    @Override
    protected void doCloseImmediately() {
      for (AsynchronousChannelGroup group : groups) {
        try {
          group.shutdownNow();
        } catch (IOException e) {
          // its thread is a daemon
        }
      }
      super.doCloseImmediately();
    }
  }

  private static final class Connector extends Nio2Connector {
    private final Loops loops;
    private final AtomicInteger turn = new AtomicInteger();

    Connector(Loops loops, IoHandler handler) {
      super(loops, loops.getFactoryManager(), handler, loops.groups.getFirst(), loops.waiting);
      this.loops = loops;
    }

    @Override
    protected AsynchronousSocketChannel openAsynchronousSocketChannel(
        SocketAddress address, AsynchronousChannelGroup group) throws IOException {
      return AsynchronousSocketChannel.open(
          loops.groups.get(Math.floorMod(turn.getAndIncrement(), loops.groups.size())));
    }
  }
}
