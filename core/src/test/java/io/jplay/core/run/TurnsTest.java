package io.jplay.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void comeInTheOrderInWhichTheyWereAskedFor() {
    var turns = new Turns(2);
    List<CountDownLatch> asked = Stream.generate(turns::ask).limit(4).toList();
    assertEquals(List.of(0L, 0L, 1L, 1L), asked.stream().map(CountDownLatch::getCount).toList());
    turns.end();
    assertEquals(0, asked.get(2).getCount());
    assertEquals(1, asked.get(3).getCount());
    turns.end();
    assertEquals(0, asked.get(3).getCount());
  }

  @Test
  void areFreeAgainWhenNobodyWaits() {
    var turns = new Turns(1);
    turns.ask();
    turns.end();
    assertEquals(0, turns.ask().getCount());
    assertEquals(1, turns.ask().getCount());
  }
}
