package io.jplay.core.api;

import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// What a module returns. `fields` are the registered keys without `changed`, `failed` and
/// `skipped` (they follow from the status), without `diff`, `warnings` and `ansible_facts` (they
/// have components of their own). `isRefusal`: the module did not begin, because the task is
/// written wrongly; no condition of the task (`failed_when`, `until`) forgives that. Immutable; the
/// `with` methods return copies.
public record Result(
    Status status,
    Dict fields,
    Dict facts,
    List<Diff> diffs,
    List<String> warnings,
    List<RunEffect> effects,
    boolean isRefusal) {

  public Result {
    diffs = List.copyOf(diffs);
    warnings = List.copyOf(warnings);
    effects = List.copyOf(effects);
  }

  private static Result of(Status status) {
    return new Result(status, Dict.EMPTY, Dict.EMPTY, List.of(), List.of(), List.of(), false);
  }

  public static Result ok() {
    return of(Status.OK);
  }

  public static Result changed() {
    return of(Status.CHANGED);
  }

  public static Result changed(boolean changed) {
    return of(changed ? Status.CHANGED : Status.OK);
  }

  public static Result failed(String message) {
    return of(Status.FAILED).with("msg", message);
  }

  /// A failure that the task's own conditions do not judge: the module did not begin.
  public static Result refused(String message) {
    return failed(message).asRefusal();
  }

  public Result asRefusal() {
    return new Result(status, fields, facts, diffs, warnings, effects, true);
  }

  public static Result skipped(String message) {
    return of(Status.SKIPPED).with("msg", message);
  }

  public boolean isFailed() {
    return status == Status.FAILED || status == Status.UNREACHABLE;
  }

  public boolean isChanged() {
    return status == Status.CHANGED;
  }

  /// The result with the texts masked that it may not show, wherever it holds them.
  public Result without(HiddenTexts hidden) {
    if (hidden.isEmpty()) {
      return this;
    }
    return new Result(
        status,
        (Dict) hidden.mask(fields),
        (Dict) hidden.mask(facts),
        diffs.stream().map(diff -> diff.mapped(hidden::mask)).toList(),
        warnings.stream().map(hidden::mask).toList(),
        effects,
        isRefusal);
  }

  public Result without(String key) {
    return new Result(status, fields.without(key), facts, diffs, warnings, effects, isRefusal);
  }

  public Result with(String key, Value value) {
    return new Result(status, fields.with(key, value), facts, diffs, warnings, effects, isRefusal);
  }

  public Result with(String key, String value) {
    return with(key, Str.of(value));
  }

  public Result with(String key, long value) {
    return with(key, Int.of(value));
  }

  public Result with(String key, boolean value) {
    return with(key, Bool.of(value));
  }

  public Result withAll(Dict more) {
    return new Result(status, fields.plus(more), facts, diffs, warnings, effects, isRefusal);
  }

  public Result withStatus(Status other) {
    return new Result(other, fields, facts, diffs, warnings, effects, isRefusal);
  }

  /// Facts set for the host, by their names under `ansible_facts`.
  public Result withFacts(Dict more) {
    return new Result(status, fields, facts.plus(more), diffs, warnings, effects, isRefusal);
  }

  public Result withDiff(Diff diff) {
    var all = new ArrayList<>(diffs);
    all.add(diff);
    return new Result(status, fields, facts, all, warnings, effects, isRefusal);
  }

  /// The result as one that shows no difference.
  public Result withoutDiffs() {
    return new Result(status, fields, facts, List.of(), warnings, effects, isRefusal);
  }

  public Result withWarning(String text) {
    var all = new ArrayList<>(warnings);
    all.add(text);
    return new Result(status, fields, facts, diffs, all, effects, isRefusal);
  }

  public Result withEffect(RunEffect effect) {
    var all = new ArrayList<>(effects);
    all.add(effect);
    return new Result(status, fields, facts, diffs, warnings, all, isRefusal);
  }
}
