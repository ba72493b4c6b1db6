package io.jplay.core.playbook;

import io.jplay.core.value.Value;
import java.nio.file.Path;

/// How the tasks of a block came into their play. A task that names another file is looked up from
/// what brought it in, so that this is kept.
public sealed interface Origin {
  /// Whether a task brought them in during the run.
  boolean isDynamic();

  /// They stand there.
  record Written() implements Origin {
    @Override
    public boolean isDynamic() {
      return false;
    }
  }

  /// import_tasks or include_tasks; `name` is as the task has it, `file` the place where it was
  /// found, which may go through `..`.
  record TaskFile(Value name, Path file, boolean isDynamic) implements Origin {}

  /// import_role or include_role; `role` is its directory.
  record RoleTasks(Path role, boolean isDynamic) implements Origin {}
}
