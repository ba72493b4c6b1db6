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
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A play's `vars_files`: each entry a name, or a list of which the first that exists counts. Names
/// may hold variables of the host; one that cannot be rendered (facts are not gathered yet) is left
/// out until it can. Files are read once. Thread-safe.
final class VarsFiles {
  private final Play play;
  private final Renderer renderer;
  private final ControllerFiles files;
  private final Map<Path, Dict> read = new ConcurrentHashMap<>();
  private final List<Value> entries;
  private final boolean sameForAll;

  VarsFiles(Play play, Renderer renderer, ControllerFiles files) {
    this.play = play;
    this.renderer = renderer;
    this.files = files;
    Value written = play.keywords().get(Keyword.VARS_FILES).orElse(Seq.EMPTY);
    this.entries = written instanceof Seq s ? s.items() : List.of(written);
    this.sameForAll = entries.stream().noneMatch(VarsFiles::holdsTemplate);
  }

  private static boolean holdsTemplate(Value entry) {
    return entry instanceof Template
        || entry instanceof Seq s && s.items().stream().anyMatch(VarsFiles::holdsTemplate);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Whether no host's variables matter.
  boolean isSameForAll() {
    return sameForAll;
  }

  /// The variables of each file, for one host. `scope` is what is weaker than the files, with the
  /// special variables; `stronger` are names that files do not set in it. With `complete`, a name
  /// that cannot be rendered is an error.
  List<Dict> read(Scope scope, Dict stronger, boolean complete) {
    var all = new ArrayList<Dict>();
    Scope known = scope;
    for (Value entry : entries) {
      Optional<Path> found = find(entry, known, complete);
      if (found.isPresent()) {
        Dict variables = read.computeIfAbsent(found.get(), files::listedVariables);
        all.add(variables);
        known = sameForAll ? known : known.with(weaker(variables, stronger));
      }
    }
    return all;
  }

  private static Map<String, Value> weaker(Dict variables, Dict stronger) {
    var weaker = new HashMap<String, Value>();
    variables
        .entries()
        .forEach((name, value) -> {
          if (name instanceof Str s && !stronger.has(s.text())) {
            weaker.put(s.text(), value);
          }
        });
    return weaker;
  }

  /// Reads what has a name without a host, so that a file that cannot be read or decrypted ends the
  /// run before its play begins. What is not there is said later, with the host that lacks it.
  void readAhead(Scope scope) {
    for (Value entry : entries) {
      search(entry, scope)
          .found()
          .ifPresent(path -> read.computeIfAbsent(path, files::listedVariables));
    }
  }

  /// The file that counts; empty when a name cannot be rendered yet.
  private Optional<Path> find(Value entry, Scope scope, boolean complete) {
    Search search = search(entry, scope);
    if (search.found().isPresent()) {
      return search.found();
    }
    if (!search.ended()) {
      throw missing(entry, search.tried());
    }
    if (complete) {
      throw undefined(entry);
    }
    return Optional.empty();
  }

  /// What came of looking for an entry; `ended`: by a name that cannot be rendered.
  private record Search(Optional<Path> found, List<String> tried, boolean ended) {}

  private Search search(Value entry, Scope scope) {
    var tried = new ArrayList<String>();
    for (Value name : entry instanceof Seq s ? s.items() : List.of(entry)) {
      Value rendered = renderer.renderOrUndefined(name, scope);
      if (rendered instanceof Undefined) {
        return new Search(Optional.empty(), tried, true);
      }
      for (Value one : rendered instanceof Seq s ? s.items() : List.of(rendered)) {
        Path path = resolve(play, PythonText.str(one));
        tried.add(path.toString());
        if (Files.exists(path)) {
          return new Search(Optional.of(path), tried, false);
        }
      }
    }
    return new Search(Optional.empty(), tried, false);
  }

  private static JplayException undefined(Value entry) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1401", "undefined variable", entry.tag().origin())
            .withDetail(
                "an undefined variable was found when attempting to template the vars_files item '"
                    + PythonText.str(entry)
                    + "'"));
  }

  /// The directory vars/ is looked at first (like ansible-core 2.18 parsing/dataloader.py
  /// path_dwim_relative_stack).
  private static Path resolve(Play play, String name) {
    Path directory =
        Objects.requireNonNullElse(play.file().toAbsolutePath().getParent(), Path.of("/"));
    Path inVars = directory.resolve("vars").resolve(name).normalize();
    Path direct = directory.resolve(name).normalize();
    return Files.exists(inVars) ? inVars : direct;
  }

  private static JplayException missing(Value entry, List<String> tried) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1905", "vars file not found", entry.tag().origin())
            .withDetail("vars file " + PythonText.str(entry) + " was not found")
            .withHint("looked for " + String.join(", ", tried)));
  }
}
