package io.jplay.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostOrderTest {
  private static final List<String> HOSTS = List.of("c", "a", "d", "b", "e");

  @Test
  void ordersHosts() {
    assertEquals(HOSTS, HostOrder.sorted(HOSTS, "inventory", SourceRange.NONE));
    assertEquals(
        List.of("e", "b", "d", "a", "c"),
        HostOrder.sorted(HOSTS, "reverse_inventory", SourceRange.NONE));
    assertEquals(
        List.of("a", "b", "c", "d", "e"), HostOrder.sorted(HOSTS, "sorted", SourceRange.NONE));
    assertThrows(JplayException.class, () -> HostOrder.sorted(HOSTS, "random", SourceRange.NONE));
  }

  @Test
  void cutsBatches() {
    assertEquals(List.of(HOSTS), HostOrder.batches(HOSTS, List.of(), SourceRange.NONE));
    assertEquals(
        List.of(List.of("c", "a"), List.of("d", "b"), List.of("e")),
        HostOrder.batches(HOSTS, List.of("2"), SourceRange.NONE));
    assertEquals(
        List.of(List.of("c"), List.of("a", "d"), List.of("b", "e")),
        HostOrder.batches(HOSTS, List.of("1", "40%"), SourceRange.NONE));
    assertEquals(
        List.of(List.of("c"), List.of("a"), List.of("d"), List.of("b"), List.of("e")),
        HostOrder.batches(HOSTS, List.of("1%"), SourceRange.NONE));
    assertEquals(List.of(HOSTS), HostOrder.batches(HOSTS, List.of("0"), SourceRange.NONE));
  }
}
