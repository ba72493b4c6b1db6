package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
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
    var constants = new Constants(reach.request(), reach.surveys());
    for (TaskSite site : reach.sites()) {
      if (site.shortModule().equals("template")) {
        templates(site, reach, constants, findings);
      } else {
        Optional<Value> source = source(site);
        source
            .flatMap(src -> constants.texts(src, site))
            .ifPresent(names ->
                names.forEach(
                    n -> file("files", n, "JP2012", site, source.get(), reach, findings)));
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
      file("templates", name, "JP2013", site, src, reach, findings);
    }
    var files = new TemplateFiles(reach, site);
    for (TemplateFiles.Read read : files.read()) {
      TemplateCheck.judge(read.result(), Optional.of(site), reach, findings);
      for (TemplateSurvey.Use use : read.result().survey().uses()) {
        if (use.kind() == TemplateSurvey.Kind.FILE
            && use.isCertain()
            && files.included(use.name(), read.file()).isEmpty()) {
          findings.add(
              site.placed(
                  Diagnostic.error("JP2013", "template file not found", use.where())
                      .withDetail("'" + use.name() + "' is in none of the places that are searched")
                      .withHint(VarsSearch.near(use.name(), "templates", site))));
        }
      }
    }
  }

  private static void file(
      String kind,
      String name,
      String code,
      TaskSite site,
      Value named,
      Reach reach,
      Findings findings) {
    if (name.isBlank() || name.contains("://") || name.startsWith("/")) {
      return; // an absolute path may be made by an earlier task
    }
    SourceRange where = named.tag().origin().isKnown() ? named.tag().origin() : site.task().where();
    Optional<Path> found = VarsSearch.find(kind, name, site);
    if (found.isEmpty()) {
      if (ControllerWork.mayMake(name, site, reach)) {
        findings.unknown("file may be made by an earlier task: " + name, where);
      } else {
        missing(kind, name, code, site, where, findings);
      }
      return;
    }
    unreadable(found.get(), kind, site, reach, findings)
        .ifPresent(text -> findings.add(site.placed(unreadable(where, text))));
    if (isForNobody(found.get())) {
      findings.add(
          site.placed(unreadable(where, "its mode lets nobody but root read " + found.get())));
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

  private static void missing(
      String kind, String name, String code, TaskSite site, SourceRange where, Findings findings) {
    String what = kind.equals("templates") ? "template file" : "file";
    List<Path> places = VarsSearch.path(site).candidates(kind, VarsSearch.home(name));
    String summary = kind.equals("templates") ? "template file not found" : "file not found";
    if (!site.certain() || site.hasCondition()) {
      String near = VarsSearch.near(name, kind, site);
      if (near.isEmpty()) {
        findings.unknown(what + " is not there yet: " + name, where);
        return;
      }
    }
    findings.add(
        site.placed(
            Diagnostic.error(code, summary + " on the controller", where)
                .withDetail(
                    "'"
                        + name
                        + "' is in none of the places that are searched:\n  "
                        + String.join("\n  ", places.stream().map(Path::toString).toList()))
                .withHint(VarsSearch.near(name, kind, site))));
  }

  /// Why a file cannot be used, if so.
  private static Optional<String> unreadable(
      Path file, String kind, TaskSite site, Reach reach, Findings findings) {
    boolean isTemplate = kind.equals("templates");
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
