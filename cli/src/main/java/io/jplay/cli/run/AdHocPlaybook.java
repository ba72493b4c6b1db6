package io.jplay.cli.run;

import io.jplay.core.playbook.FileReader;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// An ad hoc task as the playbook that it stands for, so that it takes the same way as any other.
final class AdHocPlaybook {
  private AdHocPlaybook() {}

  /// Where the playbook would be: relative files and group_vars are found from there.
  static Path file(RunRequest request) {
    Path directory = request.settings().directory();
    return request.work() instanceof RunRequest.Work.AdHoc a
        ? a.playbookDirectory().orElse(directory).resolve("ad hoc").toAbsolutePath().normalize()
        : directory;
  }

  static FileReader.Content content(RunRequest.Work.AdHoc adHoc) {
    String arguments = adHoc.arguments().strip();
    var task = Dict.builder();
    if (arguments.startsWith("{")) {
      task.put("args", arguments).put("action", adHoc.module());
    } else {
      task.put("action", (adHoc.module() + " " + arguments).strip());
    }
    if (adHoc.background() > 0) {
      task.put("async", adHoc.background()).put("poll", adHoc.poll());
    }
    Dict play =
        Dict.builder()
            .put("name", "Ansible Ad-Hoc")
            .put("hosts", adHoc.pattern())
            .put("gather_facts", false)
            .put("tasks", Seq.of(task.build()))
            .build();
    String text = Json.write(Seq.of(play), Json.Layout.LINE);
    if (arguments.startsWith("{")) {
      // the options are JSON already: they take the place of the quoted text
      String quoted = Json.write(io.jplay.core.value.Str.of(arguments), Json.Layout.LINE);
      text = text.replace("\"args\": " + quoted, "\"args\": " + arguments);
    }
    return new FileReader.Content(text.getBytes(StandardCharsets.UTF_8), false);
  }
}
