package io.jplay.core.template;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// BLAKE2b and BLAKE2s without a key (RFC 7693), which the JDK does not have. One message each.
final class Blake2 {
  private static final int[][] ORDER = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
  };

  /// The columns and diagonals of the state that one round mixes.
  private static final int[][] LANES = {
    {0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
    {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14},
  };

  /// The first digits behind the point of the square roots of the first eight primes.
  private static final long[] START = start();

  /// The two sizes of one function: bytes of a word, rounds, and how far its bits turn.
  private enum Size {
    B(Long.BYTES, 12, 32, 24, 16, 63),
    S(Integer.BYTES, 10, 16, 12, 8, 7);

    private final int bytes;
    private final int rounds;
    private final int[] turns;

    Size(int bytes, int rounds, int... turns) {
      this.bytes = bytes;
      this.rounds = rounds;
      this.turns = turns;
    }

    private long turn(long word, int by) {
      return this == B
          ? Long.rotateRight(word, by)
          : Integer.toUnsignedLong(Integer.rotateRight((int) word, by));
    }

    private long fit(long word) {
      return this == B ? word : word & 0xFFFFFFFFL;
    }

    private long start(int i) {
      return this == B ? START[i] : START[i] >>> Integer.SIZE;
    }
  }

  private Blake2() {}

  static byte[] b(byte[] message) {
    return digest(Size.B, message);
  }

  static byte[] s(byte[] message) {
    return digest(Size.S, message);
  }

  private static long[] start() {
    int[] primes = {2, 3, 5, 7, 11, 13, 17, 19};
    return Arrays.stream(primes)
        .mapToLong(p -> BigInteger.valueOf(p).shiftLeft(2 * Long.SIZE).sqrt().longValue())
        .toArray();
  }

  private static byte[] digest(Size size, byte[] message) {
    int block = 16 * size.bytes;
    int length = 8 * size.bytes;
    var state = new long[8];
    for (int i = 0; i < 8; i++) {
      state[i] = size.start(i);
    }
    state[0] ^= 0x01010000L ^ length;
    int at = 0;
    do {
      int end = Math.min(message.length, at + block);
      byte[] part = Arrays.copyOf(Arrays.copyOfRange(message, at, end), block);
      compress(size, state, part, end, end == message.length);
      at = end;
    } while (at < message.length);
    var out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : state) {
      if (size == Size.B) {
        out.putLong(word);
      } else {
        out.putInt((int) word);
      }
    }
    return out.array();
  }

  private static void compress(Size size, long[] state, byte[] part, long count, boolean last) {
    var words = new long[16];
    var in = ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 16; i++) {
      words[i] = size == Size.B ? in.getLong() : Integer.toUnsignedLong(in.getInt());
    }
    var v = Arrays.copyOf(state, 16);
    for (int i = 0; i < 8; i++) {
      v[8 + i] = size.start(i);
    }
    v[12] ^= count;
    v[14] = last ? size.fit(~v[14]) : v[14];
    for (int round = 0; round < size.rounds; round++) {
      int[] order = ORDER[round % 10];
      for (int i = 0; i < 8; i++) {
        mix(size, v, LANES[i], words[order[2 * i]], words[order[2 * i + 1]]);
      }
    }
    for (int i = 0; i < 8; i++) {
      state[i] ^= v[i] ^ v[8 + i];
    }
  }

  private static void mix(Size size, long[] v, int[] lane, long x, long y) {
    int a = lane[0];
    int b = lane[1];
    int c = lane[2];
    int d = lane[3];
    v[a] = size.fit(v[a] + v[b] + x);
    v[d] = size.turn(v[d] ^ v[a], size.turns[0]);
    v[c] = size.fit(v[c] + v[d]);
    v[b] = size.turn(v[b] ^ v[c], size.turns[1]);
    v[a] = size.fit(v[a] + v[b] + y);
    v[d] = size.turn(v[d] ^ v[a], size.turns[2]);
    v[c] = size.fit(v[c] + v[d]);
    v[b] = size.turn(v[b] ^ v[c], size.turns[3]);
  }
}
