package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Status;
import io.jplay.core.value.Seq;
import io.jplay.modules.files.Content;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Locales of Debian and its kin, by /etc/locale.gen and locale-gen. Imitates
/// community.general.locale_gen.
@ModuleInfo(summary = "Create or remove locales")
public final class LocaleGen implements StateModule<LocaleGen.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true) List<String> name,
      @Option("present") State state,
      @Option(name = "_root") Optional<String> testRoot) {
    public Args {
      name = List.copyOf(name);
    }

    private String list() {
      return testRoot.orElse("/etc") + "/locale.gen";
    }

    private TextEdit edit() {
      return new TextEdit(list(), FileAttributes.NONE, FileWrite.Options.NONE, true);
    }
  }

  /// The locales that work, as `locale -a` spells them.
  private static Read<Set<String>> working() {
    return new Read<>(
        "locale -a",
        Call.script().line("locale -a 2>/dev/null; :").program(),
        out -> out.stdout().lines().map(LocaleGen::spelled).collect(Collectors.toSet()));
  }

  /// The locales that can be made where the list does not name them.
  private static Read<Optional<byte[]>> supported() {
    return Content.read("/usr/share/i18n/SUPPORTED");
  }

  private static String spelled(String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return name;
    }
    int at = name.indexOf('@', dot);
    String end = at < 0 ? "" : name.substring(at);
    String charset = name.substring(dot + 1, at < 0 ? name.length() : at);
    return name.substring(0, dot + 1) + charset.toLowerCase(Locale.ROOT).replace("-", "") + end;
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(a.edit().reads(facts).list());
    reads.add(working());
    reads.add(supported());
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    TextEdit.Text list = a.edit().text(seen);
    if (!list.exists()) {
      return Decision.failed(
          "/etc/locale.gen and /var/lib/locales/supported.d/local are missing. Is the package"
              + " \"locales\" installed?");
    }
    String known =
        list.text()
            + seen.get(supported()).map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
    List<String> unknown = a.name().stream().filter(n -> !line(n).matcher(known).find()).toList();
    if (!unknown.isEmpty()) {
      return Decision.failed(
          "The following locales you have entered are not available on your system: "
              + String.join(", ", unknown));
    }
    boolean present = a.state() == State.PRESENT;
    List<String> wrong =
        a.name().stream().filter(n -> seen.get(working()).contains(spelled(n)) != present).toList();
    Result result = Result.ok().with("name", Seq.ofTexts(a.name()));
    if (wrong.isEmpty()) {
      return Decision.unchanged(result);
    }
    String after = list.text();
    for (String name : wrong) {
      after = present ? with(after, name, known) : line(name).matcher(after).replaceAll("# $2");
    }
    Mode quiet = new Mode(mode.check(), false);
    var answer = new TextEdit.Answer(Result.ok(), "", "backup_file");
    return Call.after(
        a.edit().decide(list, after, answer, seen, quiet),
        List.of(Call.of("locale-gen")),
        result.withStatus(Status.CHANGED));
  }

  private static String with(String text, String name, String known) {
    Matcher m = line(name).matcher(text);
    if (m.find()) {
      return m.replaceAll("$2");
    }
    Matcher other = line(name).matcher(known);
    String line = other.find() ? other.group(2) : name;
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n";
  }

  /// The line of a locale, commented out or not: its name, or its name before the charset.
  private static Pattern line(String name) {
    return Pattern.compile("(?m)^(#?[ \t]*)(" + Pattern.quote(name) + "(?:[ \t]+\\S+)?)[ \t]*$");
  }
}
