package io.jplay.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.JsonMistake;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An executable that answers `--list` and `--host NAME` with JSON. What it prints is remote data:
/// never evaluated as a template.
public final class Script implements InventorySource {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int MAX_OUTPUT = 256 << 20;
  private static final Pattern ERROR = Pattern.compile("error[:=] ?(\\d+),? \\(?([^()]+)");

  @Override
  public String name() {
    return "ansible.builtin.script";
  }

  /// Executable, or with a shebang: the latter fails with a clear word about its mode.
  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile()
        && (Files.isExecutable(location.path()) || hasShebang(location.path()));
  }

  private static boolean hasShebang(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == '#' && start[1] == '!';
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context) {
    String path = location.path().toString();
    Value answer = json(run(path, List.of(path, "--list"), context), path);
    if (!(answer instanceof Dict groups)) {
      throw Problems.broken(
          "failed to parse executable inventory script results from "
              + path
              + ": needs to be a json dict");
    }
    var reader = new ScriptAnswer(path, into, context);
    reader.groups(groups);
    if (groups.get("_meta").orElse(Dict.EMPTY) instanceof Dict meta && meta.has("hostvars")) {
      reader.metaVariables(meta.get("hostvars").orElseThrow());
    } else {
      for (String host : reader.hosts()) {
        String out = run(path, List.of(path, "--host", host), context);
        reader.hostVariables(host, out.isBlank() ? Dict.EMPTY : json(out, path));
      }
    }
  }

  private static Value json(String text, String path) {
    try {
      return Json.read(text, Tag.REMOTE);
    } catch (IOException e) {
      throw Problems.broken(
          "failed to parse executable inventory script results from "
              + path
              + ": "
              + JsonMistake.describe(text));
    }
  }

  private static String run(String path, List<String> command, SourceContext context) {
    BoundedProgram.Outcome outcome;
    try {
      outcome = new BoundedProgram(command, LIMIT, MAX_OUTPUT).run();
    } catch (IOException e) {
      throw Problems.broken("problem running " + path + " --list (" + reason(e) + ")");
    }
    if (outcome.code() != 0) {
      throw Problems.broken(
          "Inventory script ("
              + path
              + ") had an execution error: "
              + (outcome.err().isBlank() ? "exit code " + outcome.code() : shorten(outcome.err())));
    }
    if (!outcome.err().isBlank()) {
      context.warn(
          Diagnostic.warning("JP1318", "an inventory script complains", SourceRange.NONE)
              .withDetail(
                  path.substring(path.lastIndexOf('/') + 1) + ": " + shorten(outcome.err())));
    }
    return outcome.out();
  }

  /// The operating system's words: `error: 13 (Permission denied)`, in older Java `error=13,
  /// Permission denied`.
  private static String reason(IOException e) {
    Matcher error = ERROR.matcher(String.valueOf(e.getMessage()));
    if (!error.find()) {
      return String.valueOf(e.getMessage());
    }
    String words = "[Errno " + error.group(1) + "] " + error.group(2);
    return error.group(1).equals("13")
        ? words + ": may it be executed?"
        : words + ": is its first line the path of an interpreter that is there?";
  }

  private static String shorten(String text) {
    String stripped = text.strip();
    return stripped.length() <= 2000 ? stripped : stripped.substring(stripped.length() - 2000);
  }
}
