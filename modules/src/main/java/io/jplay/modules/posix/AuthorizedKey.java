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
import io.jplay.core.event.Diff;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.http.HostFetch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Adds or removes SSH keys of a user's authorized_keys.
@ModuleInfo(summary = "Add or remove an SSH authorized key", diff = ModuleInfo.Support.FULL)
public final class AuthorizedKey implements StateModule<AuthorizedKey.Args> {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?:^|\\s)((?:sk-)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521))"
              + "(?:-cert-v01)?(?:@openssh\\.com)?)\\s+([A-Za-z0-9+/=]{20,})(?:\\s+(.*))?$");

  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true) String user,
      @Option(required = true) String key,
      @Option("present") State state,
      @Option Optional<String> path,
      @Option("true") boolean manageDir,
      @Option Optional<String> keyOptions,
      @Option("false") boolean exclusive,
      @Option Optional<String> comment,
      @Option("false") boolean follow,
      @Option("true") boolean validateCerts) {}

  /// One line of the file: a key with its options, or text that is kept.
  private record Line(String text, String options, String type, String key, String comment) {
    static Line parse(String text) {
      Matcher m = text.strip().startsWith("#") ? null : TYPE.matcher(text.strip());
      if (m == null || !m.find()) {
        return new Line(text, "", "", "", "");
      }
      String comment = Optional.ofNullable(m.group(3)).orElse("");
      return new Line(
          text, text.strip().substring(0, m.start()).strip(), m.group(1), m.group(2), comment);
    }

    boolean isKey() {
      return !key.isEmpty();
    }

    /// Like ansible.posix 1.5: a blank stands before the comment even where there is none.
    String render() {
      return (options.isEmpty() ? "" : options + " ") + type + " " + key + " " + comment;
    }
  }

  private static Read<Sections> file(Args a, HostFacts facts) {
    String path = path(a, facts).orElse("");
    var script =
        new ScriptBuilder()
            .line("jp_user={} jp_path={}", a.user(), path)
            .line(
                "jp_e=$(getent passwd \"$jp_user\" 2>/dev/null || grep \"^$jp_user:\" /etc/passwd)")
            .line("[ -n \"$jp_e\" ] && printf '\\036user\\n%s\\n' \"$jp_e\"")
            .line("jp_home=${jp_e%:*}; jp_home=${jp_home##*:}")
            .line("[ -n \"$jp_path\" ] || jp_path=$jp_home/.ssh/authorized_keys");
    script.line("printf '\\036named\\n%s\\n' \"$jp_path\"");
    if (a.follow()) {
      script.line("[ -L \"$jp_path\" ] && jp_path=$(readlink -f \"$jp_path\")");
    }
    script
        .line("printf '\\036path\\n%s\\n' \"$jp_path\"")
        .line("[ -f \"$jp_path\" ] && printf '\\036content\\n' && cat \"$jp_path\"; :");
    return new Read<>(
        "authorized_keys " + a.user() + " " + path + a.follow(),
        script.program(),
        out -> Sections.parse(out.stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>();
    reads.add(file(a, facts));
    if (a.path().isPresent()) {
      reads.add(state(a, facts));
    }
    if (isUrl(a)) {
      reads.add(HostFetch.read(a.key(), a.validateCerts()));
    }
    return new Reads(reads);
  }

  private static boolean isUrl(Args a) {
    return a.key().matches("(https?|file)://\\S+");
  }

  /// The keys of the task, or those at the URL that it names: the host asks for them, as ansible
  /// has it. Empty where there are none.
  private static Optional<String> keys(Args a, Observed seen) {
    if (!isUrl(a)) {
      return Optional.of(a.key());
    }
    try {
      byte[] bytes = seen.get(HostFetch.read(a.key(), a.validateCerts())).orThrow();
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (ModuleFailure failure) {
      return Optional.empty();
    }
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> keys = keys(a, seen);
    if (keys.isEmpty()) {
      return Decision.failed("Error getting key from: " + a.key());
    }
    var wanted = new ArrayList<Line>();
    for (String text : keys.get().lines().toList()) {
      if (text.isBlank() || text.strip().startsWith("#")) {
        continue;
      }
      Line line = Line.parse(text);
      if (!line.isKey()) {
        return Decision.failed("invalid key specified: " + text);
      }
      wanted.add(
          new Line(
              text,
              a.keyOptions().orElse(line.options),
              line.type,
              line.key,
              a.comment().orElse(line.comment)));
    }
    Sections s = seen.get(file(a, seen.facts()));
    if (!s.has("user") && !mode.check()) {
      return Decision.failed(
          "Failed to lookup user %s: \"getpwnam(): name not found: '%s'\""
              .formatted(a.user(), a.user()));
    }
    List<Line> current = s.text("content").lines().map(Line::parse).toList();
    List<Line> next = next(a, wanted, current);
    String before = s.text("content");
    String after = text(next);
    boolean changed = !next.equals(current) && !after.equals(before);
    String named = s.line("named", 0);
    Result result = describe(a, named, path(a, seen.facts()), changed);
    Result known = a.path().isEmpty() ? result : seen.get(state(a, seen.facts())).describe(result);
    if (!changed) {
      return Decision.unchanged(known);
    }
    String path = s.line("path", 0);
    Result shown = mode.diff() ? known.withDiff(Diff.of(path, before, after)) : known;
    List<Effect> effects = List.of(Effect.run("write " + path, write(a, s, after)));
    if (a.path().isEmpty()) {
      // only a file that the task names is told of
      return Decision.change(effects, shown);
    }
    Read<PathState> written = state(a, seen.facts());
    return new Decision.Change(
        effects, shown, Reads.of(written), (outputs, then) -> then.get(written).describe(shown));
  }

  private static Read<PathState> state(Args a, HostFacts facts) {
    return PathState.read(path(a, facts).orElseThrow(), facts);
  }

  private static Optional<String> path(Args a, HostFacts facts) {
    return a.path().map(p -> Paths.expand(p, facts));
  }

  private static List<Line> next(Args a, List<Line> wanted, List<Line> current) {
    var next = new ArrayList<Line>();
    var left = new ArrayList<>(wanted);
    for (Line line : current) {
      Optional<Line> same = wanted.stream().filter(w -> w.key.equals(line.key)).findFirst();
      if (!line.isKey()) {
        next.add(line);
      } else if (same.isEmpty()) {
        if (!a.exclusive() || a.state() == State.ABSENT) {
          next.add(line);
        }
      } else if (a.state() == State.PRESENT) {
        left.remove(same.get());
        boolean equal =
            same.get().options.equals(line.options)
                && same.get().comment.equals(line.comment)
                && same.get().type.equals(line.type);
        next.add(equal ? line : same.get());
      }
    }
    if (a.state() == State.PRESENT) {
      left.forEach(l -> next.add(Line.parse(l.render())));
    }
    return next;
  }

  private static String text(List<Line> lines) {
    var text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.isKey() ? line.render() : line.text).append('\n');
    }
    return text.toString();
  }

  private static ShellProgram write(Args a, Sections s, String content) {
    String path = s.line("path", 0);
    String[] entry = s.line("user", 0).split(":", -1);
    String owner = entry.length > 3 ? entry[2] + ":" + entry[3] : "";
    var script = new ScriptBuilder().line("jp_f={} jp_o={}", path, owner);
    script.line("jp_d=$(dirname -- \"$jp_f\")");
    if (!a.manageDir()) {
      // sshd reads as the user: a directory of root's that holds the files of all must let it in
      script.line("[ -d \"$jp_d\" ] || mkdir -p \"$jp_d\" || exit").line("umask 077");
    } else {
      script.line("umask 077").line("[ -d \"$jp_d\" ] || mkdir -p -m 0700 \"$jp_d\" || exit");
      script.line("[ -z \"$jp_o\" ] || chown \"$jp_o\" \"$jp_d\" || exit; chmod 0700 \"$jp_d\"");
    }
    return FileWrite.append(
            script,
            path,
            content.getBytes(StandardCharsets.UTF_8),
            "chmod 0600 \"$jp_tmp\" && { [ -z \"$jp_o\" ] || chown \"$jp_o\" \"$jp_tmp\"; } ||"
                + " exit")
        .program();
  }

  private static Result describe(Args a, String file, Optional<String> path, boolean changed) {
    return Result.changed(changed)
        .with("user", a.user())
        .with("key", a.key())
        .with("keyfile", file)
        .with("state", a.state() == State.PRESENT ? "present" : "absent")
        .with("path", orNull(path))
        .with("key_options", orNull(a.keyOptions()))
        .with("comment", orNull(a.comment()))
        .with("exclusive", a.exclusive())
        .with("follow", a.follow())
        .with("manage_dir", a.manageDir())
        .with("validate_certs", a.validateCerts());
  }

  private static Value orNull(Optional<String> text) {
    return text.<Value>map(Str::of).orElse(Null.NULL);
  }
}
