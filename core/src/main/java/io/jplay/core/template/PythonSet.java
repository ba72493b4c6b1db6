package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of whole numbers in the order in which Python's sets have them: by hash in a table that
/// grows. Lists of ports come out of `union` and `difference` in that order, which people see. (The
/// order of texts differs with every run of Python; there ours stays that of the lists.)
final class PythonSet {
  private static final int SMALLEST = 8;
  private static final int PROBES = 9;
  private static final int PERTURB_SHIFT = 5;
  private static final int LARGE = 50_000;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);

  /// A place in the table; without a value when what was there has gone.
  private record Slot(long hash, @Nullable Value value) {}

  private @Nullable Slot[] table = new Slot[SMALLEST];
  private int filled;
  private int used;

  static PythonSet of(List<Value> values) {
    var set = new PythonSet();
    values.forEach(set::add);
    return set;
  }

  /// Whether a set of such values has an order of its own.
  static boolean orders(List<Value> values) {
    return values.stream()
        .allMatch(v ->
            v instanceof Int || v instanceof Bool || v instanceof Real r && isWhole(r.value()));
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53;
  }

  private static long hash(Value value) {
    if (value instanceof Int i && i.isSmall() && Math.abs(i.longValue()) < 1L << 60) {
      return i.longValue() == -1 ? -2 : i.longValue();
    }
    BigInteger number =
        value instanceof Real r ? BigInteger.valueOf((long) r.value()) : PythonNumbers.big(value);
    long hash = number.abs().mod(MODULUS).longValue() * number.signum();
    return hash == -1 ? -2 : hash;
  }

  List<Value> values() {
    var values = new ArrayList<Value>(used);
    for (Slot slot : table) {
      if (slot != null && slot.value() != null) {
        values.add(slot.value());
      }
    }
    return values;
  }

  PythonSet union(PythonSet other) {
    PythonSet all = copy();
    all.merge(other);
    return all;
  }

  PythonSet intersection(PythonSet other) {
    PythonSet few = other.used > used ? this : other;
    PythonSet many = few == this ? other : this;
    var both = new PythonSet();
    few.values().stream().filter(many::contains).forEach(both::add);
    return both;
  }

  PythonSet difference(PythonSet other) {
    if (used >> 2 > other.used) {
      PythonSet left = copy();
      other.values().forEach(left::remove);
      return left;
    }
    var left = new PythonSet();
    values().stream().filter(v -> !other.contains(v)).forEach(left::add);
    return left;
  }

  PythonSet symmetricDifference(PythonSet other) {
    PythonSet result = other.copy();
    for (Value value : values()) {
      if (!result.remove(value)) {
        result.add(value);
      }
    }
    return result;
  }

  boolean contains(Value value) {
    Slot slot = table[find(value, hash(value))];
    return slot != null;
  }

  private void add(Value value) {
    long hash = hash(value);
    int at = find(value, hash);
    if (table[at] != null) {
      return;
    }
    table[at] = new Slot(hash, value);
    filled++;
    used++;
    if ((long) filled * 5 >= (long) (table.length - 1) * 3) {
      resize(used > LARGE ? used * 2 : used * 4);
    }
  }

  private boolean remove(Value value) {
    int at = find(value, hash(value));
    if (table[at] == null) {
      return false;
    }
    table[at] = new Slot(-1, null);
    used--;
    return true;
  }

  private PythonSet copy() {
    var copy = new PythonSet();
    copy.merge(this);
    return copy;
  }

  private void merge(PythonSet other) {
    if ((long) (filled + other.used) * 5 >= (long) (table.length - 1) * 3) {
      resize((used + other.used) * 2);
    }
    if (filled == 0 && table.length == other.table.length && other.filled == other.used) {
      table = other.table.clone();
      filled = other.filled;
      used = other.used;
    } else {
      other.values().forEach(this::add);
    }
  }

  private void resize(int least) {
    int size = SMALLEST;
    while (size <= least) {
      size <<= 1;
    }
    @Nullable Slot[] old = table;
    table = new Slot[size];
    filled = used;
    for (Slot slot : old) {
      if (slot != null && slot.value() != null) {
        table[find(slot.value(), slot.hash())] = slot;
      }
    }
  }

  /// The place of a value, or the free one where it would go.
  private int find(Value value, long hash) {
    int mask = table.length - 1;
    long perturb = hash;
    int at = (int) (hash & mask);
    while (true) {
      int probes = at + PROBES <= mask ? PROBES : 0;
      for (int i = at; i <= at + probes; i++) {
        Slot slot = table[i];
        if (slot == null
            || slot.hash() == hash
                && slot.value() != null
                && PythonOps.equal(slot.value(), value)) {
          return i;
        }
      }
      perturb >>>= PERTURB_SHIFT;
      at = (int) ((at * 5L + 1 + perturb) & mask);
    }
  }
}
