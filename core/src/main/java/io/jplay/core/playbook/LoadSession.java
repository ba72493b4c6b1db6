package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Int;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One call of the loader: its options and the problems met so far. Owned by one thread.
final class LoadSession {
  private final LoadOptions options;
  private final LoadedFiles files;
  private final List<Diagnostic> problems = new ArrayList<>();

  LoadSession(LoadOptions options, LoadedFiles files) {
    this.options = options;
    this.files = files;
  }

  LoadOptions options() {
    return options;
  }

  List<Diagnostic> problems() {
    return problems;
  }

  Value read(Path path, SourceRange from) {
    return files.read(path, from, problems);
  }

  /// The document of a file that somebody else will report the problems of.
  Value peek(Path path) {
    return files.peek(path);
  }

  void add(Diagnostic diagnostic) {
    problems.add(diagnostic);
  }

  void error(String code, String summary, String detail, SourceRange where) {
    problems.add(Diagnostic.error(code, summary, where).withDetail(detail));
  }

  void deprecated(String detail, String hint, SourceRange where) {
    problems.add(
        Diagnostic.deprecation("JP1214", "deprecated form", where)
            .withDetail(detail)
            .withHint(hint));
  }

  /// `'foo' is not a valid attribute for a Task`, with what may have been meant.
  void unknownKey(Str key, String kind, Collection<String> known) {
    problems.add(
        Diagnostic.error("JP1203", "unknown key", key.tag().origin())
            .withDetail("'" + key.text() + "' is not a valid attribute for a " + kind)
            .withHint(Suggestion.hint(key.text(), known)));
  }

  /// The text of a name (of a file or role), rendered when it is a template; empty, with a problem,
  /// when it is no text or cannot be rendered now.
  Optional<String> name(Value value, Scope scope, String what) {
    if (!(value instanceof Template template)) {
      return plainText(value);
    }
    try {
      Value rendered =
          options.renderer().renderOrUndefined(template, new Names(options.scope(), scope));
      Optional<String> text = plainText(rendered);
      if (text.isPresent()) {
        return text;
      }
      problems.add(
          rendered instanceof Undefined u && !what.equals("file")
              ? noName(u.message(), what, template.tag().origin())
              : importName(what, template));
    } catch (JplayException e) {
      Diagnostic cause = e.diagnostic();
      SourceRange place = cause.primary();
      boolean isLate = cause.code().equals("JP1401") && what.equals("file");
      problems.add(
          isLate
              ? importName(what, template).withRelated(cause.sentence(), place)
              : noName(cause.sentence(), what, place.isKnown() ? place : template.tag().origin()));
    }
    return Optional.empty();
  }

  private static Diagnostic noName(String why, String what, SourceRange where) {
    return Diagnostic.error("JP1222", "name of what is loaded cannot be rendered", where)
        .withDetail(why)
        .withHint(
            "the name of a %s has to be known before the run: by vars of the play or by -e"
                .formatted(what));
  }

  /// The same of a name that was rendered before; empty where that is not possible here.
  Optional<String> knownName(Value value, Scope scope) {
    if (!(value instanceof Template template)) {
      return plainText(value);
    }
    try {
      return plainText(
          options.renderer().renderOrUndefined(template, new Names(options.scope(), scope)));
    } catch (JplayException e) {
      return Optional.empty();
    }
  }

  private static Diagnostic importName(String what, Template template) {
    return Diagnostic.error(
            "JP1212", "name of a static import cannot be rendered", template.tag().origin())
        .withDetail(
            "Error when evaluating variable in import path: "
                + template.text()
                + ". When using static imports, ensure that any variables used in their names are"
                + " defined in vars/vars_files or extra-vars passed in from the command line."
                + " Static imports cannot use variables from facts or inventory sources like group"
                + " or host vars.")
        .withHint("use the include_ form of this " + what + " to have it rendered at run time");
  }

  private static Optional<String> plainText(Value value) {
    return switch (value) {
      case Str s -> Optional.of(s.text());
      case Int i -> Optional.of(i.toString());
      default -> Optional.empty();
    };
  }

  /// Extra variables over everything else.
  private record Names(Scope extra, Scope rest) implements Scope {
    @Override
    public Value lookup(String name) {
      Value value = extra.lookup(name);
      return value instanceof Undefined ? rest.lookup(name) : value;
    }

    @Override
    public Set<String> names() {
      var all = new HashSet<>(rest.names());
      all.addAll(extra.names());
      return all;
    }
  }
}
