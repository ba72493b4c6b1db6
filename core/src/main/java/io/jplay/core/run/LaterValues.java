package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.SearchPath;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Node;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vars.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The places of a play that may set a variable while it runs.
final class LaterValues {
  private final String variable;
  private final ControllerFiles files;
  private final List<Explanation.Candidate> found = new ArrayList<>();

  LaterValues(String variable, ControllerFiles files) {
    this.variable = variable;
    this.files = files;
  }

  List<Explanation.Candidate> of(Play play) {
    if (play.keywords().get(Keyword.VARS_PROMPT).orElse(Seq.EMPTY) instanceof Seq prompts) {
      for (Value prompt : prompts.items()) {
        if (prompt instanceof Dict d && d.text("name").equals(Optional.of(variable))) {
          add(Level.PLAY_VARS_PROMPT.title(), prompt);
        }
      }
    }
    for (List<? extends Node> part :
        List.of(play.preTasks(), play.roles(), play.tasks(), play.postTasks(), play.handlers())) {
      part.forEach(node -> add(node, Lineage.of(play)));
    }
    return List.copyOf(found);
  }

  private void add(String level, Value value) {
    found.add(Explainer.candidate(level, value, value.tag().origin()));
  }

  private void add(Node node, Lineage lineage) {
    switch (node) {
      case Block block -> {
        addVars(block.keywords(), Level.BLOCK_VARS);
        block
            .role()
            .flatMap(r -> r.own().parameters().get(variable))
            .ifPresent(v -> add(Level.ROLE_PARAMS.title(), v));
        Lineage inside = lineage.inside(block);
        for (List<Node> part : List.of(block.block(), block.rescue(), block.always())) {
          part.forEach(inner -> add(inner, inside));
        }
      }
      case Task task -> addTask(task, lineage);
    }
  }

  private void addTask(Task task, Lineage lineage) {
    String module = PythonText.str(task.action().module());
    addVars(
        task.keywords(),
        module.matches("(.*\\.)?include_(tasks|role)") ? Level.INCLUDE_PARAMS : Level.TASK_VARS);
    Dict options = task.action().options();
    if (module.endsWith("set_fact")) {
      options.get(variable).ifPresent(v -> add(Level.SET_FACTS.title(), v));
    }
    task.keywords()
        .get(Keyword.REGISTER)
        .filter(v -> v instanceof Str s && s.text().equals(variable))
        .ifPresent(v -> found.add(Explainer.candidate("registered result", v, task.where())));
    if (module.endsWith("include_vars")) {
      addIncluded(task, lineage);
    }
  }

  /// What a file says that can be known now; else that it may say something.
  private void addIncluded(Task task, Lineage lineage) {
    Dict options = task.action().options();
    Value what = task.action().freeForm().orElse(options);
    Value file = task.action().freeForm().orElse(options.get("file").orElse(options));
    Value name = options.get("name").orElse(Str.EMPTY);
    Optional<Dict> read =
        file instanceof Str path && name instanceof Str
            ? read(path.text(), new PlannedTask(0, task, lineage, false, List.of()))
            : Optional.empty();
    if (read.isEmpty()) {
      found.add(Explainer.candidate("include_vars (may set it)", what, task.where()));
    } else if (name.equals(Str.of(variable))) {
      found.add(Explainer.candidate("include_vars", read.get(), task.where()));
    } else if (name.equals(Str.EMPTY)) {
      read.get().get(variable).ifPresent(v -> add("include_vars", v));
    }
  }

  private Optional<Dict> read(String name, PlannedTask task) {
    try {
      Optional<Path> file = SearchPath.of(task).find("vars", name);
      return file.map(files::variables);
    } catch (JplayException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void addVars(Keywords keywords, Level level) {
    keywords.vars().get(variable).ifPresent(v -> add(level.title(), v));
  }
}
