package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Play;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.vars.Merge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Reads a play's `vars_files`: each entry a name, or a list of which the first that exists counts.
/// Names may hold variables of the host; one that cannot be rendered yet (facts are not gathered)
/// is left for later.
final class VarsFiles {
  private final Renderer renderer;
  private final ControllerFiles files;
  private final Merge merge;

  VarsFiles(Renderer renderer, ControllerFiles files, Merge merge) {
    this.renderer = renderer;
    this.files = files;
    this.merge = merge;
  }

  /// The variables, and whether every name could be rendered.
  record Read(Dict variables, boolean complete) {}

  Read read(Play play, Scope scope) {
    Dict all = Dict.EMPTY;
    boolean complete = true;
    Value entries = play.keywords().get(Keyword.VARS_FILES).orElse(Seq.EMPTY);
    for (Value entry : entries instanceof Seq s ? s.items() : List.of(entries)) {
      var tried = new ArrayList<String>();
      Optional<Path> found = Optional.empty();
      boolean unknown = false;
      for (Value name : entry instanceof Seq s ? s.items() : List.of(entry)) {
        Value rendered = renderer.renderOrUndefined(name, scope);
        if (rendered instanceof Undefined) {
          unknown = true;
          continue;
        }
        Path path = resolve(play, PythonText.str(rendered));
        tried.add(path.toString());
        if (Files.exists(path)) {
          found = Optional.of(path);
          break;
        }
      }
      if (found.isPresent()) {
        all = merge.join(all, files.variables(found.get()));
      } else if (unknown) {
        complete = false;
      } else {
        throw missing(entry, tried);
      }
    }
    return new Read(all, complete);
  }

  private static Path resolve(Play play, String name) {
    Path directory =
        Objects.requireNonNullElse(play.file().toAbsolutePath().getParent(), Path.of("/"));
    Path inVars = directory.resolve("vars").resolve(name).normalize();
    Path direct = directory.resolve(name).normalize();
    return !Files.exists(direct) && Files.exists(inVars) ? inVars : direct;
  }

  private static JplayException missing(Value entry, List<String> tried) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1905", "vars file not found", entry.tag().origin())
            .withDetail("vars file " + PythonText.str(entry) + " was not found")
            .withHint("looked for " + String.join(", ", tried)));
  }
}
