package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ShellSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Manages Python packages with the host's pip. Imitates ansible.builtin.pip. An action because
/// what pip installs is known only when it is done: changed is what its list says before and after.
@ModuleInfo(
    summary = "Manages Python library dependencies",
    requiredOneOf = "name, requirements",
    mutuallyExclusive = {"name, requirements", "executable, virtualenv"})
public final class Pip implements ActionModule<Pip.Args> {
  /// What is wanted of the packages.
  public enum State {
    PRESENT,
    ABSENT,
    LATEST,
    FORCEREINSTALL
  }

  public record Args(
      @Option List<String> name,
      @Option Optional<String> version,
      @Option Optional<String> requirements,
      @Option Optional<String> virtualenv,
      @Option("virtualenv") String virtualenvCommand,
      @Option Optional<String> virtualenvPython,
      @Option("false") boolean virtualenvSitePackages,
      @Option("present") State state,
      @Option Optional<String> extraArgs,
      @Option("false") boolean editable,
      @Option Optional<String> chdir,
      @Option Optional<String> executable,
      @Option Optional<Value> umask,
      @Option("false") boolean breakSystemPackages) {
    public Args {
      name = whole(name);
    }

    /// The list of a text is parted at its commas, which stand in `a>=1,<2` and `a[x,y]` as well.
    private static List<String> whole(List<String> parts) {
      var names = new ArrayList<String>();
      for (String part : parts) {
        String last = names.isEmpty() ? "" : names.getLast();
        boolean open = last.lastIndexOf('[') > last.lastIndexOf(']');
        if (!last.isEmpty() && (open || part.strip().matches("[<>=!~].*"))) {
          names.set(names.size() - 1, last + "," + part.strip());
        } else {
          names.add(part);
        }
      }
      return List.copyOf(names);
    }

    /// The packages as pip takes them; a version may begin with a comparison.
    List<String> packages() {
      if (version.isEmpty() || name.size() != 1) {
        return name;
      }
      String wanted = version.get().stripLeading();
      boolean bare = !wanted.isEmpty() && Character.isDigit(wanted.charAt(0));
      return List.of(name.getFirst() + (bare ? "==" : "") + wanted);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    if (a.version().isPresent()) {
      Optional<String> conflict = conflict(a);
      if (conflict.isPresent()) {
        return Result.failed(conflict.get());
      }
    }
    for (String name : a.name()) {
      if (name.startsWith("-")) {
        return Result.failed("a package's name must not begin with a dash: " + name);
      }
    }
    var script = begin(a, session);
    ProgramOutput before = session.run(script.line("jp_list").program());
    boolean venvMissing = before.rc() == 3;
    if (!before.isOk() && !venvMissing) {
      return Result.failed(
              "Unable to find any of %s to use.  pip needs to be installed."
                  .formatted(a.executable().orElse("pip3, pip")))
          .with("stderr", before.stderr());
    }
    Map<String, String> had = packages(before.stdout());
    Result base = describe(a);
    boolean unneeded =
        !venvMissing && a.requirements().isEmpty() && !a.name().isEmpty() && isDone(a, had);
    if (unneeded || !venvMissing && a.name().isEmpty() && a.requirements().isEmpty()) {
      return base;
    }
    if (context.mode().check()) {
      return base.withStatus(Status.CHANGED);
    }
    return apply(a, session, had, base.with("cmd", command(a, session)), venvMissing);
  }

  private static Result apply(
      Args a, RemoteSession session, Map<String, String> had, Result base, boolean created)
      throws TransportException {
    var script = begin(a, session);
    a.umask()
        .ifPresent(
            u -> script.line("umask {}", FileMode.octal(FileMode.parse(u).apply(0, false, 0))));
    if (created) {
      var make = new ArrayList<>(ShellSplit.split(a.virtualenvCommand()));
      if (a.virtualenvSitePackages()) {
        make.add("--system-site-packages");
      }
      a.virtualenvPython().ifPresent(p -> make.add("-p" + p));
      make.add(Paths.expand(a.virtualenv().orElseThrow(), session.facts()));
      String program = make.getFirst();
      script
          .line("jp_tool={}", program)
          .line("command -v \"$jp_tool\" >/dev/null || {")
          .line(
              "printf 'Failed to find required executable \"%s\" in paths: %s\\n' \"$jp_tool\""
                  + " \"$PATH\" >&2")
          .line("exit 1; }");
      script.command(make).line("[ $? -eq 0 ] || exit").line("jp_find");
    }
    List<String> words = words(a);
    if (words.size() > 1) {
      script.line("set --" + " {}".repeat(words.size()), words.toArray(String[]::new));
      script.line("jp_pip \"$@\"").line("jp_rc=$?");
    } else {
      script.line("jp_rc=0");
    }
    script.line("printf '\\0'; jp_list; exit \"$jp_rc\"");
    ProgramOutput output = session.run(script.program());
    String[] parts = output.stdout().split("\0", 2);
    Result result = base.with("stdout", remote(parts[0])).with("stderr", remote(output.stderr()));
    if (!output.isOk()) {
      return result
          .withStatus(Status.FAILED)
          .with("rc", output.rc())
          .with("msg", remote(said(parts[0], output.stderr())));
    }
    boolean changed =
        created
            || a.state() == State.FORCEREINSTALL
            || parts.length < 2
            || !packages(parts[1]).equals(had);
    return changed ? result.withStatus(Status.CHANGED) : result;
  }

  /// As ansible puts together what pip said.
  private static String said(String out, String err) {
    return (out.isEmpty() ? "" : "stdout: " + out) + (err.isEmpty() ? "" : "\n:stderr: " + err);
  }

  /// What is run, to be tried by hand.
  private static Seq command(Args a, RemoteSession session) throws TransportException {
    List<String> words = words(a);
    if (words.size() == 1) {
      return Seq.ofTexts(words);
    }
    var all = new ArrayList<String>();
    if (a.virtualenv().isPresent()) {
      all.add(Paths.expand(a.virtualenv().get(), session.facts()) + "/bin/pip");
    } else {
      all.add(a.executable().orElse("pip3"));
    }
    all.addAll(words);
    return Seq.ofTexts(all);
  }

  private static ScriptBuilder begin(Args a, RemoteSession session) throws TransportException {
    var script = new ScriptBuilder();
    a.chdir().ifPresent(d -> script.line("cd -- {} || exit", d));
    String venv = a.virtualenv().orElse("");
    String folder = Paths.expand(venv, session.facts());
    script.line("jp_venv={} jp_exe={}", folder, a.executable().orElse(""));
    if (a.breakSystemPackages()) {
      // a pip that is too old for the option takes no offence at the variable
      script.line("export PIP_BREAK_SYSTEM_PACKAGES=1");
    }
    return script
        .line("jp_find() {")
        .line("if [ -n \"$jp_venv\" ]; then [ -x \"$jp_venv/bin/python\" ] || return 3")
        .line("set -- \"$jp_venv/bin/python\" -m pip")
        .line("elif [ -n \"$jp_exe\" ]; then set -- \"$jp_exe\"")
        .line("elif command -v pip3 >/dev/null 2>&1; then set -- pip3")
        .line("elif command -v pip >/dev/null 2>&1; then set -- pip")
        .line("else return 127; fi")
        .line("jp_first=$1 jp_more=$#; }")
        .line("jp_pip() { jp_find || return")
        .line("if [ \"$jp_more\" -gt 1 ]; then set -- -m pip \"$@\"; fi")
        .line("PIP_NO_INPUT=1 \"$jp_first\" \"$@\" </dev/null; }")
        .line("jp_list() { jp_pip list --format=freeze --disable-pip-version-check 2>/dev/null; }");
  }

  /// The arguments of pip.
  private static List<String> words(Args a) {
    if (a.name().isEmpty() && a.requirements().isEmpty()) {
      return List.of("pip");
    }
    var words = new ArrayList<String>();
    switch (a.state()) {
      case PRESENT -> words.add("install");
      case LATEST -> words.addAll(List.of("install", "-U"));
      case FORCEREINSTALL -> words.addAll(List.of("install", "-U", "--force-reinstall"));
      case ABSENT -> words.addAll(List.of("uninstall", "-y"));
    }
    a.extraArgs().ifPresent(e -> words.addAll(ShellSplit.split(e)));
    a.requirements().ifPresent(r -> words.addAll(List.of("-r", r)));
    for (String name : a.packages()) {
      if (a.editable()) {
        words.add("-e");
      }
      words.add(name);
    }
    return words;
  }

  /// Why the names of a task do not go with a version.
  private static Optional<String> conflict(Args a) {
    if (a.state() == State.LATEST) {
      return Optional.of("version is incompatible with state=latest");
    }
    if (a.name().size() > 1) {
      return Optional.of(
          "'version' argument is ambiguous when installing multiple package distributions. Please"
              + " specify version restrictions next to each package in 'name' argument.");
    }
    return a.name().stream().anyMatch(n -> n.matches(".*[<>=!~].*"))
        ? Optional.of(
            "The 'version' argument conflicts with any version specifier provided along with a"
                + " package name. Please keep the version specifier, but remove the 'version'"
                + " argument.")
        : Optional.empty();
  }

  /// Whether the wanted packages are there, as far as names and exact versions tell.
  private static boolean isDone(Args a, Map<String, String> had) {
    return switch (a.state()) {
      case ABSENT -> a.packages().stream().noneMatch(p -> had.containsKey(key(p)));
      case PRESENT -> a.packages().stream().allMatch(p -> isThere(p, had));
      case LATEST, FORCEREINSTALL -> false;
    };
  }

  private static boolean isThere(String wanted, Map<String, String> had) {
    String version = had.get(key(wanted));
    if (version == null || wanted.contains("/") || wanted.contains("@")) {
      return false;
    }
    String rest = wanted.strip().replaceFirst("^[A-Za-z0-9._-]+(\\[[^\\]]*\\])?", "").strip();
    // other comparisons are pip's to judge: it does nothing when they hold
    return rest.isEmpty() || rest.startsWith("==") && version.equals(rest.substring(2).strip());
  }

  /// Names are equal whatever their case and separators (PEP 503).
  private static String key(String name) {
    return name.strip()
        .replaceFirst("[^A-Za-z0-9._-].*$", "")
        .replaceAll("[-_.]+", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> packages(String list) {
    var packages = new HashMap<String, String>();
    for (String line : list.split("\n")) {
      int equals = line.indexOf("==");
      if (equals > 0) {
        packages.put(key(line.substring(0, equals)), line.substring(equals + 2).strip());
      }
    }
    return packages;
  }

  private static Result describe(Args a) {
    if (a.virtualenv().filter(String::isBlank).isPresent()) {
      throw new ModuleFailure("virtualenv must not be empty");
    }
    return Result.ok()
        .with("name", a.name().isEmpty() ? Null.NULL : Seq.ofTexts(a.name()))
        .with("version", a.version().<Value>map(Str::of).orElse(Null.NULL))
        .with("requirements", a.requirements().<Value>map(Str::of).orElse(Null.NULL))
        .with("virtualenv", a.virtualenv().<Value>map(Str::of).orElse(Null.NULL))
        .with("state", a.state().name().toLowerCase(Locale.ROOT));
  }

  private static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }
}
