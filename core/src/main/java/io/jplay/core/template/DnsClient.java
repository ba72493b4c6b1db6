package io.jplay.core.template;

import io.jplay.core.template.DnsMessage.Answer;
import io.jplay.core.template.DnsMessage.Question;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Asks name servers: one after another, again and again until one answers or the time is over, as
/// dnspython does. JNDI's provider could not: it gives no lifetime of records, knows no class and
/// cuts texts into one. `servers` are addresses, never names.
record DnsClient(List<InetAddress> servers, int port, boolean overTcp, boolean retriesFailure) {
  private static final Duration LIFETIME = Duration.ofSeconds(5);
  private static final Duration EACH = Duration.ofSeconds(2);
  private static final int FIRST_PAUSE = 100;
  private static final int LONGEST_PAUSE = 2000;
  private static final int LARGEST = 65535;
  private static final int LONGEST_CHAIN = 16;
  private static final int NO_NAME = 3;
  private static final int SERVER_FAILURE = 2;
  private static final SecureRandom RANDOM = new SecureRandom();

  DnsClient {
    servers = List.copyOf(servers);
  }

  /// The records of the question's type, after all aliases that the answer names.
  List<Answer> ask(Question question) throws DnsFailure, InterruptedException {
    long end = System.nanoTime() + LIFETIME.toNanos();
    var left = new ArrayList<InetAddress>(servers);
    var said = new ArrayList<String>();
    for (int pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      for (InetAddress server : List.copyOf(left)) {
        String failure;
        boolean again = true;
        boolean tcp = overTcp;
        try {
          var wait = Duration.ofNanos(Math.min(EACH.toNanos(), remaining(end, question, said)));
          DnsMessage reply = exchange(question, server, tcp, wait);
          if (reply.isTruncated()) {
            tcp = true;
            reply = exchange(question, server, true, wait);
          }
          if (reply.responseCode() == 0 || reply.responseCode() == NO_NAME) {
            return chosen(reply, question);
          }
          again = retriesFailure && reply.responseCode() == SERVER_FAILURE;
          failure = DnsTypes.responseName(reply.responseCode());
        } catch (SocketTimeoutException e) {
          failure = "The DNS operation timed out.";
        } catch (ConnectException | PortUnreachableException e) {
          again = false;
          failure = "[Errno 111] Connection refused";
        } catch (IOException e) {
          again = false;
          failure = String.valueOf(e.getMessage());
        }
        said.add(told(server, tcp, failure));
        if (!again) {
          left.remove(server);
        }
      }
      if (left.isEmpty()) {
        throw new DnsFailure(
            DnsFailure.Kind.NO_SERVER,
            "All nameservers failed to answer the query %s: %s"
                .formatted(question, String.join("; ", said)));
      }
      long rest = remaining(end, question, said);
      TimeUnit.NANOSECONDS.sleep(Math.min(rest, TimeUnit.MILLISECONDS.toNanos(pause)));
    }
  }

  private String told(InetAddress server, boolean tcp, String what) {
    return "Server %s %s port %d answered %s"
        .formatted(server.getHostAddress(), tcp ? "TCP" : "UDP", port, what);
  }

  private static long remaining(long end, Question question, List<String> said) throws DnsFailure {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new DnsFailure(
          DnsFailure.Kind.NO_SERVER,
          String.format(
              Locale.ROOT,
              "The resolution lifetime expired after %.3f seconds: %s",
              (LIFETIME.toNanos() - left) / 1e9,
              String.join("; ", said)));
    }
    return left;
  }

  private DnsMessage exchange(Question question, InetAddress server, boolean tcp, Duration wait)
      throws IOException {
    int id = RANDOM.nextInt(LARGEST + 1);
    byte[] wire = question.wire(id);
    DnsMessage reply =
        DnsMessage.parse(tcp ? overTcp(wire, server, wait) : overUdp(wire, server, wait));
    boolean isOurs =
        reply.id() == id
            && reply.question().type() == question.type()
            && reply.question().dnsClass() == question.dnsClass()
            && reply.question().name().isSame(question.name());
    if (!isOurs) {
      throw new IOException("The DNS response does not answer the question.");
    }
    return reply;
  }

  private byte[] overUdp(byte[] wire, InetAddress server, Duration wait) throws IOException {
    try (var socket = new DatagramSocket()) {
      // a connected socket takes datagrams of its peer only, and hears that nobody listens there
      socket.connect(new InetSocketAddress(server, port));
      socket.setSoTimeout(millis(wait));
      socket.send(new DatagramPacket(wire, wire.length));
      var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      socket.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }
  }

  private byte[] overTcp(byte[] wire, InetAddress server, Duration wait) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(server, port), millis(wait));
      socket.setSoTimeout(millis(wait));
      socket.getOutputStream().write(DnsMessage.withLength(wire));
      var in = new DataInputStream(socket.getInputStream());
      var reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return reply;
    }
  }

  private static int millis(Duration wait) {
    return (int) Math.max(1, wait.toMillis());
  }

  private static List<Answer> chosen(DnsMessage reply, Question question) throws DnsFailure {
    if (reply.responseCode() == NO_NAME) {
      throw new DnsFailure(
          DnsFailure.Kind.NO_NAME, "The DNS query name does not exist: " + question.name());
    }
    DnsName name = question.name();
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      List<Answer> found = records(reply, name, question.type(), question.dnsClass());
      if (!found.isEmpty()) {
        return found;
      }
      List<Answer> alias = records(reply, name, DnsTypes.CNAME, question.dnsClass());
      if (alias.isEmpty()) {
        break;
      }
      name = alias.getFirst().data().again().name();
    }
    throw new DnsFailure(
        DnsFailure.Kind.NO_ANSWER,
        "The DNS response does not contain an answer to the question: " + question);
  }

  private static List<Answer> records(DnsMessage reply, DnsName name, int type, int dnsClass) {
    return reply.answers().stream()
        .filter(a -> a.type() == type && a.dnsClass() == dnsClass && a.name().isSame(name))
        .toList();
  }
}
