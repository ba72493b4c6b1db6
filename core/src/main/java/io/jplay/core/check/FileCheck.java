package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.ModuleSpec;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The files of the controller that tasks name by constants are there, can be read and decrypted;
/// template files hold templates that can be read.
final class FileCheck implements Check {
  private static final Set<String> FALSE = Set.of("no", "false", "off", "0", "n", "f");

  @Override
  public void run(Reach reach, Findings findings) {
    Constants constants = reach.constants();
    for (TaskSite site : reach.sites()) {
      if (site.shortModule().equals("template")) {
        templates(site, reach, constants, findings);
      } else {
        Optional<Value> source = source(site);
        source
            .flatMap(src -> constants.texts(src, site))
            .ifPresent(names ->
                names.forEach(
                    n -> file(Wanted.of("files", n, source.get(), site), site, reach, findings)));
      }
      lookups(site, reach, findings);
    }
  }

  /// A file as a task names it. `kind`: the directory where it is looked for; `sure`: the run comes
  /// to it.
  private record Wanted(String kind, String name, SourceRange where, boolean sure) {
    static Wanted of(String kind, String name, Value named, TaskSite site) {
      SourceRange where = named.tag().origin();
      return new Wanted(
          kind,
          name,
          where.isKnown() ? where : site.task().where(),
          site.certain() && !site.hasCondition());
    }

    boolean isTemplate() {
      return kind.equals("templates");
    }
  }

  /// The files that lookups in the task's own templates name.
  private static void lookups(TaskSite site, Reach reach, Findings findings) {
    Optional<ModuleSpec> spec = reach.request().modules().find(site.module(), site.collections());
    for (SiteTexts.Text text : SiteTexts.of(site, spec, reach.surveys())) {
      for (TemplateSurvey.Use use : text.result().survey().uses()) {
        boolean isTemplate = use.kind() == TemplateSurvey.Kind.LOOKUP_TEMPLATE;
        if (isTemplate || use.kind() == TemplateSurvey.Kind.LOOKUP_FILE) {
          boolean sure = site.surelyRuns() && text.certain() && use.isCertain();
          var wanted =
              new Wanted(isTemplate ? "templates" : "files", use.name(), use.where(), sure);
          file(wanted, site, reach, findings);
        }
        if (isTemplate) {
          new TemplateFiles(reach, site)
              .read(use.name())
              .forEach(r -> TemplateCheck.judge(r.result(), Optional.of(site), reach, findings));
        }
      }
    }
  }

  /// What the task reads from `files/`, if anything.
  private static Optional<Value> source(TaskSite site) {
    return switch (site.shortModule()) {
      case "copy" -> isOff(site, "remote_src", true) ? site.option("src") : Optional.empty();
      case "unarchive" ->
          isOff(site, "remote_src", true) && isOff(site, "copy", false)
              ? site.option("src")
              : Optional.empty();
      case "script" ->
          site.task()
              .action()
              .freeForm()
              .or(() -> site.option("cmd"))
              .filter(v -> v instanceof Str)
              .map(v -> new Str(Reach.text(v).strip().split("\\s", 2)[0], v.tag()));
      default -> Optional.empty();
    };
  }

  /// Whether a flag has its usual value: not given, or a constant that says so.
  private static boolean isOff(TaskSite site, String option, boolean wanted) {
    Value value = site.option(option).orElse(Null.NULL);
    return switch (value) {
      case Null n -> true;
      case Bool b -> b.value() != wanted;
      case Str s -> FALSE.contains(s.text().toLowerCase(Locale.ROOT)) == wanted;
      default -> false;
    };
  }

  private static void templates(
      TaskSite site, Reach reach, Constants constants, Findings findings) {
    Value src = site.option("src").orElse(Null.NULL);
    Optional<List<String>> names = constants.texts(src, site);
    if (names.isEmpty()) {
      if (!(src instanceof Null)) {
        findings.unknown("which template is rendered: " + Reach.text(src), src.tag().origin());
      }
      return;
    }
    for (String name : names.get()) {
      file(Wanted.of("templates", name, src, site), site, reach, findings);
    }
    var files = new TemplateFiles(reach, site);
    for (TemplateFiles.Read read : files.read()) {
      TemplateCheck.judge(read.result(), Optional.of(site), reach, findings);
      for (TemplateSurvey.Use use : read.result().survey().uses()) {
        if (use.kind() == TemplateSurvey.Kind.FILE
            && use.isCertain()
            && files.included(use.name(), read.includes()).isEmpty()) {
          findings.add(
              site.placed(
                  Diagnostic.error("JP2013", "template file not found", use.where())
                      .withDetail("'" + use.name() + "' is in none of the places that are searched")
                      .withHint(VarsSearch.near(use.name(), "templates", site))));
        }
      }
    }
  }

  private static void file(Wanted wanted, TaskSite site, Reach reach, Findings findings) {
    String name = wanted.name();
    if (name.isBlank() || name.contains("://") || name.startsWith("/")) {
      return; // an absolute path may be made by an earlier task
    }
    Optional<Path> found = VarsSearch.find(wanted.kind(), name, site);
    if (found.isEmpty()) {
      if (ControllerWork.mayMake(name, site, reach)) {
        findings.unknown("file may be made by an earlier task: " + name, wanted.where());
      } else {
        missing(wanted, site, findings);
      }
      return;
    }
    unreadable(found.get(), wanted, site, reach, findings)
        .ifPresent(text -> findings.add(site.placed(unreadable(wanted.where(), text))));
    if (isForNobody(found.get())) {
      String text = "its mode lets nobody but root read " + found.get();
      findings.add(site.placed(unreadable(wanted.where(), text)));
    }
  }

  private static Diagnostic unreadable(SourceRange where, String text) {
    return Diagnostic.error("JP2015", "file of the controller cannot be read", where)
        .withDetail(text)
        .withHint("check its permissions and content");
  }

  /// Whether only root reads the file, and only because root reads everything.
  private static boolean isForNobody(Path file) {
    try {
      return Files.isReadable(file)
          && Files.getPosixFilePermissions(file).stream()
              .noneMatch(p -> p.name().endsWith("_READ"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static void missing(Wanted wanted, TaskSite site, Findings findings) {
    String what = wanted.isTemplate() ? "template file" : "file";
    String near = VarsSearch.near(wanted.name(), wanted.kind(), site);
    if (!wanted.sure() && near.isEmpty()) {
      findings.unknown(what + " is not there yet: " + wanted.name(), wanted.where());
      return;
    }
    List<Path> places =
        VarsSearch.path(site).candidates(wanted.kind(), VarsSearch.home(wanted.name()));
    findings.add(
        site.placed(
            Diagnostic.error(
                    wanted.isTemplate() ? "JP2013" : "JP2012",
                    what + " not found on the controller",
                    wanted.where())
                .withDetail(
                    "'"
                        + wanted.name()
                        + "' is in none of the places that are searched:\n  "
                        + String.join("\n  ", places.stream().map(Path::toString).toList()))
                .withHint(near)));
  }

  /// Why a file cannot be used, if so.
  private static Optional<String> unreadable(
      Path file, Wanted wanted, TaskSite site, Reach reach, Findings findings) {
    boolean isTemplate = wanted.isTemplate();
    if (!Files.isReadable(file)) {
      return Optional.of("no permission to read " + file);
    }
    if (!Files.isRegularFile(file)) {
      return isTemplate ? Optional.of(file + " is a directory") : Optional.empty();
    }
    try {
      byte[] content = reach.request().files().read(file, isOff(site, "decrypt", false));
      if (isTemplate && site.option("output_encoding").isEmpty()) {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      }
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.of(file + " is not encoded in UTF-8");
    } catch (IOException e) {
      return Optional.of(file + ": " + e.getMessage());
    } catch (JplayException e) {
      e.diagnostics().forEach(d -> findings.add(site.placed(d), site.task().where()));
      return Optional.empty();
    }
  }
}
