package io.jplay.cli.run;

import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The playbook of one play and one task that an ad hoc command stands for.
final class AdHocPlaybook {
  private AdHocPlaybook() {}

  /// `action` is the module with its arguments, read by the rules of playbooks; `file` stands for
  /// the playbook.
  static Playbook of(RunRequest.Work.AdHoc work, Action action, Path file) {
    Map<Keyword, Value> ofTask = new EnumMap<>(Keyword.class);
    if (work.background() > 0) {
      ofTask.put(Keyword.ASYNC, Int.of(work.background()));
      ofTask.put(Keyword.POLL, Int.of(work.poll()));
    }
    var task = new Task(new Keywords(ofTask), action, Optional.empty(), file, SourceRange.NONE);
    Map<Keyword, Value> ofPlay = new EnumMap<>(Keyword.class);
    ofPlay.put(Keyword.NAME, Str.of("Ansible Ad-Hoc"));
    ofPlay.put(Keyword.GATHER_FACTS, Bool.of(false));
    var play =
        new Play(
            new Keywords(ofPlay),
            Str.of(work.pattern()),
            List.of(),
            List.of(),
            List.of(),
            List.of(task),
            List.of(),
            List.of(),
            file,
            SourceRange.NONE);
    return new Playbook(file, List.of(play));
  }
}
