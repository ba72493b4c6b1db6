package io.jplay.core.template;

import io.jplay.core.source.ControllerPath;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// File names as Python's `os.path` and `ntpath` take them apart.
final class PathFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "basename",
          "dirname",
          "expanduser",
          "expandvars",
          "realpath",
          "relpath",
          "splitext",
          "path_join",
          "commonpath",
          "normpath",
          "fileglob",
          "win_basename",
          "win_dirname",
          "win_splitdrive");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+|\\{[^}]*\\})");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "basename" -> Call.str(FileNames.base(path(name, input, args, eval)));
      case "dirname" -> Call.str(FileNames.directory(path(name, input, args, eval)));
      case "expanduser" -> Call.str(expandUser(path(name, input, args, eval), eval));
      case "expandvars" -> Call.str(expandVariables(path(name, input, args, eval), eval));
      case "realpath" -> Call.str(FileNames.real(absolute(path(name, input, args, eval))));
      case "relpath" -> relative(Call.of(name, input, args, eval, "start"));
      case "splitext" -> splitExtension(path(name, input, args, eval));
      case "path_join" -> join(Call.of(name, input, args, eval));
      case "commonpath" -> common(Call.of(name, input, args, eval));
      case "normpath" -> Call.str(FileNames.normal(path(name, input, args, eval)));
      case "fileglob" -> glob(path(name, input, args, eval));
      case "win_basename" -> Call.str(WindowsNames.base(path(name, input, args, eval)));
      case "win_dirname" -> Call.str(WindowsNames.directory(path(name, input, args, eval)));
      case "win_splitdrive" -> WindowsNames.drive(path(name, input, args, eval));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String path(String name, Value input, CallArgs args, Evaluation eval) {
    if (!(input instanceof Str)) {
      throw PythonError.type(
          "expected str, bytes or os.PathLike object, not " + PythonText.typeName(input));
    }
    return Call.of(name, input, args, eval).inputText();
  }

  private static String absolute(String path) {
    return Path.of("").toAbsolutePath().resolve(path).toString();
  }

  private static String home(Evaluation eval) {
    return eval.environment()
        .environmentVariable("HOME")
        .orElseGet(() -> System.getProperty("user.home", "/"));
  }

  static String expandUser(String path, Evaluation eval) {
    return ControllerPath.expand(path, home(eval));
  }

  static String expandVariables(String path, Evaluation eval) {
    return VARIABLE
        .matcher(path)
        .replaceAll(m -> {
          String name = m.group(1);
          String bare = name.startsWith("{") ? name.substring(1, name.length() - 1) : name;
          return Matcher.quoteReplacement(
              eval.environment().environmentVariable(bare).orElse(m.group()));
        });
  }

  private static Value relative(Call c) {
    if (!(c.input() instanceof Str) && PythonOps.truth(c.input())) {
      throw PythonError.type(
          "expected str, bytes or os.PathLike object, not " + PythonText.typeName(c.input()));
    }
    if (!PythonOps.truth(c.input())) {
      throw PythonError.value("no path specified");
    }
    if (!(c.get(0) instanceof Null || c.get(0) instanceof Str)) {
      throw PythonError.type(
          "expected str, bytes or os.PathLike object, not " + PythonText.typeName(c.get(0)));
    }
    Path start = Path.of(absolute(c.optionalText(0).orElse("."))).normalize();
    Path path = Path.of(absolute(c.inputText())).normalize();
    String relative = start.relativize(path).toString();
    return Call.str(relative.isEmpty() ? "." : relative);
  }

  private static Value splitExtension(String path) {
    int slash = path.lastIndexOf('/');
    int dot = path.lastIndexOf('.');
    boolean leading =
        path.substring(slash + 1, Math.max(dot, slash + 1)).chars().allMatch(c -> c == '.');
    int cut = dot <= slash || leading ? path.length() : dot;
    return Call.tuple(Str.of(path.substring(0, cut)), Str.of(path.substring(cut)));
  }

  private static List<String> paths(Call c) {
    var paths = new ArrayList<String>();
    for (Value part : c.items()) {
      if (!(part instanceof Str s)) {
        String type = PythonText.typeName(PythonOps.require(part));
        throw PythonError.type(
            paths.isEmpty()
                ? "expected str, bytes or os.PathLike object, not " + type
                : "join() argument must be str, bytes, or os.PathLike object, not '" + type + "'");
      }
      paths.add(s.text());
    }
    return paths;
  }

  private static Value join(Call c) {
    if (c.input() instanceof Str s) {
      return s;
    }
    if (!(c.input() instanceof Seq)) {
      throw PythonError.type(
          "|path_join expects string or sequence, got <class '%s'> instead."
              .formatted(PythonText.typeName(c.input())));
    }
    List<String> parts = paths(c);
    if (parts.isEmpty()) {
      throw PythonError.type("join() missing 1 required positional argument: 'a'");
    }
    return Call.str(FileNames.join(parts));
  }

  private static Value common(Call c) {
    if (!(c.input() instanceof Seq)) {
      throw c.error(
          "|commonpath expects sequence, got <class '%s'> instead."
              .formatted(PythonText.typeName(c.input())));
    }
    return Call.str(FileNames.common(paths(c)));
  }

  private static Value glob(String pattern) {
    return Seq.ofTexts(Globs.files(pattern));
  }
}
