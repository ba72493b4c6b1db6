package io.jplay.core.template;

import java.math.BigInteger;

/// How much one template may use before it is stopped with a clear message.
public final class Limits {
  /// Characters of one result.
  public static final int TEXT = 1 << 28;

  /// Bytes of an answer that a lookup fetches, as it is sent and unpacked.
  static final int ANSWER = 1 << 26;

  /// Elements of a list that an expression makes, and turns of one loop.
  public static final int ITEMS = 10_000_000;

  /// Variables that lead to one another, nested macros, recursive loops and includes.
  public static final int DEPTH = 200;

  /// Rounds of `password_hash`: some seconds of work; as the cost of bcrypt, its binary logarithm.
  public static final int ROUNDS = 5_000_000;

  static final int BCRYPT_COST = 16;

  /// Bits of an integer.
  public static final int INTEGER_BITS = 4_000_000;

  private Limits() {}

  static void checkSize(BigInteger characters) {
    if (characters.bitLength() > 31 || characters.longValue() > TEXT) {
      throw PythonError.limit("the text would have more than " + TEXT + " characters");
    }
  }

  static void checkLength(int characters) {
    if (characters > TEXT) {
      throw PythonError.limit("the text would have more than " + TEXT + " characters");
    }
  }

  static void checkCount(BigInteger items) {
    if (items.bitLength() > 31 || items.longValue() > ITEMS) {
      throw PythonError.limit("the list would have more than " + ITEMS + " elements");
    }
  }
}
