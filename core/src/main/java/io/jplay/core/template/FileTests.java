package io.jplay.core.template;

import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/// Tests of files of the controller.
final class FileTests implements TestFamily {
  private static final Set<String> NAMES =
      Set.of(
          "exists",
          "file",
          "is_file",
          "directory",
          "is_dir",
          "link",
          "is_link",
          "link_exists",
          "mount",
          "is_mount",
          "abs",
          "is_abs",
          "same_file",
          "is_same_file");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public boolean test(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    if (name.endsWith("same_file")) {
      return same(Call.of("samefile", input, args, eval, "f2"));
    }
    if (name.endsWith("abs") && !(input instanceof Str)) {
      throw PythonError.type(
          "expected str, bytes or os.PathLike object, not " + PythonText.typeName(input));
    }
    if (!(input instanceof Str || PythonNumbers.isNumber(input) && !(input instanceof Real))) {
      throw PythonError.type(
          "stat: path should be string, bytes, os.PathLike or integer, not "
              + PythonText.typeName(input));
    }
    if ((name.endsWith("mount") || name.contains("link")) && !(input instanceof Str)) {
      throw PythonError.type(
          "lstat: path should be string, bytes or os.PathLike, not " + PythonText.typeName(input));
    }
    String text = Call.of(name, input, args, eval).inputText();
    if (text.isEmpty()) {
      return false;
    }
    Path path = path(text);
    return switch (name) {
      case "exists" -> Files.exists(path);
      case "file", "is_file" -> Files.isRegularFile(path);
      case "directory", "is_dir" -> Files.isDirectory(path);
      case "link", "is_link" -> Files.isSymbolicLink(path);
      case "link_exists" -> Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      case "mount", "is_mount" -> isMount(path);
      case "abs", "is_abs" -> text.startsWith("/");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw PythonError.value("embedded null byte");
    }
  }

  private static boolean same(Call c) {
    Path a = path(c.inputText());
    Path b = path(c.text(0));
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      Path missing = Files.exists(a) ? b : a;
      throw c.error("[Errno 2] No such file or directory: '" + missing + "'");
    }
  }

  /// As `os.path.ismount`: another device than its parent's, or the root.
  private static boolean isMount(Path path) {
    if (!Files.exists(path) || Files.isSymbolicLink(path)) {
      return false;
    }
    try {
      Path real = path.toRealPath();
      Path parent = real.getParent();
      return parent == null
          || !Files.getAttribute(real, "unix:dev").equals(Files.getAttribute(parent, "unix:dev"));
    } catch (IOException e) {
      return false;
    }
  }
}
