package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// CPython's `random.Random`: the Mersenne twister seeded as Python seeds it, so that a seed gives
/// the same numbers; without a seed the system's generator.
abstract sealed class PythonRandom {

  /// The generator that `Random(seed)` makes; the system's for None.
  static PythonRandom seeded(Value seed) {
    return switch (seed) {
      case Null n -> new OfSystem();
      case Int i -> new Twister(i.bigValue().abs());
      case Bool b -> new Twister(b.value() ? BigInteger.ONE : BigInteger.ZERO);
      case Real r -> new Twister(hash(r.value()));
      default -> new Twister(textSeed(PythonText.str(seed)));
    };
  }

  private static BigInteger textSeed(String seed) {
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      byte[] all = Arrays.copyOf(bytes, bytes.length + digest.length);
      System.arraycopy(digest, 0, all, bytes.length, digest.length);
      return new BigInteger(1, all);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// `hash(float)`, taken as unsigned as the seed does.
  private static BigInteger hash(double value) {
    BigInteger prime = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return BigInteger.valueOf(Double.isNaN(value) ? 0 : 314159);
    }
    var exact = new BigDecimal(Math.abs(value));
    BigInteger numerator = exact.unscaledValue();
    BigInteger denominator = BigInteger.TEN.pow(Math.max(0, exact.scale()));
    BigInteger scaled = numerator.multiply(BigInteger.TEN.pow(Math.max(0, -exact.scale())));
    BigInteger result = scaled.multiply(denominator.modInverse(prime)).mod(prime);
    return value < 0 ? BigInteger.ONE.shiftLeft(64).subtract(result) : result;
  }

  /// `getrandbits(count)`.
  abstract BigInteger bits(int count);

  /// A number in 0 until `n`.
  BigInteger below(BigInteger n) {
    int k = n.bitLength();
    BigInteger r = bits(k);
    while (r.compareTo(n) >= 0) {
      r = bits(k);
    }
    return r;
  }

  int below(int n) {
    return below(BigInteger.valueOf(n)).intValueExact();
  }

  <T> T choice(List<T> items) {
    return items.get(below(items.size()));
  }

  /// `range(start, stop, step)` by chance.
  BigInteger range(BigInteger start, BigInteger stop, BigInteger step) {
    BigInteger width = stop.subtract(start);
    if (step.equals(BigInteger.ONE)) {
      if (width.signum() <= 0) {
        throw PythonError.value(
            "empty range for randrange() (%s, %s, %s)".formatted(start, stop, width));
      }
      return start.add(below(width));
    }
    if (step.signum() == 0) {
      throw PythonError.value("zero step for randrange()");
    }
    BigInteger one = BigInteger.valueOf(step.signum());
    BigInteger n = width.add(step).subtract(one).divide(step);
    if (n.signum() <= 0 || width.signum() * step.signum() <= 0) {
      throw PythonError.value("empty range for randrange()");
    }
    return start.add(step.multiply(below(n)));
  }

  <T> List<T> shuffled(List<T> items) {
    var list = new ArrayList<>(items);
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, below(i + 1));
    }
    return list;
  }

  private static final class OfSystem extends PythonRandom {
    private final SecureRandom random = new SecureRandom();

    @Override
    BigInteger bits(int count) {
      return new BigInteger(count, random);
    }
  }

  /// MT19937, `init_by_array`.
  private static final class Twister extends PythonRandom {
    private static final int N = 624;
    private final int[] state = new int[N];
    private int index = N;

    Twister(BigInteger seed) {
      int words = Math.max(1, (seed.bitLength() + 31) / 32);
      var key = new int[words];
      for (int i = 0; i < words; i++) {
        key[i] = seed.shiftRight(32 * i).intValue();
      }
      state[0] = 19650218;
      for (int i = 1; i < N; i++) {
        state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
      }
      mix(key);
    }

    private void mix(int[] key) {
      int i = 1;
      int j = 0;
      for (int k = Math.max(N, key.length); k > 0; k--) {
        state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
        i = next(i);
        j = (j + 1) % key.length;
      }
      for (int k = N - 1; k > 0; k--) {
        state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
        i = next(i);
      }
      state[0] = 0x80000000;
    }

    private int next(int i) {
      if (i + 1 < N) {
        return i + 1;
      }
      state[0] = state[N - 1];
      return 1;
    }

    private int word() {
      if (index >= N) {
        for (int k = 0; k < N; k++) {
          int y = (state[k] & 0x80000000) | (state[(k + 1) % N] & 0x7fffffff);
          state[k] = state[(k + 397) % N] ^ (y >>> 1) ^ ((y & 1) != 0 ? 0x9908b0df : 0);
        }
        index = 0;
      }
      int y = state[index++];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      return y ^ (y >>> 18);
    }

    @Override
    BigInteger bits(int count) {
      BigInteger result = BigInteger.ZERO;
      for (int shift = 0; shift < count; shift += 32) {
        int left = Math.min(32, count - shift);
        long part = (word() & 0xffffffffL) >>> (32 - left);
        result = result.or(BigInteger.valueOf(part).shiftLeft(shift));
      }
      return result;
    }
  }
}
