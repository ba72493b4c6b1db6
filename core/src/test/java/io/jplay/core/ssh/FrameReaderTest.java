package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private final FrameReader reader = new FrameReader();
  private final ByteArrayOutputStream first = new ByteArrayOutputStream();
  private final ByteArrayOutputStream second = new ByteArrayOutputStream();

  private static FrameReader.Frame frame(Marker marker, ByteArrayOutputStream into) {
    return FrameReader.Frame.of(marker, into::write);
  }

  private static String text(Marker marker, String output, int status) {
    return marker.first()
        + marker.second()
        + "\n"
        + output
        + marker.second()
        + marker.first()
        + " "
        + status
        + "\n";
  }

  private void come(String text, int chunk) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += chunk) {
      reader.accept(bytes, at, Math.min(chunk, bytes.length - at));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 100_000})
  void cutsFramesHoweverTheyCome(int chunk) throws Exception {
    Marker one = Marker.next();
    Marker two = Marker.next();
    var a = frame(one, first);
    var b = frame(two, second);
    reader.expect(a);
    reader.expect(b);
    // the beginning of a marker inside a program's output is output
    String output = one.second() + "\nä" + "x".repeat(20_000) + one.first();
    come("noise\n" + text(one, output, 3) + "more noise" + text(two, "", 0), chunk);
    assertEquals(3, a.status().get());
    assertEquals(output, first.toString(StandardCharsets.UTF_8));
    assertEquals(0, b.status().get());
    assertEquals("", second.toString(StandardCharsets.UTF_8));
    assertEquals("noise\nmore noise", reader.noise());
  }

  @Test
  void noiseIsToldAsItComesAlsoWhereNothingIsExpected() {
    List<String> told = new ArrayList<>();
    reader.onNoise(told::add);
    come("late", 10);
    reader.expect(frame(Marker.next(), first));
    come("[sudo] password", 100);
    assertEquals(List.of("late", "late[sudo] password"), told);
  }

  @Test
  void theEndFailsWhatIsOpenAndWhatIsStillAnnounced() throws Exception {
    Marker one = Marker.next();
    var open = frame(one, first);
    var waiting = frame(Marker.next(), second);
    reader.expect(open);
    reader.expect(waiting);
    come(one.first() + one.second() + "\nlast words", 5);
    assertFalse(open.status().isDone());
    reader.end();
    reader.accept(new byte[] {'x'}, 0, 1);
    for (var frame : List.of(open, waiting)) {
      var e = assertThrows(ExecutionException.class, () -> frame.status().get());
      assertInstanceOf(EOFException.class, e.getCause());
    }
    assertEquals("last words", first.toString(StandardCharsets.UTF_8));
    var after = frame(Marker.next(), second);
    reader.expect(after);
    assertTrue(after.status().isCompletedExceptionally());
  }

  @Test
  void anAnswerWithoutAStatusEndsTheStream() {
    Marker one = Marker.next();
    var broken = frame(one, first);
    reader.expect(broken);
    come(one.first() + one.second() + "\n" + one.second() + one.first() + " what\n", 100);
    var e = assertThrows(ExecutionException.class, () -> broken.status().get());
    assertTrue(e.getCause().getMessage().contains("cannot be read"), e.getCause().getMessage());
  }

  @Test
  void whoCannotTakeTheOutputEndsTheStreamAndIsNotAskedAgain() {
    Marker one = Marker.next();
    var asked = new AtomicInteger();
    var refused =
        FrameReader.Frame.of(
            one,
            (bytes, offset, length) -> {
              asked.incrementAndGet();
              throw new IOException("full");
            });
    reader.expect(refused);
    come(text(one, "x".repeat(1000), 0), 100);
    var e = assertThrows(ExecutionException.class, () -> refused.status().get());
    assertEquals("full", e.getCause().getMessage());
    assertEquals(1, asked.get());
  }

  @Test
  void whatComesBeforeAnybodyTakesItIsKept() throws Exception {
    Marker one = Marker.next();
    var early = frame(one, first);
    reader.expect(early);
    try (var stream = new ReceivedStream()) {
      byte[] bytes = text(one, "early", 0).getBytes(StandardCharsets.UTF_8);
      stream.write(bytes, 0, 20);
      stream.handTo(reader);
      stream.write(bytes, 20, bytes.length - 20);
      assertEquals(0, early.status().get());
      assertEquals("early", first.toString(StandardCharsets.UTF_8));
    }
    reader.expect(frame(Marker.next(), second));
    assertTrue(reader.noise().isEmpty());
  }
}
