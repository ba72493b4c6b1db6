package io.jplay.core.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what two lists of lines have in common the way Python's difflib does (longest block first,
/// then left and right of it; lines that make up over 1 % of 200 or more are no anchors), because
/// ansible's diffs are made by it.
final class SequenceMatcher {
  /// `size` equal lines, from `left` here and `right` there.
  record Block(int left, int right, int size) {}

  /// A stretch that is equal, or is replaced (either side may be empty).
  record Change(boolean equal, int left, int leftEnd, int right, int rightEnd) {}

  private final List<String> a;
  private final List<String> b;
  private final Map<String, List<Integer>> places = new HashMap<>();

  SequenceMatcher(List<String> a, List<String> b) {
    this.a = a;
    this.b = b;
    for (int i = 0; i < b.size(); i++) {
      places.computeIfAbsent(b.get(i), _ -> new ArrayList<>()).add(i);
    }
    if (b.size() >= 200) {
      int limit = b.size() / 100 + 1;
      Set<String> popular =
          places.entrySet().stream()
              .filter(e -> e.getValue().size() > limit)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      popular.forEach(places::remove);
    }
  }

  private Block longest(int aFrom, int aTo, int bFrom, int bTo) {
    int bestA = aFrom;
    int bestB = bFrom;
    int best = 0;
    Map<Integer, Integer> lengths = Map.of();
    for (int i = aFrom; i < aTo; i++) {
      var next = new HashMap<Integer, Integer>();
      for (int j : places.getOrDefault(a.get(i), List.of())) {
        if (j >= bTo) {
          break;
        }
        if (j >= bFrom) {
          int size = lengths.getOrDefault(j - 1, 0) + 1;
          next.put(j, size);
          if (size > best) {
            bestA = i - size + 1;
            bestB = j - size + 1;
            best = size;
          }
        }
      }
      lengths = next;
    }
    while (bestA > aFrom && bestB > bFrom && a.get(bestA - 1).equals(b.get(bestB - 1))) {
      bestA--;
      bestB--;
      best++;
    }
    while (bestA + best < aTo
        && bestB + best < bTo
        && a.get(bestA + best).equals(b.get(bestB + best))) {
      best++;
    }
    return new Block(bestA, bestB, best);
  }

  private List<Block> blocks() {
    var found = new ArrayList<Block>();
    var open = new ArrayList<int[]>();
    open.add(new int[] {0, a.size(), 0, b.size()});
    while (!open.isEmpty()) {
      int[] r = open.removeLast();
      Block block = longest(r[0], r[1], r[2], r[3]);
      if (block.size() > 0) {
        found.add(block);
        if (r[0] < block.left() && r[2] < block.right()) {
          open.add(new int[] {r[0], block.left(), r[2], block.right()});
        }
        int leftEnd = block.left() + block.size();
        int rightEnd = block.right() + block.size();
        if (leftEnd < r[1] && rightEnd < r[3]) {
          open.add(new int[] {leftEnd, r[1], rightEnd, r[3]});
        }
      }
    }
    found.sort(Comparator.comparingInt(Block::left).thenComparingInt(Block::right));
    return found;
  }

  /// The whole of both lists as stretches in order.
  List<Change> changes() {
    var changes = new ArrayList<Change>();
    int i = 0;
    int j = 0;
    for (Block block : withEnd(blocks())) {
      if (i < block.left() || j < block.right()) {
        changes.add(new Change(false, i, block.left(), j, block.right()));
      }
      i = block.left() + block.size();
      j = block.right() + block.size();
      if (block.size() > 0) {
        // neighbouring blocks are one stretch
        Change last = changes.isEmpty() ? null : changes.getLast();
        if (last != null && last.equal()) {
          changes.removeLast();
          changes.add(new Change(true, last.left(), i, last.right(), j));
        } else {
          changes.add(new Change(true, block.left(), i, block.right(), j));
        }
      }
    }
    return changes;
  }

  private List<Block> withEnd(List<Block> blocks) {
    var all = new ArrayList<>(blocks);
    all.add(new Block(a.size(), b.size(), 0));
    return all;
  }
}
