package io.jplay.core.exec;

import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Result;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.Templar;

/// The failed results of tasks whose playbook is wrong.
final class PlaybookFailure {
  private PlaybookFailure() {}

  /// The failed result of a module that rendered something itself.
  static Result of(JplayException e, ModuleInfo.Rendering rendered) {
    return switch (rendered) {
      case OPTION -> of(e);
      case CONDITION -> ofCondition(e);
      case FILE -> ofFile(e);
    };
  }

  /// A failed result that says what was wrong with the playbook, in ansible's words alone:
  /// playbooks compare them. The place is told by the diagnostic, which is an event of its own;
  /// that of an undefined variable is in the text as well, as ansible has it there.
  static Result of(JplayException e) {
    Diagnostic diagnostic = e.diagnostic();
    boolean isUndefined =
        diagnostic.code().equals("JP1401")
            // what Python says of an undefined value of the wrong type
            || diagnostic.sentence().startsWith("Unable to look up a name or access");
    if (!isUndefined) {
      Result failed = Result.failed(diagnostic.sentence() + remark(diagnostic));
      return Templar.exception(e).map(text -> failed.with("exception", text)).orElse(failed);
    }
    // scripts look for these words (like ansible-core 2.18 executor/task_executor.py)
    String lead =
        diagnostic.sentence().startsWith("The conditional")
                || diagnostic.sentence().startsWith("The field")
            ? ""
            : "The task includes an option with an undefined variable.. ";
    return Result.failed(lead + diagnostic.sentence() + place(diagnostic.primary()));
  }

  /// Ansible's hint, which is part of the text there.
  private static String remark(Diagnostic diagnostic) {
    return diagnostic.code().equals("JP1601")
            && diagnostic.sentence().endsWith("on the Ansible Controller.")
        ? "\n"
            + "If you are using a module and expect the file to exist on the remote, see the"
            + " remote_src option"
        : "";
  }

  /// The same for a condition that is a value of the task: ansible tells no place.
  private static Result ofCondition(JplayException e) {
    return e.diagnostic().sentence().startsWith("The conditional")
        ? of(e).with("msg", e.diagnostic().sentence())
        : of(e);
  }

  /// The same for a template file, whose failures ansible tells by their kind.
  private static Result ofFile(JplayException e) {
    String sentence = e.diagnostic().sentence();
    return Templar.exceptionName(e)
        .map(name ->
            (name.equals("AnsibleUndefinedVariable") ? Result.failed(sentence) : of(e))
                .with("msg", name + ": " + sentence))
        .orElseGet(() -> of(e));
  }

  private static String place(SourceRange at) {
    return at.isKnown()
        ? "\n\nThe error appears to be in '%s': line %d, column %d"
            .formatted(at.source().name(), at.line(), at.column())
        : "";
  }
}
