package io.jplay.core.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// A trusted text with template markers, not yet rendered. Only trusted sources make one
/// (playbooks, inventories, variable files, the command line); text from hosts and lookups is [Str]
/// whatever it contains.
public record Template(String text, Tag tag) implements Value {
  /// A [Template] when a trusted text has `{{`, `{%` or `{#` and is not tainted remote, else a
  /// [Str].
  public static Value ofTrusted(String text, Tag tag) {
    return !tag.taint().isRemote() && hasMarkers(text)
        ? new Template(text, tag)
        : new Str(text, tag);
  }

  /// A value whose texts become templates as [#ofTrusted] has it; what came from outside stays as
  /// it is, with everything in it.
  public static Value ofTexts(Value value) {
    return switch (value) {
      case Value v when v.isRemote() -> v;
      case Str s -> ofTrusted(s.text(), s.tag());
      case Seq s -> new Seq(s.stream().map(Template::ofTexts).toList(), s.kind(), s.tag());
      case Dict d when !d.isComputed() -> {
        var all = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((key, item) -> all.put(key, ofTexts(item)));
        yield new Dict(all, d.tag());
      }
      default -> value;
    };
  }

  /// A value with the templates in it as texts: what is shown of them is never to be rendered, so
  /// they count as from outside.
  public static Value asWritten(Value value) {
    return switch (value) {
      case Template t -> new Str(t.text(), t.tag().with(Taint.REMOTE));
      case Seq s when holdsTemplate(s) -> {
        var items = new ArrayList<Value>(s.size());
        s.items().forEach(item -> items.add(asWritten(item)));
        yield new Seq(items, s.kind(), s.tag());
      }
      case Dict d when holdsTemplate(d) -> {
        var all = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((key, item) -> all.put(key, asWritten(item)));
        yield new Dict(all, d.tag());
      }
      default -> value;
    };
  }

  private static boolean holdsTemplate(Value value) {
    return switch (value) {
      case Template _ -> true;
      case Seq s -> s.items().stream().anyMatch(Template::holdsTemplate);
      case Dict d when !d.isComputed() ->
          d.entries().values().stream().anyMatch(Template::holdsTemplate);
      default -> false;
    };
  }

  public static boolean hasMarkers(String text) {
    for (int i = text.indexOf('{'); i >= 0 && i + 1 < text.length(); i = text.indexOf('{', i + 1)) {
      char next = text.charAt(i + 1);
      if (next == '{' || next == '%' || next == '#') {
        return true;
      }
    }
    return false;
  }

  @Override
  public Value withTag(Tag newTag) {
    return newTag.taint().isRemote() ? new Str(text, newTag) : new Template(text, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template t && t.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode() ^ 0x7e;
  }

  @Override
  public String toString() {
    return isSecret() ? Secret.MASK : text;
  }
}
