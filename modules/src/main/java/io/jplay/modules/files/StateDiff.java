package io.jplay.modules.files;

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

  private static String text(String path, Dict side) {
    Dict all = Dict.builder().put("path", path).build().plus(side);
    return Json.write(all, new Json.Layout(4, true, true)) + "\n";
  }
}
