package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Diff;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Texts;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Answers to the questions of Debian packages. Imitates ansible.builtin.debconf; the database is
/// changed, the package is not configured again.
@ModuleInfo(
    summary = "Configure a .deb package",
    diff = ModuleInfo.Support.FULL,
    requiredTogether = "question, vtype, value")
public final class Debconf implements StateModule<Debconf.Args> {
  /// The types of questions.
  public enum Vtype {
    BOOLEAN,
    ERROR,
    MULTISELECT,
    NOTE,
    PASSWORD,
    SEEN,
    SELECT,
    STRING,
    TEXT,
    TITLE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Args(
      @Option(required = true, aliases = "pkg") String name,
      @Option(aliases = {"selection", "setting"}) Optional<String> question,
      @Option Optional<Vtype> vtype,
      @Option(aliases = "answer") Optional<Value> value,
      @Option("false") boolean unseen) {}

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return isPassword(a) ? Reads.of(show(a), password(a)) : Reads.of(show(a));
  }

  private static boolean isPassword(Args a) {
    return a.vtype().filter(t -> t == Vtype.PASSWORD).isPresent();
  }

  private static Read<Map<String, String>> show(Args a) {
    return new Read<>(
        "debconf:" + a.name(),
        new ScriptBuilder().line("debconf-show -- {}", a.name()).program(),
        Debconf::parse);
  }

  /// Lines `* question: answer`; the star says that somebody saw the question.
  private static Map<String, String> parse(ProgramOutput output) {
    if (!output.isOk()) {
      throw new ModuleFailure("could not ask debconf: " + output.stderr().strip());
    }
    var answers = new LinkedHashMap<String, String>();
    for (String line : output.stdout().lines().toList()) {
      String bare = line.replaceFirst("^[* ]+", "");
      int colon = bare.indexOf(':');
      if (colon > 0) {
        answers.put(bare.substring(0, colon).strip(), bare.substring(colon + 1).strip());
      }
    }
    return answers;
  }

  /// debconf-show hides passwords; only debconf-utils tells them.
  private static Read<Optional<String>> password(Args a) {
    var program =
        new ScriptBuilder()
            .line("command -v debconf-get-selections >/dev/null 2>&1 || exit 0")
            .line("export jp_name={} jp_question={}", a.name(), a.question().orElse(""))
            .line("debconf-get-selections 2>/dev/null | awk -F '\\t' '")
            .line("  $1 == ENVIRON[\"jp_name\"] && $2 == ENVIRON[\"jp_question\"] {")
            .line("    sub(/^[^\\t]*\\t[^\\t]*\\t[^\\t]*\\t/, \"\"); print \"=\" $0; exit")
            .line("  }'")
            .program();
    return new Read<>(
        "debconf-password:" + a.name() + ":" + a.question().orElse(""),
        program,
        output -> {
          String told = output.stdout().stripTrailing();
          return told.startsWith("=") ? Optional.of(told.substring(1)) : Optional.empty();
        });
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Map<String, String> answers = seen.get(show(a));
    Result asked = Result.ok().with("msg", "");
    if (a.question().isEmpty()) {
      return Decision.unchanged(asked.with("current", dict(answers)));
    }
    String question = a.question().get();
    Vtype vtype = a.vtype().orElseThrow();
    String wanted;
    wanted = wanted(vtype, a.value().orElseThrow());
    Optional<String> now =
        vtype == Vtype.PASSWORD
            ? seen.get(password(a))
            : Optional.ofNullable(answers.get(question));
    if (now.filter(n -> comparable(vtype, a, n).equals(wanted)).isPresent()) {
      return Decision.unchanged(asked.with("current", dict(answers)));
    }
    // of an answer that is known nothing else is told
    var before = new LinkedHashMap<String, String>();
    if (!answers.containsKey(question)) {
      before.putAll(answers);
    }
    before.put(question, answers.getOrDefault(question, ""));
    var after = new LinkedHashMap<>(before);
    after.put(question, wanted);
    Result changed =
        Result.changed()
            .with("msg", "")
            .with("current", dict(Map.of(question, wanted)))
            .with("previous", dict(before));
    Result result =
        mode.diff() ? changed.withDiff(new Diff("", "", json(before), json(after), "")) : changed;
    return Decision.change(List.of(set(a, vtype, question, wanted)), result);
  }

  /// The answer goes by standard input: it may be a password.
  private static Effect set(Args a, Vtype vtype, String question, String wanted) {
    String line = String.join(" ", a.name(), question, vtype.text(), wanted);
    if (line.indexOf('\n') >= 0) {
      throw new ModuleFailure("an answer of debconf is one line");
    }
    var script =
        new ScriptBuilder()
            .line("debconf-set-selections" + (a.unseen() ? " -u" : ""))
            .stdin((line + "\n").getBytes(StandardCharsets.UTF_8));
    return Effect.run("set " + question + " of " + a.name(), script.program());
  }

  private static String wanted(Vtype vtype, Value value) {
    if (vtype == Vtype.BOOLEAN) {
      return Texts.plain(value).toLowerCase(Locale.ROOT);
    }
    return vtype == Vtype.MULTISELECT && value instanceof Seq list
        ? joined(texts(list))
        : Texts.plain(value);
  }

  private static Stream<String> texts(Seq list) {
    int index = 0;
    for (Value item : list.items()) {
      if (!(item instanceof Str)) {
        throw new ModuleFailure(
            "Invalid value provided for 'multiselect': item %d is no text".formatted(index));
      }
      index++;
    }
    return list.stream().map(Texts::plain);
  }

  private static String joined(Stream<String> choices) {
    return String.join(", ", choices.sorted().toList());
  }

  /// The order of a list of choices means nothing; a text is compared as it is.
  private static String comparable(Vtype vtype, Args a, String now) {
    boolean list = a.value().filter(v -> v instanceof Seq).isPresent();
    return vtype == Vtype.MULTISELECT && list
        ? joined(Stream.of(now.split(",")).map(String::strip))
        : now;
  }

  private static Dict dict(Map<String, String> answers) {
    var dict = Dict.builder();
    answers.forEach((k, v) -> dict.put(k, CommandRun.remote(v)));
    return dict.build();
  }

  private static String json(Map<String, String> answers) {
    return Json.write(dict(answers), new Json.Layout(4, true, true)) + "\n";
  }
}
