package io.jplay.modules.posix;

import io.jplay.core.api.Decision;
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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Seq;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Entries of access control lists of files. Imitates ansible.posix.acl on Linux, with getfacl and
/// setfacl; setfacl itself says whether an entry would change anything.
@ModuleInfo(summary = "Set and retrieve file ACL information.")
public final class Acl implements StateModule<Acl.Args> {
  public enum State {
    ABSENT,
    PRESENT,
    QUERY
  }

  public enum Etype {
    GROUP,
    MASK,
    OTHER,
    USER
  }

  /// Whether the mask is made from the entries.
  public enum Mask {
    DEFAULT,
    MASK,
    NO_MASK
  }

  public record Args(
      @Option(required = true, aliases = "name") String path,
      @Option Optional<String> entry,
      @Option String entity,
      @Option Optional<Etype> etype,
      @Option Optional<String> permissions,
      @Option("query") State state,
      @Option(name = "default", value = "false") boolean ofNewFiles,
      @Option("true") boolean follow,
      @Option("default") Mask recalculateMask,
      @Option(value = "false", aliases = "recurse") boolean recursive,
      @Option("false") boolean useNfsv4Acls) {

    boolean isDefault() {
      return ofNewFiles || entry.filter(e -> e.startsWith("default:")).isPresent();
    }

    /// As setfacl takes it; without permissions where it is to go.
    String words() {
      List<String> given =
          new ArrayList<>(
              entry
                  .map(e -> List.of(e.replaceFirst("^default:", "").split(":", -1)))
                  .orElseGet(() -> List.of(type(), entity, permissions.orElse(""))));
      if (state == State.ABSENT) {
        return String.join(":", given.subList(0, Math.min(2, given.size())));
      }
      return String.join(":", given);
    }

    private String type() {
      return etype.map(t -> t.name().toLowerCase(Locale.ROOT)).orElse("");
    }

    private List<String> walk() {
      var words = new ArrayList<String>();
      if (recursive) {
        words.add("--recursive");
      }
      if (!follow) {
        words.add("--physical");
      }
      return words;
    }

    Call get(String at) {
      Call call = Call.of("getfacl", "--omit-header", "--absolute-names").with(walk());
      return (isDefault() ? call.with("--default") : call).with("--", at);
    }

    Call set(String at, boolean test) {
      Call call = Call.of("setfacl").with(walk());
      call =
          switch (recalculateMask) {
            case DEFAULT -> call;
            case MASK -> call.with("--mask");
            case NO_MASK -> call.with("--no-mask");
          };
      call = test ? call.with("--test") : call;
      call = isDefault() ? call.with("--default") : call;
      return call.with(state == State.PRESENT ? "--modify" : "--remove", words(), "--", at);
    }
  }

  private static Read<ProgramOutput> list(Args a, HostFacts facts) {
    return english(a.get(Paths.expand(a.path(), facts)));
  }

  private static Read<ProgramOutput> test(Args a, HostFacts facts) {
    return english(a.set(Paths.expand(a.path(), facts), true));
  }

  private static Read<ProgramOutput> english(Call call) {
    ScriptBuilder script = Call.script().line("export LC_ALL=C");
    Call.needs(script, call.words().getFirst()).command(call.words());
    return new Read<>("acl:" + String.join("\0", call.words()), script.program(), Call::found);
  }

  private static Read<ProgramOutput> exists(Args a, HostFacts facts) {
    var script = new ScriptBuilder().line("[ -e {} ]", Paths.expand(a.path(), facts));
    return new Read<>("acl-path:" + a.path(), script.program(), out -> out);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return refused(a).isPresent()
        ? Reads.NONE
        : a.state() == State.QUERY
            ? Reads.of(exists(a, facts), list(a, facts))
            : Reads.of(exists(a, facts), list(a, facts), test(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> refused = refused(a);
    if (refused.isPresent()) {
      return Decision.failed(refused.get());
    }
    HostFacts facts = seen.facts();
    if (!seen.get(exists(a, facts)).isOk()) {
      return Decision.failed("Path not found or not accessible.");
    }
    String told =
        switch (a.state()) {
          case QUERY -> "current acl";
          case PRESENT -> a.words() + " is present";
          case ABSENT -> a.words() + " is absent";
        };
    Result result = listed(Result.ok().with("msg", told), a, facts, seen);
    if (a.state() == State.QUERY) {
      return Decision.unchanged(result);
    }
    Call set = a.set(Paths.expand(a.path(), facts), false);
    ProgramOutput tested = seen.get(test(a, facts));
    if (!tested.isOk()) {
      return new Decision.Done(set.failure(tested));
    }
    // a file whose two lists stay is shown with two stars
    if (tested.stdout().lines().allMatch(l -> l.endsWith("*,*"))) {
      return Decision.unchanged(result);
    }
    Result changed = result.withStatus(Status.CHANGED);
    return new Decision.Change(
        Call.effects(List.of(set)),
        changed,
        Reads.of(list(a, facts)),
        (outputs, after) ->
            Call.finish(List.of(set), outputs.getLast(), out -> listed(changed, a, facts, after)));
  }

  private static Result listed(Result result, Args a, HostFacts facts, Observed seen) {
    ProgramOutput out = seen.get(list(a, facts));
    if (!out.isOk()) {
      throw new ModuleFailure(out.stderr().strip());
    }
    List<String> lines = out.stdout().stripTrailing().lines().toList();
    return result.with("acl", Seq.ofTexts(lines));
  }

  private static Optional<String> refused(Args a) {
    if (a.useNfsv4Acls()) {
      return Optional.of("use_nfsv4_acls is not supported");
    }
    if (a.state() == State.QUERY) {
      return a.recursive()
          ? Optional.of("'recursive' MUST NOT be set when 'state=query'.")
          : a.recalculateMask() != Mask.DEFAULT
              ? Optional.of(
                  "'recalculate_mask' MUST NOT be set to 'mask' or 'no_mask' when"
                      + " 'state=query'.")
              : Optional.empty();
    }
    if (a.entry().isPresent()) {
      return refusedEntry(a, a.entry().get());
    }
    if (a.etype().isEmpty()) {
      String state = a.state().name().toLowerCase(Locale.ROOT);
      return Optional.of("'etype' MUST be set when 'state=%s'.".formatted(state));
    }
    if (a.state() == State.ABSENT && a.permissions().isPresent()) {
      return Optional.of("'permissions' MUST NOT be set when 'state=absent'.");
    }
    return a.state() == State.PRESENT && a.permissions().isEmpty()
        ? Optional.of("'permissions' MUST be set when 'state=present'.")
        : Optional.empty();
  }

  private static Optional<String> refusedEntry(Args a, String entry) {
    if (a.etype().isPresent() || !a.entity().isEmpty() || a.permissions().isPresent()) {
      return Optional.of(
          "'entry' MUST NOT be set when 'entity', 'etype' or 'permissions' are set.");
    }
    int colons = (int) entry.replaceFirst("^default:", "").chars().filter(c -> c == ':').count();
    if (a.state() == State.PRESENT && colons != 2) {
      return Optional.of("'entry' MUST have 3 or 4 sections divided by ':' when 'state=present'.");
    }
    return a.state() == State.ABSENT && colons != 1 && colons != 2
        ? Optional.of("'entry' MUST have 2 or 3 sections divided by ':' when 'state=absent'.")
        : Optional.empty();
  }
}
