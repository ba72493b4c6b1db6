package io.jplay.core.template;

import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Chance, repeatable with a seed as in CPython.
final class RandomFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of("random", "shuffle", "community.general.random_mac");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "random" -> random(Call.of("rand", input, args, eval, "start", "step", "seed"));
      case "shuffle" -> shuffle(Call.of("randomize_list", input, args, eval, "seed"));
      case "community.general.random_mac" -> mac(Call.of("random_mac", input, args, eval, "seed"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Value random(Call c) {
    var random = PythonRandom.seeded(c.get(2));
    if (PythonNumbers.isInteger(c.input())) {
      BigInteger start = c.get(0) instanceof Null ? BigInteger.ZERO : PythonNumbers.big(c.get(0));
      BigInteger step = c.get(1) instanceof Null ? BigInteger.ONE : PythonNumbers.big(c.get(1));
      if (step.signum() == 0) {
        step = BigInteger.ONE;
      }
      return Int.of(random.range(start, PythonNumbers.big(c.input()), step), Tag.NONE);
    }
    if (!PythonOps.isIterable(c.input())) {
      throw c.error("random can only be used on sequences and integers");
    }
    if (!(c.get(0) instanceof Null) || !(c.get(1) instanceof Null)) {
      throw c.error("start and step can only be used with integer values");
    }
    List<Value> items = PythonOps.iterate(c.input());
    if (items.isEmpty()) {
      return new Undefined("random", "Cannot choose from an empty sequence", Tag.NONE);
    }
    return c.eval().finish(random.choice(items));
  }

  private static Value shuffle(Call c) {
    if (!PythonOps.isIterable(c.input())) {
      return c.input();
    }
    var random = PythonRandom.seeded(c.get(0));
    return new Seq(random.shuffled(c.items()), Seq.Kind.LIST, Tag.NONE);
  }

  private static Value mac(Call c) {
    String prefix = c.inputText().toLowerCase(Locale.ROOT);
    List<String> parts = PythonStrings.split(prefix, ":", -1);
    if (parts.size() > 5) {
      throw c.error(
          "Invalid value (" + prefix + ") for random_mac: 5 colon(:) separated items max");
    }
    String last = "";
    for (String part : parts) {
      if (part.isEmpty() && parts.size() == 1) {
        throw c.error("Invalid value (" + prefix + ") for random_mac: empty");
      }
      if (part.length() != 2 || !part.matches("[a-f0-9]{2}")) {
        last = part;
      }
    }
    if (!last.isEmpty()) {
      throw c.error("Invalid value (" + prefix + ") for random_mac: " + last + " not hexa byte");
    }
    var random = PythonRandom.seeded(c.get(0));
    BigInteger low = BigInteger.valueOf(68719476736L);
    BigInteger value = random.range(low, BigInteger.valueOf(1099511627776L), BigInteger.ONE);
    String digits = value.toString(16).substring(0, 2 * (6 - parts.size()));
    var out = new StringBuilder(prefix);
    for (int i = 0; i + 1 < digits.length(); i += 2) {
      out.append(':').append(digits, i, i + 2);
    }
    return Call.str(out);
  }
}
