package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases that `src/test/python/make_dig_cases.py` made with the real `dig` of
/// community.general, against a name server that repeats the answers which that one got.
class DigLookupTest {
  private static final RecordedCases CASES = RecordedCases.read("dig-cases.json");
  private static final Map<String, Integer> ASKED = new ConcurrentHashMap<>();
  private static ServerSocket tcp;
  private static DatagramSocket udp;
  private static Templar templar;

  @BeforeAll
  static void start() throws IOException {
    tcp = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    udp = new DatagramSocket(tcp.getLocalPort(), tcp.getInetAddress());
    Thread.ofVirtual().start(() -> serve(DigLookupTest::answerDatagram));
    Thread.ofVirtual().start(() -> serve(DigLookupTest::answerConnection));
    templar =
        new Templar(
            new FakeEnvironment(Map.of("/etc/resolv.conf", "nameserver 127.0.0.9\n"), false),
            PluginRegistry.standard());
  }

  @AfterAll
  static void stop() throws IOException {
    udp.close();
    tcp.close();
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void serve(Step step) {
    try {
      while (true) {
        step.run();
      }
    } catch (IOException e) {
      assertTrue(udp.isClosed(), e::toString);
    }
  }

  private static void answerDatagram() throws IOException {
    var packet = new DatagramPacket(new byte[4096], 4096);
    udp.receive(packet);
    Optional<byte[]> reply = reply("udp", Arrays.copyOf(packet.getData(), packet.getLength()));
    if (reply.isPresent()) {
      udp.send(new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
    }
  }

  private static void answerConnection() throws IOException {
    try (var client = tcp.accept()) {
      var in = new DataInputStream(client.getInputStream());
      byte[] query = in.readNBytes(in.readUnsignedShort());
      Optional<byte[]> reply = reply("tcp", query);
      if (reply.isPresent()) {
        client.getOutputStream().write(DnsMessage.withLength(reply.get()));
      }
    }
  }

  /// The recorded answers to a question one after another, the last one for ever; none to names
  /// that were dropped.
  private static Optional<byte[]> reply(String how, byte[] query) {
    ByteBuffer in = ByteBuffer.wrap(query).position(12);
    String name = new DnsMessage.Data(in, query.length).name().toString();
    String key =
        "%s %s %d %d".formatted(how, name.toLowerCase(), in.getShort() & 0xffff, in.getShort());
    return CASES
        .part("answers")
        .get(key)
        .map(all -> {
          Seq answers = (Seq) all;
          int at = Math.min(ASKED.merge(key, 1, Integer::sum), answers.size()) - 1;
          byte[] answer = Base64.getDecoder().decode(PythonText.str(answers.at(at)));
          return ByteBuffer.allocate(answer.length + 2).put(query, 0, 2).put(answer).array();
        });
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return CASES
        .cases()
        .map(c -> DynamicTest.dynamicTest(c.text("expr").orElseThrow(), () -> check(c)));
  }

  private static void check(Dict test) {
    String wanted = test.text("err").map(DigLookupTest::said).orElse(RecordedCases.wanted(test));
    assertEquals(wanted, evaluate(test.text("expr").orElseThrow()));
  }

  private static String evaluate(String text) {
    String server = "'@127.0.0.1'";
    String expression =
        text.replace("port=P", "port=" + udp.getLocalPort())
            .replace(" S,", " " + server + ",")
            .replace(", S)", ", " + server + ")")
            .replace("(S,", "(" + server + ",");
    ASKED.clear();
    try {
      Value value = RecordedCases.value(expression, templar, new MapScope(Map.of()));
      return value instanceof Undefined ? "undefined" : RecordedCases.typed(value);
    } catch (JplayException | PythonError e) {
      return said("X: " + e.getMessage());
    }
  }

  /// A message without what differs from run to run, and without ansible's words around it.
  private static String said(String error) {
    String text = error.substring(error.indexOf(": ") + 2);
    int original = text.indexOf("original message: ");
    text = original < 0 ? text : text.substring(original + "original message: ".length());
    return RecordedCases.essence(text)
        .replace("port " + udp.getLocalPort(), "port PORT")
        .replaceAll("dns lookup NS: .*", "dns lookup NS: WHY")
        .replaceAll("after [0-9.]+ seconds", "after N seconds")
        .replaceAll("booleans include: .*", "booleans include: SET");
  }

  @Test
  void showsSignatures() {
    assertEquals(
        "list ['A 5 3 86400 20301231235959 20260101000000 2642 example."
            + " oJB1W6WNGv+ldvQ3WDG0MQkg5IEhjRip 8WTrPYGv07h108dUKGMeDPKijVCHX3DD']",
        evaluate("query('dig', 'sig.example./RRSIG', S, port=P)"));
  }

  @Test
  void readsNamesThatAreReversedAlready() {
    assertEquals(
        "list ['five.example.']",
        evaluate("query('dig', '5.2.0.192.in-addr.arpa./PTR', S, port=P)"));
  }

  @Test
  void followsNoPointersWithoutEnd() throws IOException {
    byte[] loop = {0, 1, (byte) 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) 0xc0, 12, 0, 1, 0, 1};
    try {
      DnsMessage.parse(loop);
    } catch (IOException e) {
      assertEquals("The DNS packet is malformed.", e.getMessage());
      return;
    }
    throw new AssertionError("no failure");
  }

  @Test
  void recordsAreDataOfOthers() {
    Value value =
        RecordedCases.value(
            "lookup('dig', 'example./MX', '@127.0.0.1', port=" + udp.getLocalPort() + ")",
            templar,
            new MapScope(Map.of()));
    assertTrue(((Str) value).tag().taint().isRemote());
  }
}
