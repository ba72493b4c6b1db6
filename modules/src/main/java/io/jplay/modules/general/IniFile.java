package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.TextEdit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Sets or removes an option or a section of an INI file. Imitates community.general.ini_file.
@ModuleInfo(
    summary = "Tweak settings in INI files",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = "value, values")
public final class IniFile implements StateModule<IniFile.Args> {
  /// Whether the option is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public record Args(
      @Option(required = true, aliases = "dest") String path,
      @Option Optional<String> section,
      @Option Optional<String> option,
      @Option Optional<String> value,
      @Option List<String> values,
      @Option("present") State state,
      @Option("true") boolean exclusive,
      @Option("false") boolean noExtraSpaces,
      @Option("false") boolean ignoreSpaces,
      @Option("true") boolean create,
      @Option("false") boolean allowNoValue,
      @Option("true") boolean modifyInactiveOption,
      @Option("false") boolean follow,
      @Option("false") boolean backup,
      @Option(shared = true) FileOptions file) {

    TextEdit edit(HostFacts facts) {
      return TextEdit.of(path, facts, file, backup, Optional.empty());
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.edit(facts).reads(facts);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    TextEdit edit = a.edit(seen.facts());
    TextEdit.Text text = edit.text(seen);
    if (!text.exists() && !a.create()) {
      return new Decision.Done(
          Result.failed("Destination " + edit.path() + " does not exist!").with("rc", 257));
    }
    if (a.state() == State.PRESENT
        && a.value().isEmpty()
        && a.values().isEmpty()
        && !a.allowNoValue()) {
      return Decision.failed(
          "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
    }
    var ini = new IniText(a, text.text());
    String after = ini.edit();
    PathState state = edit.state(seen);
    Result base = Result.ok().with("path", edit.path());
    if (!text.exists() && after.isEmpty()) {
      return Decision.unchanged(base.with("msg", "OK"));
    }
    boolean same = text.exists() && after.equals(text.text());
    return described(
        edit.decide(
            text, after, new TextEdit.Answer(base, ini.message(), "backup_file"), seen, mode),
        state,
        result -> same ? told(result.withoutDiffs(), "OK") : told(ofText(result), ini.message()),
        seen.facts());
  }

  /// Results of this module describe the file.
  private static Decision described(
      Decision decision, PathState state, UnaryOperator<Result> words, HostFacts facts) {
    var read = PathState.read(state.path(), facts);
    return switch (decision) {
      case Decision.Done(Result result) ->
          Decision.unchanged(state.describe(result.with("msg", "OK")));
      case Decision.ReadMore more -> more;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              state.describe(words.apply(change.predicted())),
              Reads.of(read),
              (outputs, after) ->
                  after.get(read).describe(words.apply(change.finish().finish(outputs, after))));
    };
  }

  private static Result told(Result result, String message) {
    return result.isFailed() ? result : result.with("msg", message);
  }

  /// Without the difference of attributes, which this module does not show.
  private static Result ofText(Result result) {
    return result.diffs().size() < 2
        ? result
        : result.withoutDiffs().withDiff(result.diffs().getFirst());
  }
}
