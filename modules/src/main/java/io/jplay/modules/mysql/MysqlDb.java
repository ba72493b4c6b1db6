package io.jplay.modules.mysql;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
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
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.PackedFile;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ShellSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Databases of a server: made, removed, dumped to a file and read from one. Imitates
/// community.mysql.mysql_db.
@ModuleInfo(summary = "Add or remove MySQL databases from a remote host")
public final class MysqlDb implements StateModule<MysqlDb.Args> {
  private static final String ALL = "all";

  /// What packs and unpacks files, by the end of their names.
  public enum State {
    ABSENT,
    DUMP,
    IMPORT,
    PRESENT
  }

  public record Args(
      @Option(required = true, aliases = "db") List<String> name,
      @Option("present") State state,
      @Option("") String encoding,
      @Option("") String collation,
      @Option Optional<String> target,
      @Option("false") boolean force,
      @Option("true") boolean quick,
      @Option("false") boolean singleTransaction,
      @Option List<String> ignoreTables,
      @Option("false") boolean skipLockTables,
      @Option("false") boolean hexBlob,
      @Option("0") int masterData,
      @Option Optional<String> dumpExtraArgs,
      @Option Optional<String> chdir,
      @Option("false") boolean checkImplicitAdmin,
      @Option("false") boolean configOverridesDefaults,
      @Option("false") boolean restrictConfigFile,
      @Option("false") boolean unsafeLoginPassword,
      @Option("false") boolean useShell,
      @Option("false") boolean pipefail,
      @Option(shared = true) MysqlLogin login) {

    private List<String> names() {
      return name.stream().map(String::strip).toList();
    }

    private boolean isAll() {
      return names().equals(List.of(ALL));
    }

    private boolean hasFile() {
      return state == State.DUMP || state == State.IMPORT;
    }

    private MysqlLogin.Ways ways() {
      return new MysqlLogin.Ways(checkImplicitAdmin, configOverridesDefaults);
    }

    private Optional<String> problem() {
      if (hasFile() && target.isEmpty()) {
        return Optional.of("with state=%s target is required".formatted(word()));
      }
      if (state == State.IMPORT && name.size() > 1) {
        return Optional.of("Multiple databases are not supported with state=import");
      }
      if (!hasFile() && names().contains(ALL)) {
        return Optional.of(
            "name is not allowed to equal 'all' unless state equals import, or dump.");
      }
      if (masterData < 0 || masterData > 2) {
        return Optional.of(
            "value of master_data must be one of: 0, 1, 2, got: %d".formatted(masterData));
      }
      return names().contains("") ? Optional.of("a database must have a name") : Optional.empty();
    }

    private String word() {
      return state.name().toLowerCase(Locale.ROOT);
    }
  }

  private static Read<MysqlAnswer> databases(Args a, HostFacts facts) {
    return a.login()
        .ask("databases", a.ways(), facts, MysqlAnswer.mark("db") + "SHOW DATABASES;\n");
  }

  private static Read<Boolean> target(Args a, HostFacts facts) {
    String path = path(a, facts);
    return new Read<>(
        "mysql-target:" + path,
        new ScriptBuilder().line("[ -f {} ]", path).program(),
        ProgramOutput::isOk);
  }

  private static String path(Args a, HostFacts facts) {
    String path = Paths.expand(a.target().orElse(""), facts);
    return path.startsWith("/") || a.chdir().isEmpty()
        ? path
        : Paths.expand(a.chdir().get(), facts) + "/" + path;
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    if (a.problem().isPresent()) {
      return Reads.NONE;
    }
    return a.state() == State.IMPORT
        ? Reads.of(databases(a, facts), target(a, facts))
        : Reads.of(databases(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> problem = a.problem();
    if (problem.isPresent()) {
      return Decision.failed(problem.get());
    }
    Set<String> there =
        seen.get(databases(a, seen.facts())).of("db").stream()
            .map(row -> row.getOrDefault("Database", ""))
            .collect(Collectors.toSet());
    List<String> found = a.names().stream().filter(there::contains).toList();
    List<String> missing = a.names().stream().filter(n -> !there.contains(n)).toList();
    return switch (a.state()) {
      case PRESENT -> changed(a, missing.stream().map(n -> made(a, n)).toList(), seen);
      case ABSENT ->
          changed(a, found.stream().map(n -> "DROP DATABASE " + Sql.name(n)).toList(), seen);
      case DUMP ->
          a.isAll() || missing.isEmpty()
              ? dumped(a, seen)
              : Decision.failed(
                  "Cannot dump database(s) '%s' - not found".formatted(String.join(", ", missing)));
      case IMPORT ->
          seen.get(target(a, seen.facts()))
              ? imported(a, a.isAll() ? List.of() : missing, seen)
              : Decision.failed(
                  "target %s does not exist on the host".formatted(path(a, seen.facts())));
    };
  }

  private static String made(Args a, String name) {
    return "CREATE DATABASE "
        + Sql.name(name)
        + (a.encoding().isEmpty() ? "" : " CHARACTER SET " + Sql.text(a.encoding()))
        + (a.collation().isEmpty() ? "" : " COLLATE " + Sql.text(a.collation()));
  }

  private static Result result(Args a) {
    return Result.ok().with("db", String.join(" ", a.names())).with("db_list", seq(a.names()));
  }

  private static Seq seq(List<String> texts) {
    return Seq.of(texts.stream().<Value>map(Str::of).toList());
  }

  private static Decision changed(Args a, List<String> statements, Observed seen) {
    Result ran = result(a).with("executed_commands", seq(statements));
    if (statements.isEmpty()) {
      return Decision.unchanged(ran);
    }
    return new Decision.Change(
        List.of(change(a, statements, seen)),
        result(a).withStatus(Status.CHANGED),
        Reads.NONE,
        (outputs, after) ->
            refused(a, outputs.getLast()).orElseGet(() -> ran.withStatus(Status.CHANGED)));
  }

  private static Effect change(Args a, List<String> statements, Observed seen) {
    var all = new ArrayList<>(List.of(Sql.MODE));
    all.addAll(statements);
    return a.login().change(a.ways(), seen.facts(), all);
  }

  private static Optional<Result> refused(Args a, ProgramOutput out) {
    return MysqlAnswer.problem(out)
        .map(p ->
            Result.failed(
                "error %s database: %s"
                    .formatted(a.state() == State.ABSENT ? "deleting" : "creating", p.shown())));
  }

  private static Decision dumped(Args a, Observed seen) {
    var words = new ArrayList<String>();
    if (a.force()) {
      words.add("--force");
    }
    if (a.isAll()) {
      words.add("--all-databases");
    } else {
      words.addAll(a.name().size() > 1 ? List.of("--databases") : List.of());
      words.addAll(a.names());
    }
    option(words, a.skipLockTables(), "--skip-lock-tables");
    option(words, !a.encoding().isEmpty(), "--default-character-set=" + a.encoding());
    option(words, a.singleTransaction(), "--single-transaction=true");
    option(words, a.quick(), "--quick");
    a.ignoreTables().forEach(t -> words.add("--ignore-table=" + t));
    option(words, a.hexBlob(), "--hex-blob");
    option(words, a.masterData() > 0, "--master-data=" + a.masterData());
    a.dumpExtraArgs().ifPresent(extra -> words.addAll(ShellSplit.split(extra)));
    return transfer(a, new Transfer("mysqldump", "jp_dump", words), List.of(), seen);
  }

  private static Decision imported(Args a, List<String> missing, Observed seen) {
    var words = new ArrayList<String>();
    option(words, a.force(), "-f");
    option(words, !a.encoding().isEmpty(), "--default-character-set=" + a.encoding());
    if (!a.isAll()) {
      words.add("--one-database");
      words.addAll(a.names());
    }
    List<String> statements = missing.stream().map(n -> made(a, n)).toList();
    return transfer(a, new Transfer("mysql", "jp_client", words), statements, seen);
  }

  private static void option(List<String> words, boolean is, String word) {
    if (is) {
      words.add(word);
    }
  }

  /// A program that writes the file or reads it: its name, the function that calls it, its words.
  private record Transfer(String program, String function, List<String> words) {}

  private static Decision transfer(
      Args a, Transfer transfer, List<String> statements, Observed seen) {
    var file = new PackedFile(path(a, seen.facts()));
    var effects = new ArrayList<Effect>();
    if (!statements.isEmpty()) {
      effects.add(change(a, statements, seen));
    }
    effects.add(
        new Effect.Run("run " + transfer.program(), program(a, transfer, file, seen), false));
    var commands = new ArrayList<>(statements);
    commands.add(shown(a, transfer, file));
    Result predicted = result(a).withStatus(Status.CHANGED);
    Result done = predicted.with("executed_commands", seq(commands)).with("msg", "");
    return new Decision.Change(
        effects,
        predicted,
        Reads.NONE,
        (outputs, after) -> {
          if (!statements.isEmpty() && refused(a, outputs.getFirst()).isPresent()) {
            return refused(a, outputs.getFirst()).get();
          }
          ProgramOutput last = outputs.getLast();
          return last.isOk() ? done : Result.failed(last.stderr());
        });
  }

  private static ShellProgram program(Args a, Transfer transfer, PackedFile file, Observed seen) {
    ScriptBuilder script = a.login().script(a.ways(), seen.facts());
    a.chdir().ifPresent(d -> script.line("cd {} || exit", Paths.expand(d, seen.facts())));
    script.line("jp_run() {");
    var words = new ArrayList<>(List.of(transfer.function()));
    words.addAll(transfer.words());
    script.command(words).line("}");
    if (a.state() == State.DUMP) {
      file.written(script);
    } else {
      file.read(script);
    }
    return a.login().stdin(script, a.ways(), seen.facts(), "").program();
  }

  private static String shown(Args a, Transfer transfer, PackedFile file) {
    String run = transfer.program() + " " + String.join(" ", transfer.words());
    return a.state() == State.DUMP ? file.shownWritten(run) : file.shownRead(run);
  }
}
