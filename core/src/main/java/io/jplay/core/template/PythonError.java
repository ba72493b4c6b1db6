package io.jplay.core.template;

import io.jplay.core.diag.Diagnostic.Related;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Undefined;
import java.util.List;

/// A failure that Python itself would raise, on its way from an operator, method or conversion to
/// the expression that knows its place; the evaluator turns it into a diagnostic. `message` is the
/// text of Python's exception. Has no stack trace: it is thrown on ordinary roads (`default` around
/// a failing chain).
public final class PythonError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Which exception it is in Python or Jinja2.
  public enum Kind {
    TYPE,
    VALUE,
    KEY,
    INDEX,
    ATTRIBUTE,
    ZERO_DIVISION,
    OVERFLOW,
    UNDEFINED,
    SYNTAX,
    NOT_FOUND,
    RUNTIME,
    /// What a lookup plug-in says of what went wrong.
    PLUGIN,
    /// A lookup plug-in says that it found nothing: its words stand alone.
    LOOKUP,
    LIMIT
  }

  /// The name of the exception when Ansible lets it through as it is: then a result has a
  /// traceback, which ends with it. Empty when Ansible makes an error of its own of it.
  static String exception(Kind kind) {
    return switch (kind) {
      case ZERO_DIVISION -> "ZeroDivisionError";
      case OVERFLOW -> "OverflowError";
      case KEY -> "KeyError";
      case INDEX -> "IndexError";
      case ATTRIBUTE -> "AttributeError";
      case TYPE, VALUE, UNDEFINED, SYNTAX, NOT_FOUND, RUNTIME, PLUGIN, LOOKUP, LIMIT -> "";
    };
  }

  private final Kind kind;

  private final transient SourceRange cause;
  private final String subject;
  private final transient List<Related> trail;

  public PythonError(Kind kind, String message) {
    this(kind, message, SourceRange.NONE, "", List.of());
  }

  private PythonError(
      Kind kind, String message, SourceRange cause, String subject, List<Related> trail) {
    super(message, null, false, false);
    this.kind = kind;
    this.cause = cause;
    this.subject = subject;
    this.trail = List.copyOf(trail);
  }

  /// The same failure seen from outside of the text in which it happened: its place there, and the
  /// uses that led there, outermost first.
  PythonError from(SourceRange place, List<Related> uses) {
    return new PythonError(kind, text(), place, subject, uses);
  }

  public static PythonError type(String message) {
    return new PythonError(Kind.TYPE, message);
  }

  public static PythonError value(String message) {
    return new PythonError(Kind.VALUE, message);
  }

  public static PythonError undefined(String message) {
    return new PythonError(Kind.UNDEFINED, message);
  }

  /// The failure of the use of an undefined value.
  public static PythonError undefined(Undefined value) {
    return new PythonError(
        Kind.UNDEFINED, value.message(), value.tag().origin(), value.name(), List.of());
  }

  public static PythonError limit(String message) {
    return new PythonError(Kind.LIMIT, message);
  }

  public Kind kind() {
    return kind;
  }

  /// What was looked for and is undefined; empty when that is not what failed.
  String subject() {
    return subject;
  }

  /// The uses between the place and this failure, outermost first.
  List<Related> trail() {
    return trail;
  }

  /// The place of the failure when it lies in another text (a variable's template).
  SourceRange origin() {
    return cause;
  }

  /// The text; never null.
  public String text() {
    return String.valueOf(getMessage());
  }
}
