package io.jplay.modules.postgresql;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.modules.files.PackedFile;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ShellSplit;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A database in a file of the host: what the end of its name says of the format, and the program
/// that writes it or reads it.
record DumpFile(String path, String ending) {
  private static final Map<String, String> FORMATS = Map.of("tar", "t", "pgc", "c", "dir", "d");

  static DumpFile of(PostgresqlDb.Args a, HostFacts facts) {
    String path =
        a.target().isEmpty() ? "%s.sql".formatted(a.name()) : Paths.expand(a.target(), facts);
    return new DumpFile(path, path.substring(path.lastIndexOf('.') + 1));
  }

  Read<Boolean> exists() {
    return new Read<>(
        "postgresql-target:" + path,
        new ScriptBuilder().line("[ -e {} ]", path).program(),
        ProgramOutput::isOk);
  }

  Decision decide(PostgresqlDb.Args a, Observed seen) {
    boolean dump = a.state() == PostgresqlDb.State.DUMP;
    if (!dump && !seen.get(exists())) {
      return Decision.failed(
          "Database query failed: target file %s does not exist".formatted(path));
    }
    List<String> words = dump ? dumpWords(a) : restoreWords(a);
    Result predicted = PostgresqlDb.result(a, List.of()).withStatus(Status.CHANGED);
    String shown = shown(a, words);
    return new Decision.Change(
        List.of(new Effect.Run("run " + words.getFirst(), program(a, words, seen), false)),
        predicted,
        Reads.NONE,
        (outputs, after) -> {
          ProgramOutput out = outputs.getLast();
          Result said =
              PostgresqlDb.result(a, List.of(shown))
                  .with("msg", out.stdout())
                  .with("stderr", out.stderr())
                  .with("cmd", shown)
                  .with("rc", out.rc());
          return out.isOk()
              ? said.withStatus(Status.CHANGED)
              : said.withStatus(Status.FAILED).with("msg", out.stderr());
        });
  }

  private List<String> dumpWords(PostgresqlDb.Args a) {
    var words = new ArrayList<>(List.of("pg_dump", a.name(), "--no-password"));
    Optional.ofNullable(FORMATS.get(ending)).ifPresent(f -> words.add("--format=" + f));
    if (ending.equals("dir")) {
      words.add("--file=" + path);
    }
    a.dumpExtraArgs().ifPresent(more -> words.addAll(ShellSplit.split(more)));
    words.addAll(ShellSplit.split(a.targetOpts()));
    return words;
  }

  private List<String> restoreWords(PostgresqlDb.Args a) {
    boolean packed = FORMATS.containsKey(ending);
    var words =
        new ArrayList<>(
            packed
                ? List.of("pg_restore", "--no-password", "--dbname=" + a.name())
                : List.of("psql", "--no-password", "--dbname=" + a.name()));
    Optional.ofNullable(FORMATS.get(ending)).ifPresent(f -> words.add("--format=" + f));
    words.addAll(ShellSplit.split(a.targetOpts()));
    if (ending.equals("dir")) {
      words.add(path);
    }
    return words;
  }

  private ShellProgram program(PostgresqlDb.Args a, List<String> words, Observed seen) {
    ScriptBuilder script = a.login().script();
    Call.needs(script, words.getFirst());
    var call = new ArrayList<>(List.of("jp_with"));
    call.addAll(words);
    script.line("jp_run() {").command(call).line("}");
    if (ending.equals("dir")) {
      script.line("jp_run");
    } else if (a.state() == PostgresqlDb.State.DUMP) {
      new PackedFile(path).written(script);
    } else {
      new PackedFile(path).read(script);
    }
    return a.login().stdin(script, "", seen.facts(), "").program();
  }

  private String shown(PostgresqlDb.Args a, List<String> words) {
    String run = String.join(" ", words);
    if (ending.equals("dir")) {
      return run;
    }
    var file = new PackedFile(path);
    return a.state() == PostgresqlDb.State.DUMP ? file.shownWritten(run) : file.shownRead(run);
  }
}
