package io.jplay.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A line to a port of this machine as lost packets make it: what is sent arrives in small pieces,
/// late, and nearly every third piece much later.
final class BadLine implements AutoCloseable {
  private static final int PIECE = 4096;

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private BadLine(ServerSocket server) {
    this.server = server;
  }

  static BadLine to(int port) throws IOException {
    var line = new BadLine(new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
    Thread.ofVirtual().start(() -> line.serve(port));
    return line;
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve(int port) {
    try {
      while (true) {
        Socket near = server.accept();
        var far = new Socket(InetAddress.getByName("127.0.0.1"), port);
        sockets.addAll(List.of(near, far));
        Thread.ofVirtual().start(() -> carry(near, far, 1));
        Thread.ofVirtual().start(() -> carry(far, near, 2));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void carry(Socket from, Socket to, long seed) {
    var chance = new Random(seed);
    var piece = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        int late = chance.nextInt(100) < 30 ? 150 + chance.nextInt(250) : 30;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(late));
        out.write(piece, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // the other side is gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
