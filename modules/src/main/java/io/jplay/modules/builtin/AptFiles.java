package io.jplay.modules.builtin;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.packages.DebianVersion;
import java.util.List;

/// Packages from files, of the host or of the web.
final class AptFiles {
  private AptFiles() {}

  /// Several files are parted by commas; the first that fails ends it.
  static Result install(Apt.Args a, String debs, TaskContext context, RemoteSession session)
      throws TransportException {
    Result all = Result.ok().with("stdout", "").with("stderr", "");
    for (String deb : debs.split(",")) {
      Result one = deb(a, deb.strip(), context, session);
      if (one.isFailed() || !debs.contains(",")) {
        return one;
      }
      for (String stream : List.of("stdout", "stderr")) {
        String text = all.fields().text(stream).orElse("");
        all = all.with(stream, text + one.fields().text(stream).orElse(""));
      }
      all = one.isChanged() ? all.withStatus(Status.CHANGED) : all;
      for (Diff diff : one.diffs()) {
        all = all.withDiff(diff);
      }
    }
    return all;
  }

  private static Result deb(Apt.Args a, String deb, TaskContext context, RemoteSession session)
      throws TransportException {
    var script = AptCall.start(a).line("jp_deb={}", deb);
    script.line("case $jp_deb in *://*)");
    script.line("jp_dir=$(mktemp -d) && jp_file=$jp_dir/package.deb || exit");
    script.line("if command -v curl >/dev/null; then curl -fsSL -o \"$jp_file\" -- \"$jp_deb\"");
    script.line("else wget -q -O \"$jp_file\" -- \"$jp_deb\"; fi || exit");
    script.line("jp_deb=$jp_file ;; esac");
    script.line("printf '\\036file\\n%s\\n\\036fields\\n' \"$jp_deb\"");
    script.line("dpkg-deb --show --showformat='${Package} ${Version}\\n' \"$jp_deb\" || exit");
    script.line("jp_p=$(dpkg-deb -f \"$jp_deb\" Package); printf '\\036current\\n'");
    script.line("dpkg-query -W -f '${db:Status-Abbrev}|${Version}\\n' \"$jp_p\" 2>/dev/null; :");
    ProgramOutput out = session.run(script.program());
    if (!out.isOk()) {
      return Result.failed("Unable to install package: " + out.stderr().strip());
    }
    Sections s = Sections.parse(out.stdout());
    String[] fields = s.line("fields", 0).split(" ");
    String[] current = s.line("current", 0).split("\\|");
    if (fields.length > 1 && current.length > 1 && current[0].strip().endsWith("i")) {
      int order = DebianVersion.parse(current[1]).compareTo(DebianVersion.parse(fields[1]));
      if (order == 0) {
        return Result.ok().with("stdout", "").with("stderr", "");
      }
      if (order > 0 && !a.allowDowngrade()) {
        return Result.failed("A later version is already installed");
      }
    }
    String file = s.line("file", 0);
    String path = file.startsWith("/") ? file : "./" + file;
    return AptOutcome.of(
        "apt-get install " + deb,
        AptCall.run(a, List.of("install", path), context, session),
        context,
        Result.ok());
  }
}
