package io.jplay.core.template;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Diagnostic.Related;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.util.List;

/// A template that failed, with its place. Knows which kind of failure it was, since an undefined
/// value may still be caught by `default`.
final class TemplateFailure extends JplayException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 300;
  private final PythonError.Kind kind;
  private final String message;

  private TemplateFailure(Diagnostic diagnostic, PythonError.Kind kind, String message) {
    super(ExitCode.ERROR, diagnostic);
    this.kind = kind;
    this.message = message;
  }

  /// A failure at an offset of a template. `hint` may be empty.
  static TemplateFailure of(
      PythonError.Kind kind, String message, String hint, TemplateUnit unit, int offset) {
    SourceRange place = Places.locate(unit, offset);
    var diagnostic =
        Diagnostic.error(code(kind), summary(kind), place)
            .withDetail(detail(kind, message, unit))
            .withHint(hint);
    return new TemplateFailure(diagnostic, kind, message);
  }

  /// `trail`: the uses of variables that led to what is undefined, outermost first.
  static TemplateFailure of(
      PythonError error, List<Related> trail, String hint, TemplateUnit unit, int offset) {
    TemplateFailure failure = of(error.kind(), error.text(), hint, unit, offset);
    for (Related use : trail) {
      failure = failure.because(use.note(), use.range());
    }
    return error.origin().isKnown()
        ? failure.because("the value that is undefined", error.origin())
        : failure;
  }

  PythonError.Kind kind() {
    return kind;
  }

  /// Python's text of the failure, without what is said around it.
  String text() {
    return message;
  }

  /// The name that the exception has in Ansible, which tells it before the failures of template
  /// files.
  String pythonName() {
    return switch (kind) {
      case UNDEFINED -> "AnsibleUndefinedVariable";
      case SYNTAX ->
          message.equals(diagnostic().sentence()) && !message.startsWith(TemplateHeader.UNREADABLE)
              ? "TemplateSyntaxError"
              : "AnsibleError";
      case TYPE, PLUGIN, LIMIT -> "AnsibleError";
      case VALUE -> "ValueError";
      case NOT_FOUND -> message.startsWith("lookup plugin (") ? "AnsibleError" : "TemplateNotFound";
      case LOOKUP -> "AnsibleLookupError";
      case RUNTIME -> runtimeName();
      case KEY, INDEX, ATTRIBUTE, ZERO_DIVISION, OVERFLOW -> PythonError.exception(kind);
    };
  }

  private String runtimeName() {
    if (message.startsWith("dictionary changed size")) {
      return "RuntimeError";
    }
    return message.startsWith("cannot assign attribute") || message.startsWith("Required block")
        ? "TemplateRuntimeError"
        : message.startsWith("recursive loop") ? "AnsibleError" : "AnsibleFilterError";
  }

  /// The same with the package it is in.
  String pythonClass() {
    String name = pythonName();
    return (name.startsWith("Ansible")
            ? "ansible.errors."
            : name.startsWith("Template") ? "jinja2.exceptions." : "")
        + name;
  }

  /// The same failure, told with the text of the template that was to be rendered and not with that
  /// of one that it includes.
  TemplateFailure of(TemplateUnit template) {
    return kind == PythonError.Kind.TYPE
        ? new TemplateFailure(
            diagnostic().withDetail(detail(kind, message, template)), kind, message)
        : this;
  }

  /// What is said of a file that cannot be read as a template when another includes it.
  TemplateFailure ofInclude() {
    return kind == PythonError.Kind.SYNTAX
        ? new TemplateFailure(diagnostic().withDetail(message), kind, message)
        : this;
  }

  /// What led there; nothing new where the failure itself is shown.
  TemplateFailure because(String note, SourceRange range) {
    if (range.equals(diagnostic().primary())) {
      return this;
    }
    return new TemplateFailure(diagnostic().withRelated(note, range), kind, message);
  }

  TemplateFailure withHint(String hint) {
    return new TemplateFailure(diagnostic().withHint(hint), kind, message);
  }

  /// The same failure with words before its text (`The conditional check ... failed`).
  TemplateFailure within(String sentence) {
    Diagnostic d = diagnostic();
    return new TemplateFailure(d.withDetail(sentence + d.sentence()), kind, message);
  }

  private static String code(PythonError.Kind kind) {
    return switch (kind) {
      case UNDEFINED -> "JP1401";
      case SYNTAX -> "JP1402";
      case TYPE -> "JP1403";
      case VALUE, KEY, INDEX, ATTRIBUTE, ZERO_DIVISION, OVERFLOW, PLUGIN, LOOKUP -> "JP1404";
      case RUNTIME -> "JP1405";
      case NOT_FOUND -> "JP1406";
      case LIMIT -> "JP1407";
    };
  }

  private static String summary(PythonError.Kind kind) {
    return switch (kind) {
      case UNDEFINED -> "undefined variable in a template";
      case SYNTAX -> "a template cannot be read";
      case TYPE -> "wrong type of value in a template";
      case VALUE, KEY, INDEX, ATTRIBUTE, ZERO_DIVISION, OVERFLOW, PLUGIN, LOOKUP ->
          "an expression of a template failed";
      case RUNTIME -> "a template failed";
      case NOT_FOUND -> "a template file was not found";
      case LIMIT -> "a template uses too much";
    };
  }

  /// Ansible's sentence around the text, which scripts look for.
  private static String detail(PythonError.Kind kind, String message, TemplateUnit unit) {
    String text = unit.shown();
    boolean show = text.length() <= SHOWN && !text.isEmpty();
    return switch (kind) {
      case SYNTAX ->
          message.startsWith(TemplateHeader.UNREADABLE)
              ? message
              : "template error while templating string: "
                  + message
                  + (show ? ". String: " + text : "");
      case TYPE ->
          message.contains("AnsibleUndefined")
              ? "Unable to look up a name or access an attribute in template string ("
                  + text
                  + ").\n"
                  + "Make sure your variable name does not contain invalid characters like '-': "
                  + message
              : show
                  ? "Unexpected templating type error occurred on (" + text + "): " + message
                  : message;
      case UNDEFINED,
          VALUE,
          KEY,
          INDEX,
          ATTRIBUTE,
          ZERO_DIVISION,
          OVERFLOW,
          RUNTIME,
          PLUGIN,
          LOOKUP,
          NOT_FOUND,
          LIMIT ->
          message;
    };
  }
}
