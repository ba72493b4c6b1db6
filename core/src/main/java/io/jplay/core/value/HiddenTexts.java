package io.jplay.core.value;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/// Texts that no result may show, such as the value of an option that takes a password. Unlike a
/// [Value#isSecret() secret] they are searched for: a host may give one back inside another text.
/// Like ansible-core 2.18, module_utils/common/parameters.py remove_values.
public record HiddenTexts(List<String> texts) {
  public static final HiddenTexts NONE = new HiddenTexts(List.of());

  /// What stands for a text that is wholly hidden.
  public static final String WHOLE = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";

  /// The longest first: a text may hold another one, whose stars would break it.
  public HiddenTexts {
    texts =
        texts.stream()
            .filter(text -> !text.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  public boolean isWhole(String text) {
    return texts.contains(text);
  }

  /// The text, without the hidden ones.
  public String mask(String text) {
    if (isWhole(text)) {
      return WHOLE;
    }
    String masked = text;
    for (String hidden : texts) {
      masked = masked.replace(hidden, Secret.MASK);
    }
    return masked;
  }

  /// The value with every text and number in it masked, but for the keys of mappings.
  public Value mask(Value value) {
    return texts.isEmpty() ? value : walk(value);
  }

  /// The value with the keys of its mappings masked, at any depth.
  public Value maskKeys(Value value) {
    if (texts.isEmpty()) {
      return value;
    }
    return switch (value) {
      case Dict d -> {
        var all = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> all.put(walk(k), maskKeys(v)));
        yield new Dict(all, d.tag());
      }
      case Seq s -> new Seq(s.items().stream().map(this::maskKeys).toList(), s.kind(), s.tag());
      default -> value;
    };
  }

  private Value walk(Value value) {
    return switch (value) {
      case Str s -> {
        String masked = mask(s.text());
        yield masked.equals(s.text()) ? s : new Str(masked, s.tag());
      }
      case Int i -> number(i, i.toString());
      case Real r -> number(r, Double.toString(r.value()));
      case Seq s -> new Seq(s.items().stream().map(this::walk).toList(), s.kind(), s.tag());
      case Dict d -> {
        var all = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> all.put(k, walk(v)));
        yield new Dict(all, d.tag());
      }
      default -> value;
    };
  }

  /// A number has no place for stars: it is hidden as a whole.
  private Value number(Value number, String text) {
    return mask(text).equals(text) ? number : new Str(WHOLE, number.tag());
  }
}
