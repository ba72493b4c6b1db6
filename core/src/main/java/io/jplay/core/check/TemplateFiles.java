package io.jplay.core.check;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.template.IncludeSearch;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.value.Null;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The template files of one task, with those that they include.
final class TemplateFiles {
  private static final List<String> MARKERS =
      List.of(
          "block_start_string",
          "block_end_string",
          "variable_start_string",
          "variable_end_string",
          "comment_start_string",
          "comment_end_string",
          "trim_blocks",
          "lstrip_blocks");

  private final Reach reach;
  private final TaskSite site;

  /// A file and what is in it, and where its includes are; of an included one, names that its
  /// includer sets are not free.
  record Read(Path file, IncludeSearch includes, Surveys.Result result) {}

  TemplateFiles(Reach reach, TaskSite site) {
    this.reach = reach;
    this.site = site;
  }

  /// The constant names of the files; empty when the task is none of `template`, or names them by
  /// variables.
  List<String> names() {
    if (!site.shortModule().equals("template")) {
      return List.of();
    }
    Value src = site.option("src").orElse(Null.NULL);
    return reach.constants().texts(src, site).orElse(List.of());
  }

  List<Read> read() {
    var reads = new ArrayList<Read>();
    Optional<Map<String, Value>> settings = settings();
    if (settings.isPresent()) {
      for (String name : names()) {
        VarsSearch.find("templates", name, site)
            .ifPresent(file -> {
              var includes = IncludeSearch.ofModule(file);
              read(file, includes, settings.get(), Set.of(), new HashSet<>(), reads);
            });
      }
    }
    return reads;
  }

  /// The file of a lookup, with those that it includes.
  List<Read> read(String name) {
    var reads = new ArrayList<Read>();
    VarsSearch.find("templates", name, site)
        .ifPresent(file -> {
          var includes = IncludeSearch.ofLookup(file);
          read(file, includes, Map.of(), Set.of(), new HashSet<>(), reads);
        });
    return reads;
  }

  /// The markers that the task sets; empty when they are templates themselves.
  private Optional<Map<String, Value>> settings() {
    var settings = new LinkedHashMap<String, Value>();
    for (String marker : MARKERS) {
      Optional<Value> value = site.option(marker);
      if (value.filter(Template.class::isInstance).isPresent()) {
        return Optional.empty();
      }
      value.ifPresent(v -> settings.put(marker, v));
    }
    return Optional.of(settings);
  }

  private void read(
      Path file,
      IncludeSearch includes,
      Map<String, Value> settings,
      Set<String> outer,
      Set<Path> seen,
      List<Read> reads) {
    if (!seen.add(file) || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      return;
    }
    String text;
    try {
      byte[] bytes = reach.request().files().read(file, true);
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException | JplayException e) {
      return; // FileCheck says so
    }
    Surveys.Result result = reach.surveys().ofFile(SourceText.of(shown(file), text), settings);
    TemplateSurvey survey = result.survey();
    var locals = new HashSet<>(outer);
    locals.addAll(survey.locals());
    List<TemplateSurvey.Use> free =
        survey.uses().stream()
            .filter(u -> u.kind() != TemplateSurvey.Kind.VARIABLE || !outer.contains(u.name()))
            .toList();
    reads.add(
        new Read(
            file,
            includes,
            new Surveys.Result(
                new TemplateSurvey(free, survey.guarded(), survey.locals()), result.problems())));
    for (TemplateSurvey.Use use : survey.uses()) {
      if (use.kind() == TemplateSurvey.Kind.FILE) {
        included(use.name(), includes)
            .ifPresent(f -> read(f, includes, Map.of(), locals, seen, reads));
      }
    }
  }

  Optional<Path> included(String name, IncludeSearch includes) {
    return includes.find(name, n -> VarsSearch.find("templates", n, site));
  }

  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) && here.getNameCount() > 0
        ? here.relativize(absolute).toString()
        : absolute.toString();
  }
}
