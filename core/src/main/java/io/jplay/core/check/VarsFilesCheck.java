package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Play;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of `vars_files`: there, and readable. What they hold joins what is reachable.
final class VarsFilesCheck {
  private final Reach reach;
  private final Findings findings;
  private final Constants constants;

  VarsFilesCheck(Reach reach, Findings findings) {
    this.reach = reach;
    this.constants = new Constants(reach);
    this.findings = findings;
  }

  void run() {
    for (Reach.PlayReach each : reach.plays) {
      Play play = each.play();
      Value entries = play.keywords().get(Keyword.VARS_FILES).orElse(Seq.EMPTY);
      for (Value entry : entries instanceof Seq s ? s.items() : List.of(entries)) {
        entry(entry, play);
      }
    }
  }

  private void entry(Value entry, Play play) {
    var tried = new ArrayList<String>();
    boolean constant = true;
    boolean found = false;
    for (Value name : entry instanceof Seq s ? s.items() : List.of(entry)) {
      Optional<String> text = constants.text(name, play);
      if (text.isPresent()) {
        tried.add(text.get());
        Optional<Path> file = resolve(play, text.get());
        file.ifPresent(f -> read(f, name.tag().origin(), findings));
        found |= file.isPresent();
      } else {
        constant = false;
        String pattern = Reach.text(name);
        findings.unknown("which file of variables is read: " + pattern, name.tag().origin());
        Path directory = Constants.directory(play.file());
        NamePattern.files(directory, pattern)
            .forEach(f -> read(f, name.tag().origin(), new Findings()));
        NamePattern.files(directory.resolve("vars"), pattern)
            .forEach(f -> read(f, name.tag().origin(), new Findings()));
        reach.open.add(
            new Reach.Open(
                true,
                NamePattern.saysNothing(pattern),
                List.of(directory, directory.resolve("vars"))));
      }
    }
    if (!found && constant) {
      reach.include(Optional.empty());
      findings.add(
          Diagnostic.error("JP2014", "file of variables not found", entry.tag().origin())
              .withDetail("no such file beside the playbook: " + String.join(", ", tried)));
    }
  }

  private void read(Path file, SourceRange named, Findings problems) {
    if (reach.files.add(file)) {
      reach.include(VarsSearch.read(file, named, reach.request().files(), problems));
    }
  }

  private static Optional<Path> resolve(Play play, String name) {
    Path directory = Constants.directory(play.file());
    Path given = Path.of(VarsSearch.home(name));
    return List.of(
            directory.resolve(given).normalize(),
            directory.resolve("vars").resolve(given).normalize())
        .stream()
        .filter(Files::exists)
        .findFirst();
  }
}
