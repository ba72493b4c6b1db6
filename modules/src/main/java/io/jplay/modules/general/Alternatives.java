package io.jplay.modules.general;

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
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.modules.files.Choice;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.StateDiff;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of several programs a name stands for, by update-alternatives. Imitates
/// community.general.alternatives.
@ModuleInfo(
    summary = "Manage alternative programs for common commands",
    diff = ModuleInfo.Support.FULL)
public final class Alternatives implements StateModule<Alternatives.Args> {
  private static final int FALLBACK_PRIORITY = 50;

  public enum State {
    PRESENT,
    SELECTED,
    ABSENT,
    AUTO
  }

  public record Args(
      @Option(required = true) String name,
      @Option(required = true) String path,
      @Option Optional<String> link,
      @Option OptionalInt priority,
      @Option("selected") State state,
      @Option(aliases = "slaves") Optional<List<Dict>> subcommands) {

    private Optional<List<Slave>> slaves() {
      return subcommands.map(all ->
          all.stream()
              .map(d ->
                  new Slave(
                      d.text("name").orElse(""),
                      d.text("path").orElse(""),
                      d.text("link").orElse("")))
              .toList());
    }
  }

  /// A name that goes with the main one.
  record Slave(String name, String path, String link) {}

  /// One program that the name may stand for.
  record Choice(int priority, List<Slave> slaves) {}

  /// What `update-alternatives --display` says, in Debian's words or those of Red Hat.
  record Group(boolean automatic, String link, String current, Map<String, Choice> choices) {
    private static final Pattern CURRENT = Pattern.compile("^ *link currently points to (.*)$");
    private static final Pattern LINK = Pattern.compile("^ *link \\S+ is (/.*)$");
    private static final Pattern SLAVE_LINK = Pattern.compile("^ *slave (\\S+) is (.*)$");
    private static final Pattern CHOICE =
        Pattern.compile("^(/.*) - (?:family \\S+ )?priority (-?\\d+).*$");

    private static final Pattern SLAVE = Pattern.compile("^ *slave (\\S+): (.*)$");

    static Group parse(String text) {
      List<String> lines = text.lines().toList();
      boolean automatic =
          lines.stream()
              .findFirst()
              .filter(l -> l.matches(".*(auto mode|status is auto).*"))
              .isPresent();
      var links = new LinkedHashMap<String, String>();
      var choices = new LinkedHashMap<String, Choice>();
      String link = "";
      String current = "";
      String path = "";
      for (String line : lines) {
        Matcher m = CURRENT.matcher(line);
        Matcher own = LINK.matcher(line);
        Matcher slaveLink = SLAVE_LINK.matcher(line);
        Matcher choice = CHOICE.matcher(line);
        Matcher slave = SLAVE.matcher(line);
        if (m.matches()) {
          current = m.group(1).strip();
        } else if (own.matches()) {
          link = own.group(1).strip();
        } else if (slaveLink.matches()) {
          links.put(slaveLink.group(1), slaveLink.group(2).strip());
        } else if (choice.matches()) {
          path = choice.group(1);
          choices.put(path, new Choice(Integer.parseInt(choice.group(2)), List.of()));
        } else if (slave.matches() && choices.containsKey(path)) {
          Choice before = choices.get(path);
          var slaves = new ArrayList<>(before.slaves());
          slaves.add(
              new Slave(
                  slave.group(1), slave.group(2).strip(), links.getOrDefault(slave.group(1), "")));
          choices.put(path, new Choice(before.priority(), slaves));
        }
      }
      return new Group(automatic, link, current, choices);
    }

    boolean has(String path) {
      return choices.containsKey(path);
    }

    /// The program as it is known; with the fallback's priority where it is not.
    Choice of(String path) {
      return choices.getOrDefault(path, new Choice(FALLBACK_PRIORITY, List.of()));
    }
  }

  private static Read<Group> group(Args a) {
    Read<ProgramOutput> shown = Call.of("update-alternatives", "--display", a.name()).read();
    return new Read<>(
        shown.key(), shown.program(), out -> Group.parse(shown.parser().apply(out).stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(group(a), PathState.read(a.path(), facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Group now = seen.get(group(a));
    var calls = new ArrayList<Call>();
    var told = new ArrayList<String>();
    Call tool = Call.of("update-alternatives");
    if (a.state() == State.ABSENT) {
      if (now.has(a.path())) {
        calls.add(tool.with("--remove", a.name(), a.path()));
        told.add("Remove alternative '%s' from '%s'.".formatted(a.path(), a.name()));
      }
    } else {
      if (isToInstall(a, now)) {
        calls.add(install(a, now, seen));
        told.add("Install alternative '%s' for '%s'.".formatted(a.path(), a.name()));
      }
      if (a.state() == State.SELECTED && !now.current().equals(a.path())) {
        calls.add(tool.with("--set", a.name(), a.path()));
        told.add("Set alternative '%s' for '%s'.".formatted(a.path(), a.name()));
      }
      if (a.state() == State.AUTO && !now.automatic()) {
        calls.add(tool.with("--auto", a.name()));
        told.add("Set alternative to auto for '%s'.".formatted(a.name()));
      }
    }
    Result result = Result.ok().with("msg", String.join(" ", told));
    if (calls.isEmpty()) {
      return Decision.unchanged(result);
    }
    Result changed = result.withStatus(Status.CHANGED);
    return Call.change(calls, mode.diff() ? withDiff(changed, a, now) : changed);
  }

  private static boolean isToInstall(Args a, Group now) {
    if (!now.has(a.path())) {
      return true;
    }
    Choice is = now.of(a.path());
    boolean otherPriority = a.priority().isPresent() && a.priority().getAsInt() != is.priority();
    boolean otherLink =
        !now.link().isEmpty() && a.link().filter(l -> !l.equals(now.link())).isPresent();
    boolean otherSlaves =
        a.slaves().filter(s -> !Set.copyOf(s).equals(Set.copyOf(is.slaves()))).isPresent();
    return otherPriority || otherLink || otherSlaves;
  }

  private static Call install(Args a, Group now, Observed seen) {
    if (!seen.get(PathState.read(a.path(), seen.facts())).exists()) {
      throw new ModuleFailure("Specified path %s does not exist".formatted(a.path()));
    }
    String link = a.link().orElse(now.link());
    if (link.isEmpty()) {
      throw new ModuleFailure(
          "Needed to install the alternative, but unable to do so as we are missing the link");
    }
    int kept = now.of(a.path()).priority();
    int priority = a.priority().orElse(kept);
    Call call =
        Call.of("update-alternatives", "--install", link, a.name(), a.path(), "" + priority);
    List<Slave> slaves = a.slaves().orElseGet(() -> now.of(a.path()).slaves());
    for (Slave s : slaves) {
      call = call.with("--slave", s.link(), s.name(), s.path());
    }
    return call;
  }

  private static Result withDiff(Result result, Args a, Group now) {
    Dict before = side(a, now, false);
    Dict after = side(a, now, true);
    return result
        .withDiff(StateDiff.headed("", before, after))
        .with("diff", Dict.builder().put("before", before).put("after", after).build());
  }

  private static Dict side(Args a, Group now, boolean after) {
    boolean absent = after && a.state() == State.ABSENT || !after && !now.has(a.path());
    if (absent) {
      return Dict.builder().put("state", "absent").build();
    }
    boolean selected =
        after ? a.state() == State.SELECTED : now.current().equals(a.path()) && !now.automatic();
    String state = selected ? "selected" : after && a.state() == State.AUTO ? "auto" : "present";
    int kept = now.of(a.path()).priority();
    return Dict.builder()
        .put("state", state)
        .put("path", a.path())
        .put("priority", Int.of(after ? a.priority().orElse(kept) : kept))
        .put("link", after ? a.link().orElse(now.link()) : now.link())
        .build();
  }
}
