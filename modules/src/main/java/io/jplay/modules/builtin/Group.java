package io.jplay.modules.builtin;

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
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.modules.accounts.Account;
import io.jplay.modules.files.FileWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Adds, changes or removes a group.
@ModuleInfo(summary = "Add or remove groups", requiredIf = "non_unique=True: gid")
public final class Group implements StateModule<Group.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true) String name,
      @Option OptionalLong gid,
      @Option("present") State state,
      @Option("false") boolean system,
      @Option("false") boolean local,
      @Option("false") boolean nonUnique,
      @Option("false") boolean force,
      @Option OptionalLong gidMin,
      @Option OptionalLong gidMax) {}

  private static Read<Account> groups(Args a) {
    return Account.read("root", a.local(), "", "");
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(groups(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.local() && (a.gidMin().isPresent() || a.gidMax().isPresent())) {
      return Decision.failed(
          "gid_min and gid_max cannot be used with local: luseradd has no such limits");
    }
    Account account = seen.get(groups(a));
    Optional<Account.GroupEntry> entry =
        account.groups().stream().filter(g -> g.name().equals(a.name())).findFirst();
    if (a.state() == State.ABSENT) {
      Result result =
          Result.changed(entry.isPresent()).with("name", a.name()).with("state", "absent");
      return entry.isEmpty()
          ? Decision.unchanged(result)
          : change(a, remove(a, account), Result.changed(), Reads.NONE, after -> result);
    }
    boolean create = entry.isEmpty();
    boolean modify = entry.isPresent() && a.gid().orElse(entry.get().gid()) != entry.get().gid();
    Result result =
        Result.changed(create || modify)
            .with("name", a.name())
            .with("state", "present")
            .with("system", a.system());
    if (!create && !modify) {
      return Decision.unchanged(result.with("gid", entry.get().gid()));
    }
    Read<Account> again = groups(a);
    // like ansible's, a check tells the group as it is
    Result predicted = create ? Result.changed() : result.with("gid", entry.get().gid());
    return change(
        a,
        create ? add(a, account) : modify(a, account),
        predicted,
        Reads.of(again),
        after ->
            after.get(again).group(a.name()).map(g -> result.with("gid", g.gid())).orElse(result));
  }

  /// The tool's own words are the message of a failure.
  private static Decision change(
      Args a,
      ShellProgram program,
      Result predicted,
      Reads reads,
      Function<Observed, Result> describe) {
    return new Decision.Change(
        List.of(new Effect.Run("change group " + a.name(), program, false)),
        predicted,
        reads,
        (outputs, after) -> {
          ProgramOutput out = outputs.getLast();
          return out.isOk()
              ? describe.apply(after)
              : Result.failed(out.stderr().isBlank() ? out.stdout() : out.stderr())
                  .with("name", a.name());
        });
  }

  private static ShellProgram add(Args a, Account account) {
    var script = start();
    var words = new ArrayList<String>();
    boolean shadow = account.hasTool("groupadd");
    words.add(shadow ? "groupadd" : "addgroup");
    a.gid().ifPresent(g -> words.addAll(List.of("-g", "" + g)));
    if (a.nonUnique() && shadow) {
      words.add("-o");
    }
    a.gidMin().ifPresent(g -> words.addAll(List.of("-K", "GID_MIN=" + g)));
    a.gidMax().ifPresent(g -> words.addAll(List.of("-K", "GID_MAX=" + g)));
    if (a.system()) {
      words.add(shadow ? "-r" : "-S");
    }
    words.add(a.name());
    return script.command(words).program();
  }

  private static ShellProgram modify(Args a, Account account) {
    String gid = "" + a.gid().orElseThrow();
    if (!account.hasTool("groupmod")) {
      return start()
          .use("sh/write.sh", FileWrite.class)
          .line("jp_n={} jp_g={}", a.name(), gid)
          .line("export jp_n jp_g")
          .line("jp_begin /etc/group '' || exit")
          .line("awk -F: 'BEGIN { OFS = \":\" } $1 == ENVIRON[\"jp_n\"] { $3 = ENVIRON[\"jp_g\"] }")
          .line("{ print }' /etc/group | jp_fill && [ -s \"$jp_tmp\" ] || exit")
          .line("chmod 644 \"$jp_tmp\" && jp_end refused || exit")
          .program();
    }
    var words = new ArrayList<String>(List.of("groupmod", "-g", gid));
    if (a.nonUnique()) {
      words.add("-o");
    }
    words.add(a.name());
    return start().command(words).program();
  }

  private static ShellProgram remove(Args a, Account account) {
    var words =
        account.hasTool("groupdel")
            ? a.force() ? List.of("groupdel", "-f", a.name()) : List.of("groupdel", a.name())
            : List.of("delgroup", a.name());
    return start().command(words).program();
  }

  private static ScriptBuilder start() {
    return new ScriptBuilder().line("PATH=$PATH:/usr/sbin:/sbin");
  }
}
