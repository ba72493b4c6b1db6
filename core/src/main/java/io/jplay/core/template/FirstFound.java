package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The `first_found` lookup: the first of several files that is there.
final class FirstFound {
  private static final Pattern SEPARATORS = Pattern.compile("[,;]");
  private static final Pattern PATH_SEPARATORS = Pattern.compile("[,:;]");

  /// What only a loop (`with_first_found`) says: the kind of directory that its task looks into.
  private static final String KIND = "_kind";

  /// What to look for, in which kind of directory, and whether nothing found is fine.
  private record Wanted(List<String> files, String kind, boolean skip) {}

  private FirstFound() {}

  static Seq find(Seq terms, LookupOptions o) {
    var files = new ArrayList<String>();
    boolean skip = o.flag("skip", false);
    Evaluation eval = o.eval();
    if (terms.items().isEmpty()) {
      files.addAll(candidates(o));
    }
    for (Value term : flattened(terms, eval)) {
      switch (term) {
        case Dict d -> {
          var inner = new LookupOptions(o.options().plus(d), eval);
          files.addAll(candidates(inner));
          skip |= inner.flag("skip", false);
        }
        case Str s ->
            files.addAll(candidates(new LookupOptions(o.options().with("files", Seq.of(s)), eval)));
        case Undefined u -> passedOver(u, o);
        default ->
            throw eval.lookupError(
                "Invalid term supplied, can handle string, mapping or list of strings but got: "
                    + "<class '"
                    + PythonText.typeName(term)
                    + "'> for "
                    + PythonText.str(term));
      }
    }
    return first(new Wanted(files, o.text(KIND, "files"), skip), eval);
  }

  /// The terms with the lists in them taken apart, however deep.
  private static List<Value> flattened(Seq terms, Evaluation eval) {
    var out = new ArrayList<Value>();
    for (Value term : ListLookups.finished(terms, eval)) {
      if (term instanceof Seq s) {
        out.addAll(flattened(s, eval));
      } else {
        out.add(term);
      }
    }
    return out;
  }

  /// Every file under every path.
  private static List<String> candidates(LookupOptions o) {
    List<String> files = cut(o, "files", SEPARATORS);
    List<String> paths = cut(o, "paths", PATH_SEPARATORS);
    if (paths.isEmpty()) {
      return files;
    }
    var all = new ArrayList<String>();
    for (String path : paths) {
      for (String file : files) {
        all.add(FileNames.join(List.of(path, file)));
      }
    }
    return all;
  }

  private static List<String> cut(LookupOptions o, String name, Pattern separators) {
    var out = new ArrayList<String>();
    Value value = o.value(name).orElse(Seq.EMPTY);
    List<Value> each = value instanceof Seq s ? ListLookups.finished(s, o.eval()) : List.of(value);
    for (Value one : each) {
      if (one instanceof Undefined u) {
        passedOver(u, o);
        continue;
      }
      for (String part : separators.split(PythonText.str(one), -1)) {
        out.add(part.strip());
      }
    }
    return out;
  }

  /// A loop passes over a name with an undefined variable in it; who asks with such a name is told.
  private static void passedOver(Undefined name, LookupOptions o) {
    if (!o.options().has(KIND)) {
      PythonOps.require(name);
    }
  }

  private static Seq first(Wanted wanted, Evaluation eval) {
    for (String file : wanted.files) {
      Optional<Path> found =
          eval.environment().find(wanted.kind, PathFilters.expandUser(file, eval), eval.scope());
      if (found.isPresent()) {
        return Seq.of(Str.of(found.get().toString()));
      }
    }
    if (wanted.skip) {
      return Seq.EMPTY;
    }
    throw eval.lookupError("No file was found when using first_found.");
  }
}
