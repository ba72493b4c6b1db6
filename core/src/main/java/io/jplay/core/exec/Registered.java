package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.template.Taints;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A module's result as `register` stores it: with `changed`, `failed` and their like, and lines
/// beside texts.
final class Registered {
  /// How the module was called, in what it returns.
  static final String INVOCATION = "_ansible_invocation";

  /// The same as results have it.
  static final String TOLD_INVOCATION = "invocation";

  private static final Pattern LINE_END =
      Pattern.compile("\r\n|[\n\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029]");

  private Registered() {}

  /// Who made a result. What a host says is tainted, so that it is never a template, and its output
  /// is there as lines too; a module that only reads says nothing of change.
  enum Source {
    CONTROLLER,
    HOST,
    READ_FROM_HOST
  }

  static Dict of(Result result, Source source, boolean withDiff) {
    boolean fromHost = source != Source.CONTROLLER;
    // items of loops are printed in this order: `changed` first, as most modules of ansible have
    // it, or last where nobody but the engine says that nothing did
    var fields = new LinkedHashMap<Value, Value>();
    boolean isUnchanged = result.status() != Status.CHANGED;
    if (!result.fields().has("changed")
        && !(isUnchanged && (source != Source.HOST || result.isFailed()))) {
      fields.put(Str.of("changed"), Bool.of(!isUnchanged));
    }
    if (result.status() == Status.SKIPPED) {
      fields.put(Str.of("skipped"), Bool.of(true));
    }
    fields.putAll(result.fields().entries());
    if (!result.facts().isEmpty()) {
      fields.put(Str.of("ansible_facts"), result.facts());
    }
    // who is not reached has not failed: `is failed` says so where this is ignored
    boolean failed = result.status() == Status.FAILED;
    if (failed) {
      fields.put(Str.of("failed"), Bool.of(true));
      moveToEnd(fields, Str.of("msg"));
    }
    if (result.fields().has(INVOCATION)) {
      fields.put(Str.of(TOLD_INVOCATION), Null.NULL); // its place: see ResultFinisher
    }
    if (fromHost) {
      addLines(fields, "stdout");
      addLines(fields, "stderr");
    }
    if (result.status() == Status.UNREACHABLE) {
      fields.put(Str.of("unreachable"), Bool.of(true));
    } else {
      fields.putIfAbsent(Str.of("failed"), Bool.of(failed));
    }
    fields.putIfAbsent(Str.of("changed"), Bool.of(false));
    if (!result.warnings().isEmpty()) {
      fields.put(Str.of("warnings"), Seq.ofTexts(result.warnings()));
    }
    if (withDiff && !result.diffs().isEmpty()) {
      fields.putIfAbsent(Str.of("diff"), diffs(result.diffs()));
    }
    fields.keySet().removeIf(key -> key instanceof Str s && isInternal(s.text()));
    var dict = (Dict) Seq.tuplesAsLists(new Dict(fields, Tag.NONE));
    return fromHost ? (Dict) remote(dict) : dict;
  }

  /// What only views are to know of a result: how it wants to be shown.
  static Dict internal(Result result) {
    var internal = Dict.builder();
    result
        .fields()
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Str s && isInternal(s.text())) {
            internal.put(s.text().equals(INVOCATION) ? TOLD_INVOCATION : s.text(), value);
          }
        });
    return internal.build();
  }

  /// Where `fail_json` of ansible's modules has it.
  private static void moveToEnd(Map<Value, Value> fields, Value key) {
    Value value = fields.remove(key);
    if (value != null) {
      fields.put(key, value);
    }
  }

  private static boolean isInternal(String key) {
    return key.startsWith("_ansible_");
  }

  private static Value diffs(List<Diff> diffs) {
    var list = new ArrayList<Value>();
    for (Diff diff : diffs) {
      var entry = Dict.builder();
      if (diff.prepared().isEmpty()) {
        entry
            .put("before", diff.before())
            .put("after", diff.after())
            .put("before_header", diff.beforeHeader())
            .put("after_header", diff.afterHeader());
      } else {
        entry.put("prepared", diff.prepared());
      }
      list.add(entry.build());
    }
    return new Seq(list, Seq.Kind.LIST, Tag.NONE);
  }

  private static void addLines(Map<Value, Value> fields, String key) {
    var linesKey = Str.of(key + "_lines");
    if (fields.get(Str.of(key)) instanceof Str text && !fields.containsKey(linesKey)) {
      fields.put(linesKey, lines(text));
    }
  }

  /// The lines of a text as Python's `splitlines` has them.
  private static Seq lines(Str text) {
    var list = new ArrayList<Value>();
    for (String line : LINE_END.split(text.text(), -1)) {
      list.add(new Str(line, text.tag()));
    }
    if (((Str) list.getLast()).text().isEmpty()) {
      list.removeLast();
    }
    return new Seq(list, Seq.Kind.LIST, text.tag());
  }

  /// The value with every text in it tainted remote.
  static Value remote(Value value) {
    return switch (value) {
      case Seq s -> {
        var list = new ArrayList<Value>(s.size());
        s.items().forEach(item -> list.add(remote(item)));
        yield new Seq(list, s.kind(), s.tag().with(Taint.REMOTE));
      }
      case Dict d -> {
        var map = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((k, v) -> map.put(k, remote(v)));
        yield new Dict(map, d.tag().with(Taint.REMOTE));
      }
      default -> Taints.add(value, Taint.REMOTE);
    };
  }
}
