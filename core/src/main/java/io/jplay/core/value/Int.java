package io.jplay.core.value;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// An integer without limit, as Python has it; small ones are kept in a long.
public final class Int implements Value {
  private final long small;
  private final @Nullable BigInteger big;
  private final Tag tag;

  private Int(long small, @Nullable BigInteger big, Tag tag) {
    this.small = small;
    this.big = big;
    this.tag = tag;
  }

  public static Int of(long value) {
    return new Int(value, null, Tag.NONE);
  }

  public static Int of(long value, Tag tag) {
    return new Int(value, null, tag);
  }

  public static Int of(BigInteger value, Tag tag) {
    return value.bitLength() < 64 ? new Int(value.longValue(), null, tag) : new Int(0, value, tag);
  }

  /// Whether [#longValue] is exact.
  public boolean isSmall() {
    return big == null;
  }

  /// The value, or the nearest end of the range of long.
  public long longValue() {
    if (big == null) {
      return small;
    }
    return big.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  public BigInteger bigValue() {
    return big == null ? BigInteger.valueOf(small) : big;
  }

  public double doubleValue() {
    return big == null ? (double) small : big.doubleValue();
  }

  @Override
  public Tag tag() {
    return tag;
  }

  @Override
  public Int withTag(Tag newTag) {
    return new Int(small, big, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Int i
        && (big == null ? i.big == null && small == i.small : big.equals(i.big));
  }

  @Override
  public int hashCode() {
    return big == null ? Long.hashCode(small) : big.hashCode();
  }

  @Override
  public String toString() {
    return isSecret() ? Secret.MASK : big == null ? Long.toString(small) : big.toString();
  }
}
