package io.jplay.modules.builtin;

import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a program of `sh/git.sh` answered: its records, its warnings, and why it failed.
record GitAnswer(Map<String, String> records, List<String> warnings, Optional<Result> failure) {
  private static final String NEW_ADDRESS = "Failed to set a new url ";

  GitAnswer {
    records = Map.copyOf(records);
    warnings = List.copyOf(warnings);
  }

  static GitAnswer of(ProgramOutput output) {
    var records = new HashMap<String, String>();
    var warnings = new ArrayList<String>();
    for (String record : output.stdout().split("\0")) {
      int space = record.indexOf(' ');
      if (space > 0 && record.startsWith("warning ")) {
        warnings.add(record.substring(space + 1));
      } else if (space > 0) {
        records.put(record.substring(0, space), record.substring(space + 1));
      }
    }
    return new GitAnswer(records, warnings, failure(output, records));
  }

  private static Optional<Result> failure(ProgramOutput output, Map<String, String> records) {
    if (output.isOk()) {
      return Optional.empty();
    }
    // of a program with many steps the one that failed may say for itself what it said
    String said = Git.shown(records.getOrDefault("said", output.stderr()));
    String title = records.getOrDefault("failed", "");
    if (records.containsKey("details")) {
      return Optional.of(Result.failed(title).with("details", records.get("details")));
    }
    String message =
        switch (title) {
          // like ansible, which shows what git said alone
          case "clone", "" -> said.replaceFirst("^Cloning into .*\n", "").strip();
          case "Failed to download remote objects and refs" -> title + ":  " + said;
          case "Failed to init/update submodules" -> title + ": " + said;
          default -> title.startsWith(NEW_ADDRESS) ? title + ":  " + said : title;
        };
    Result failed = Result.failed("");
    if (records.containsKey("command")) {
      String command = records.get("command").replace("-c protocol.ext.allow=never ", "");
      failed = failed.with("cmd", Git.shown(command));
    }
    return Optional.of(
        failed
            .with("msg", new Str(message, Tag.REMOTE))
            .with("rc", output.rc())
            .with("stdout", "")
            .with("stderr", new Str(said, Tag.REMOTE)));
  }

  boolean has(String key) {
    return !text(key).isBlank();
  }

  String text(String key) {
    return records.getOrDefault(key, "");
  }

  Result warned(Result result) {
    Result all = result;
    for (String warning : warnings) {
      all = all.withWarning(warning);
    }
    return all;
  }
}
