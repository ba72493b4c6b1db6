package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.PythonCodec;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lookups of files of the controller. Their contents are data, never templates, but for
/// `template`.
final class FileLookups implements LookupFamily {
  private static final Set<String> NAMES =
      Set.of(
          "file",
          "unvault",
          "template",
          "fileglob",
          "first_found",
          "filetree",
          "community.general.filetree");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Seq lookup(String name, Seq terms, Dict options, Evaluation eval) {
    var o = new LookupOptions(options, eval);
    return switch (name) {
      case "file" -> contents(LookupOptions.paths(terms, eval), o, true);
      case "unvault" -> contents(LookupOptions.paths(terms, eval), o, false);
      case "template" -> templates(LookupOptions.paths(terms, eval), o);
      case "fileglob" ->
          globs(
              LookupOptions.texts(
                  terms, eval, type -> "expected str, bytes or os.PathLike object, not " + type),
              eval);
      case "first_found" -> FirstFound.find(terms, o);
      default -> FileTree.list(LookupOptions.terms(terms, eval), o);
    };
  }

  static Path find(String lookup, String kind, String term, Evaluation eval) {
    return Optional.of(term)
        .filter(t -> !t.isEmpty())
        .flatMap(t -> eval.environment().find(kind, t, eval.scope()))
        .orElseThrow(() -> {
          String what =
              switch (lookup) {
                case "template" ->
                    "the template file " + term + " could not be found for the lookup";
                case "file" ->
                    "The 'file' lookup had an issue accessing the file '"
                        + term
                        + "'. file not found, use -vvvvv to see paths searched";
                case "csvfile" -> "csvfile: No such file or directory: " + term;
                default -> "Unable to find file matching \"" + term + "\" ";
              };
          JplayException failure =
              lookup.equals("file") ? eval.lookupError(what) : eval.error(what);
          return failure instanceof TemplateFailure f
              ? f.withHint(searched(eval.environment().searched(kind, term, eval.scope())))
              : failure;
        });
  }

  private static String searched(List<Path> places) {
    return places.isEmpty()
        ? ""
        : "looked for " + String.join(", ", places.stream().map(Path::toString).toList());
  }

  static String read(Path file, Evaluation eval) {
    return read(file, "utf-8", eval);
  }

  static String read(Path file, String encoding, Evaluation eval) {
    try {
      byte[] bytes = eval.environment().read(file);
      return encoding.equals("utf-8")
          ? Utf8.decode(bytes)
          : new String(
              bytes,
              PythonCodec.of(encoding)
                  .orElseThrow(() -> eval.error("unknown encoding: " + encoding)));
    } catch (IOException e) {
      throw eval.error("cannot read " + file + ": " + reason(e));
    }
  }

  static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }

  private static Seq contents(List<String> terms, LookupOptions o, boolean strip) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Path file = find(strip ? "file" : "unvault", "files", term, o.eval());
      if (strip && Files.isDirectory(file)) {
        throw o.eval()
            .lookupError(
                "The 'file' lookup had an issue accessing the file '%s'. an error occurred while trying to read the file '%2$s': [Errno 21] Is a directory: b'%2$s'"
                    .formatted(term, file));
      }
      String text = read(file, o.eval());
      if (strip && o.flag("lstrip", false)) {
        text = PythonStrings.stripStart(text);
      }
      if (strip && o.flag("rstrip", true)) {
        text = PythonStrings.stripEnd(text);
      }
      out.add(new Str(text, Tag.REMOTE));
    }
    return Call.list(out);
  }

  private static final List<String> TEMPLATE_SETTINGS =
      List.of(
          "variable_start_string",
          "variable_end_string",
          "comment_start_string",
          "comment_end_string",
          "jinja2_native",
          "trim_blocks",
          "lstrip_blocks");

  private static Seq templates(List<String> terms, LookupOptions o) {
    Evaluation eval = o.eval();
    var settings = new LinkedHashMap<String, Value>();
    for (String setting : TEMPLATE_SETTINGS) {
      o.value(setting).ifPresent(v -> settings.put(setting, v));
    }
    var extra = new LinkedHashMap<String, Value>();
    o.mapping("template", "template_vars")
        .ifPresent(d -> d.entries().forEach((k, v) -> extra.put(PythonText.str(k), v)));
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Path file = find("template", "templates", term, eval);
      var source = SourceText.of(file.toString(), read(file, eval));
      var variables =
          new LinkedHashMap<String, Value>(
              TemplateFacts.of(file, term, managed(eval), eval.environment().clock()));
      variables.putAll(extra);
      Str text = eval.renderFile(source, eval.scope().with(variables), settings);
      out.add(result(source.text(), text, o));
    }
    return Call.list(out);
  }

  private static String managed(Evaluation eval) {
    return eval.environment()
        .setting("DEFAULT_MANAGED_STR")
        .map(PythonText::str)
        .orElse("Ansible managed");
  }

  /// Under jinja2_native a template gives a text, unless native types are asked for here as well. A
  /// text without any marker is no template to Ansible, so it stays as it is.
  private static Value result(String source, Str rendered, LookupOptions o) {
    Str text = rendered.withTag(rendered.tag().with(Taint.REMOTE));
    if (o.eval().environment().isNative() && !o.flag("jinja2_native", false)) {
      return text.withTag(text.tag().asText());
    }
    boolean isTemplate =
        Template.hasMarkers(source)
            || o.text("variable_start_string").filter(source::contains).isPresent();
    if (!o.flag("convert_data", true)) {
      return text.withTag(text.tag().asText());
    }
    return isTemplate ? converted(text) : text;
  }

  /// Text that is a mapping or a list in JSON or YAML flow style becomes data, as ansible has it.
  private static Value converted(Str text) {
    String t = text.text().strip();
    if (!t.startsWith("{") && !t.startsWith("[")) {
      return text;
    }
    try {
      Value value = YamlText.read(text.text(), text.tag()).getFirst();
      return value instanceof Dict || value instanceof Seq ? value : text;
    } catch (PythonError e) {
      return text;
    }
  }

  private static Seq globs(List<String> terms, Evaluation eval) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      String name = FileNames.base(term);
      for (Path directory : directories(FileNames.directory(term), eval)) {
        List<String> found = Globs.files(directory.resolve(name).toString());
        if (!found.isEmpty()) {
          found.forEach(f -> out.add(new Str(f, Tag.REMOTE)));
          break;
        }
      }
    }
    return Call.list(out);
  }

  /// Where to look for a pattern: its own directory, or without one every `files/` of the search
  /// path and what is around it.
  private static List<Path> directories(String directory, Evaluation eval) {
    if (!directory.isEmpty()) {
      return eval.environment().find("files", directory, eval.scope()).stream().toList();
    }
    var all = new ArrayList<Path>();
    Value search = eval.scope().lookup("ansible_search_path");
    List<Path> bases =
        search instanceof Seq s
            ? s.stream().map(p -> Path.of(PythonText.str(p))).toList()
            : List.of(eval.environment().baseDirectory(eval.scope()));
    for (Path base : bases) {
      all.add(base.resolve("files"));
      all.add(base);
    }
    return all;
  }
}
