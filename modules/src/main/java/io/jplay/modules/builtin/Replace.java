package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.value.PythonCodec;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.PythonRegex;
import io.jplay.modules.files.TextEdit;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces every match of an expression in a text file. Imitates ansible.builtin.replace.
@ModuleInfo(
    summary =
        "Replace all instances of a particular string in a file using a back-referenced regular"
            + " expression",
    diff = ModuleInfo.Support.FULL)
public final class Replace implements StateModule<Replace.Args> {
  public record Args(
      @Option(
              required = true,
              aliases = {"dest", "destfile", "name"})
          String path,
      @Option(required = true) String regexp,
      @Option String replace,
      @Option Optional<String> after,
      @Option Optional<String> before,
      @Option("false") boolean backup,
      @Option Optional<String> validate,
      @Option("utf-8") String encoding,
      @Option(shared = true) FileOptions file) {

    TextEdit edit(HostFacts facts) {
      return TextEdit.of(path, facts, file, backup, validate).withPlainHeader();
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.edit(facts).reads(facts);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    TextEdit edit = a.edit(seen.facts());
    if (edit.state(seen).isDirectory()) {
      return new Decision.Done(
          Result.failed("Path " + edit.path() + " is a directory !").with("rc", 256));
    }
    TextEdit.Text text = edit.text(seen, charset(a.encoding()));
    if (!text.exists()) {
      return new Decision.Done(
          Result.failed("Path " + edit.path() + " does not exist !").with("rc", 257));
    }
    int[] section = section(a, text.text());
    if (section.length == 0) {
      return Decision.unchanged(
          Result.ok()
              .with(
                  "msg",
                  "Pattern for before/after params did not match the given file: " + delimiters(a))
              .with("rc", 0));
    }
    return replaced(a, edit, text, section, seen, mode);
  }

  private static Charset charset(String name) {
    return PythonCodec.of(name).orElseThrow(() -> new ModuleFailure("unknown encoding: " + name));
  }

  private static Decision replaced(
      Args a, TextEdit edit, TextEdit.Text text, int[] section, Observed seen, Mode mode) {
    PythonRegex.requireTemplate(a.replace());
    String part = text.text().substring(section[0], section[1]);
    var regex = PythonRegex.compile(a.regexp(), Pattern.MULTILINE);
    Matcher m = regex.matcher(part);
    var out = new StringBuilder(text.text().substring(0, section[0]));
    int from = 0;
    int count = 0;
    while (m.find()) {
      out.append(part, from, m.start()).append(expanded(regex, m, a.replace()));
      from = m.end();
      count++;
    }
    out.append(part.substring(from)).append(text.text().substring(section[1]));
    return edit.decide(
        text,
        out.toString(),
        new TextEdit.Answer(Result.ok().with("rc", 0), count + " replacements made", "backup_file"),
        seen,
        mode);
  }

  private static String expanded(PythonRegex regex, Matcher m, String template) {
    try {
      return regex.expand(m, template);
    } catch (ModuleFailure failure) {
      throw new ModuleFailure(
          "Unable to process replace due to error: "
              + failure.result().fields().text("msg").orElse(""));
    }
  }

  private static String delimiters(Args a) {
    return a.after().isPresent() && a.before().isPresent()
        ? a.after().get() + "(?P<subsection>.*?)" + a.before().get()
        : a.after()
            .map(s -> s + "(?P<subsection>.*)")
            .orElseGet(() -> "(?P<subsection>.*)" + a.before().orElse(""));
  }

  /// The part of the text that is looked at; nothing when the delimiters do not match.
  private static int[] section(Args a, String text) {
    if (a.after().isEmpty() && a.before().isEmpty()) {
      return new int[] {0, text.length()};
    }
    var regex = PythonRegex.compile(delimiters(a), Pattern.DOTALL);
    Matcher m = regex.matcher(text);
    int part = regex.names().getOrDefault("subsection", 0);
    return m.find() ? new int[] {m.start(part), m.end(part)} : new int[0];
  }
}
