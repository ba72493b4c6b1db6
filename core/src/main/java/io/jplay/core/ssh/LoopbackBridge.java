package io.jplay.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Lets MINA, which connects to sockets only, speak over streams (a channel of a jump host, a
/// ProxyCommand). Listens on a free loopback port for exactly one connection and takes it only when
/// it comes from the port that MINA connected from: another local user may be faster, but gets
/// nothing.
final class LoopbackBridge implements AutoCloseable {
  private static final int ACCEPT_MILLIS = 10_000;

  private final ServerSocket server;
  private final InputStream in;
  private final OutputStream out;
  private final AutoCloseable behind;

  LoopbackBridge(InputStream in, OutputStream out, AutoCloseable behind) throws IOException {
    this.in = in;
    this.out = out;
    this.behind = behind;
    this.server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.setSoTimeout(ACCEPT_MILLIS);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  /// Joins the connection that came from `port` with the streams.
  void join(int port) throws IOException {
    try (server) {
      Socket socket = server.accept();
      if (socket.getPort() != port || !socket.getInetAddress().isLoopbackAddress()) {
        socket.close();
        throw new IOException("another program took the connection to the proxy");
      }
      socket.setTcpNoDelay(true);
      InputStream fromMina = socket.getInputStream();
      OutputStream toMina = socket.getOutputStream();
      pump("proxy-out", fromMina, out, socket);
      pump("proxy-in", in, toMina, socket);
    }
  }

  private void pump(String name, InputStream from, OutputStream to, Socket socket) {
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          var bytes = new byte[32_768];
          try {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
              to.write(bytes, 0, count);
              to.flush();
            }
          } catch (IOException e) {
            // either side has closed
          } finally {
            closeQuietly(socket);
            close();
          }
        });
  }

  @Override
  public void close() {
    closeQuietly(server);
    closeQuietly(behind);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // nothing to save
    }
  }
}
