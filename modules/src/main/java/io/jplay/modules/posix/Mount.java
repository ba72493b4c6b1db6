package io.jplay.modules.posix;

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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.posix.Fstab.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Mounts file systems and keeps their entries in fstab. Imitates ansible.posix.mount.
@ModuleInfo(
    summary = "Control active and configured mount points",
    diff = ModuleInfo.Support.FULL,
    requiredIf = {
      "state=mounted: src, fstype",
      "state=present: src, fstype",
      "state=ephemeral: src, fstype"
    })
public final class Mount implements StateModule<Mount.Args> {
  /// What is to be mounted, and what is to be in fstab.
  public enum State {
    ABSENT,
    ABSENT_FROM_FSTAB,
    MOUNTED,
    PRESENT,
    UNMOUNTED,
    REMOUNTED,
    EPHEMERAL
  }

  public record Args(
      @Option(required = true, aliases = "name") String path,
      @Option(required = true) State state,
      @Option Optional<String> src,
      @Option Optional<String> fstype,
      @Option("defaults") String opts,
      @Option("0") String dump,
      @Option("0") String passno,
      @Option("/etc/fstab") String fstab,
      @Option("true") boolean boot,
      @Option("false") boolean backup) {

    private boolean hasOption(String name) {
      return List.of(opts.split(",")).contains(name);
    }

    /// The options with `noauto` where nothing is to be mounted at boot.
    private String options() {
      return boot || hasOption("noauto") || hasOption("defaults") ? opts : opts + ",noauto";
    }

    private Entry entry() {
      return new Entry(src.orElse(""), path, fstype.orElse(""), options(), dump, passno);
    }
  }

  /// What the kernel has mounted: source by path, the last mount of a path.
  private static Read<Map<String, String>> mounts() {
    return new Read<>(
        "mountinfo",
        new ScriptBuilder().line("cat /proc/self/mountinfo").program(),
        out -> parse(out.stdout()));
  }

  private static Map<String, String> parse(String text) {
    var mounts = new LinkedHashMap<String, String>();
    for (String line : text.lines().toList()) {
      String[] f = line.split(" ");
      int dash = List.of(f).indexOf("-");
      if (dash > 4 && f.length > dash + 2) {
        // a part of a file system is a bind mount: its source is a path
        boolean part = !f[3].equals("/");
        mounts.put(Fstab.unescape(f[4]), Fstab.unescape(part ? f[3] : f[dash + 2]));
      }
    }
    return mounts;
  }

  private static TextEdit edit(Args a, HostFacts facts) {
    return new TextEdit(
        Paths.expand(a.fstab(), facts),
        FileAttributes.NONE,
        new FileWrite.Options(a.backup(), Optional.empty(), FileWrite.InPlace.REFUSED),
        true);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(edit(a, facts).reads(facts).list());
    reads.add(mounts());
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    TextEdit edit = edit(a, seen.facts());
    TextEdit.Text before = edit.text(seen);
    var fstab = new Fstab(before.text());
    String after =
        switch (a.state()) {
          case PRESENT, MOUNTED -> fstab.with(a.entry());
          case ABSENT, ABSENT_FROM_FSTAB -> fstab.without(a.entry());
          case UNMOUNTED, REMOUNTED, EPHEMERAL -> before.text();
        };
    boolean edited = !after.equals(before.text());
    Optional<String> source = Optional.ofNullable(seen.get(mounts()).get(a.path()));
    Optional<ScriptBuilder> action = action(a, source, edited);
    if (!edited && action.isEmpty()) {
      return Decision.unchanged(describe(a, Result.ok()));
    }
    if (a.state() == State.EPHEMERAL
        && source.isPresent()
        && !source.equals(a.src().map(Mount::trimmed))) {
      return Decision.failed(
          "Ephemeral mount point is already mounted with a different source than the specified one."
              + " Unmount it first, or use another path.");
    }
    var effects = new ArrayList<Effect>();
    Result result = describe(a, Result.changed());
    Decision.Finish written = (outputs, then) -> Result.changed();
    if (edited) {
      var answer = new TextEdit.Answer(Result.ok(), "", "backup_file");
      if (edit.decide(before, after, answer, seen, mode) instanceof Decision.Change change) {
        effects.addAll(change.effects());
        result = describe(a, change.predicted().withStatus(Status.CHANGED)).without("msg");
        written = change.finish();
      }
    }
    int writes = (int) effects.stream().filter(e -> e instanceof Effect.Run).count();
    action
        .map(script -> restoring(a, script, edited && a.state() == State.MOUNTED, before))
        .ifPresent(s -> effects.add(new Effect.Run("mount " + a.path(), s.program(), false)));
    return finished(a, effects, result, written, writes);
  }

  private static Decision finished(
      Args a, List<Effect> effects, Result result, Decision.Finish written, int writes) {
    return new Decision.Change(
        effects,
        result,
        Reads.NONE,
        (outputs, then) -> {
          if (outputs.size() > writes && !outputs.getLast().isOk()) {
            throw new ModuleFailure(failure(a, outputs.getLast()));
          }
          return writes == 0
              ? result
              : describe(a, written.finish(outputs.subList(0, writes), then))
                  .without("msg")
                  .withStatus(Status.CHANGED);
        });
  }

  private static String failure(Args a, ProgramOutput out) {
    String verb =
        switch (a.state()) {
          case ABSENT, ABSENT_FROM_FSTAB, UNMOUNTED -> "unmounting";
          case REMOUNTED -> "remounting";
          case MOUNTED, PRESENT, EPHEMERAL -> "mounting";
        };
    return "Error %s %s: %s".formatted(verb, a.path(), (out.stdout() + out.stderr()).strip());
  }

  private static String trimmed(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /// What is to be mounted or unmounted, if anything. A failure ends with its status.
  private static Optional<ScriptBuilder> action(Args a, Optional<String> source, boolean edited) {
    var script = new ScriptBuilder().line("PATH=$PATH:/usr/sbin:/sbin; jp_path={}", a.path());
    script.line("jp_made= jp_table={}", a.fstab().equals("/etc/fstab") ? "" : a.fstab());
    script.line("jp_mount() { if [ -n \"$jp_table\" ]; then set -- -T \"$jp_table\" \"$@\"; fi");
    script.line("mount \"$@\" \"$jp_path\" 2>&1; }");
    return switch (a.state()) {
      case PRESENT, ABSENT_FROM_FSTAB -> Optional.empty();
      case ABSENT -> {
        if (!edited) {
          yield Optional.empty();
        }
        if (source.isPresent()) {
          script.line("umount \"$jp_path\" 2>&1 || exit");
        }
        yield Optional.of(script.line("[ ! -d \"$jp_path\" ] || rmdir \"$jp_path\" 2>&1"));
      }
      case UNMOUNTED ->
          source.isPresent()
              ? Optional.of(script.line("umount \"$jp_path\" 2>&1"))
              : Optional.empty();
      case MOUNTED -> {
        if (source.isPresent()) {
          yield edited ? Optional.of(remount(script, "remount")) : Optional.empty();
        }
        yield Optional.of(made(script).line("jp_mount; jp_rc=$?"));
      }
      case REMOUNTED -> {
        // given options are not lost by a mount that knows only those of fstab
        yield a.opts().equals("defaults")
            ? Optional.of(remount(script, "remount"))
            : Optional.of(script.line("jp_mount -o {}", "remount," + a.options()));
      }
      case EPHEMERAL -> {
        String options = (source.isPresent() ? "remount," : "") + a.options();
        yield Optional.of(
            made(script)
                .line(
                    "mount -t {} -o {} -- {} \"$jp_path\" 2>&1; jp_rc=$?",
                    a.fstype().orElse(""),
                    options,
                    a.src().orElse("")));
      }
    };
  }

  private static ScriptBuilder remount(ScriptBuilder script, String option) {
    return script
        .line("jp_said=$(jp_mount -o {}); jp_rc=$?", option)
        .line("if [ $jp_rc != 0 ]; then umount \"$jp_path\" 2>&1 && jp_mount; jp_rc=$?; fi")
        .line("(exit $jp_rc)");
  }

  private static ScriptBuilder made(ScriptBuilder script) {
    return script
        .line("if [ ! -e \"$jp_path\" ]; then")
        .line("mkdir -p -- \"$jp_path\" || exit; jp_made=1; fi");
  }

  /// An entry that cannot be mounted would stop the next boot: the table is put back.
  private static ScriptBuilder restoring(
      Args a, ScriptBuilder script, boolean edited, TextEdit.Text before) {
    if (a.state() != State.MOUNTED && a.state() != State.EPHEMERAL) {
      return script;
    }
    script.line("if [ $jp_rc != 0 ]; then");
    script.line("[ -z \"$jp_made\" ] || rmdir \"$jp_path\" 2>/dev/null");
    if (edited) {
      byte[] text = before.encode(before.text());
      FileWrite.append(script, a.fstab(), text, "jp_keep || exit");
    }
    return script.line("exit $jp_rc; fi");
  }

  private static Result describe(Args a, Result base) {
    Result result =
        base.with("name", a.path())
            .with("opts", a.options())
            .with("dump", a.dump())
            .with("passno", a.passno())
            .with("fstab", a.fstab())
            .with("boot", a.boot() ? "yes" : "no");
    if (!base.fields().has("backup_file")) {
      result = result.with("backup_file", "");
    }
    if (a.src().isPresent()) {
      result = result.with("src", a.src().get());
    }
    if (a.fstype().isPresent()) {
      result = result.with("fstype", a.fstype().get());
    }
    if (a.hasOption("noauto")) {
      return result.withWarning("Ignore the 'boot' due to 'opts' contains 'noauto'.");
    }
    return !a.boot() && a.hasOption("defaults")
        ? result.withWarning("Ignore the 'boot' due to 'opts' contains 'defaults'.")
        : result;
  }
}
