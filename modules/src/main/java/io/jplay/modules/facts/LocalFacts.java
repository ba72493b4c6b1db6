package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Facts that the administrator of a host wrote: files `*.fact` with JSON or INI text, or programs
/// that print it.
record LocalFacts(Dict facts, List<String> warnings) {

  static LocalFacts collect(Sections s) {
    var local = Dict.builder();
    var warnings = new ArrayList<String>();
    s.startingWith("fact ")
        .forEach((head, text) -> {
          String[] parts = head.split(" ", 3);
          String name = parts[2].substring(parts[2].lastIndexOf('/') + 1);
          String fact = name.substring(0, name.length() - ".fact".length());
          local.put(fact, value(parts, text, warnings));
        });
    return new LocalFacts(Dict.builder().put("local", local.build()).build(), warnings);
  }

  private static Value value(String[] head, String text, List<String> warnings) {
    String path = head[2];
    if (head[0].equals("lost")) {
      return warned(
          "Could not stat fact (%s): [Errno 2] No such file or directory: '%s'"
              .formatted(path, path),
          warnings);
    }
    if (head[0].equals("unreadable")) {
      return warned("Could not open fact file: " + path, warnings);
    }
    if (!head[1].equals("0")) {
      return warned(
          "Failure executing fact script (%s), rc: %s, err: %s"
              .formatted(path, head[1], text.strip()),
          warnings);
    }
    try {
      return Json.read(text, Tag.REMOTE);
    } catch (IOException e) {
      return ini(path, text, warnings);
    }
  }

  private static Value ini(String path, String text, List<String> warnings) {
    try {
      return IniFact.parse(text);
    } catch (IniFact.Malformed e) {
      return warned(
          e.isOfValue()
              ? "error loading facts as ini - please check content: %s (%s)"
                  .formatted(path, e.getMessage())
              : "error loading facts as JSON or ini - please check content: " + path,
          warnings);
    }
  }

  private static Value warned(String message, List<String> warnings) {
    warnings.add(message);
    return Str.of(message);
  }
}
