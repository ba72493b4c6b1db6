package io.jplay.cli.run;

import io.jplay.core.playbook.FileReader;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The playbook of one play and one task that an ad hoc command stands for, as a file that only the
/// loader sees: so its arguments are read by the rules of playbooks.
record AdHocPlaybook(Path file, byte[] content) {
  static AdHocPlaybook of(RunRequest.Work.AdHoc work, Path directory) {
    var task = Dict.builder().put("action", action(work));
    if (work.background() > 0) {
      task.put("async", work.background()).put("poll", work.poll());
    }
    Dict play =
        Dict.builder()
            .put("name", "Ansible Ad-Hoc")
            .put("hosts", Str.of(work.pattern()))
            .put("gather_facts", Bool.of(false))
            .put("tasks", Seq.of(task.build()))
            .build();
    String json = Json.write(Seq.of(play), Json.Layout.LINE);
    return new AdHocPlaybook(
        directory.resolve("<ad hoc command>"), json.getBytes(StandardCharsets.UTF_8));
  }

  /// Arguments are `key=value` words or one JSON object.
  private static Value action(RunRequest.Work.AdHoc work) {
    String text = work.arguments().strip();
    if (text.startsWith("{")) {
      try {
        if (Json.read(text, Tag.NONE) instanceof Dict arguments) {
          return arguments.with("module", Str.of(work.module()));
        }
      } catch (IOException e) {
        // not JSON: then words that begin with a brace
      }
    }
    return Str.of((work.module() + " " + text).strip());
  }

  /// The reader of a run's files, which knows this one as well.
  FileReader over(FileReader files) {
    return path -> path.equals(file) ? new FileReader.Content(content, false) : files.read(path);
  }
}
