package io.jplay.modules.files;

import io.jplay.core.api.Result;
import io.jplay.core.event.Diff;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;

/// The diff of a file's state and attributes: both sides as JSON with sorted keys, as Ansible shows
/// mappings.
public final class StateDiff {
  private StateDiff() {}

  public static Diff of(String path, Dict before, Dict after) {
    return new Diff("", "", text(path, before), text(path, after), "");
  }

  /// The diff without the path, which stands in its header.
  public static Diff headed(String header, Dict before, Dict after) {
    return new Diff(header, header, plain(before), plain(after), "");
  }

  /// Puts the diff into a result: for the screen, and as the mappings that Ansible registers
  /// whether or not a diff was asked for.
  public static Result on(Result result, String path, Dict before, Dict after) {
    Dict sides =
        Dict.builder().put("before", side(path, before)).put("after", side(path, after)).build();
    return result.withDiff(of(path, before, after)).with("diff", sides);
  }

  private static Dict side(String path, Dict values) {
    return Dict.builder().put("path", path).build().plus(values);
  }

  private static String text(String path, Dict side) {
    return plain(side(path, side));
  }

  private static String plain(Dict side) {
    return Json.write(side, new Json.Layout(4, true, true)) + "\n";
  }
}
