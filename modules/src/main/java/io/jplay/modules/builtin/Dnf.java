package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Seq;
import io.jplay.modules.packages.DnfList;
import io.jplay.modules.packages.PackageRun;
import io.jplay.modules.packages.PackageState;
import io.jplay.modules.packages.PackageTool;
import io.jplay.modules.packages.PackageTool.Settings;
import io.jplay.modules.packages.PackageTool.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Packages by dnf, dnf5 or yum. An action: refreshing the lists changes what is known.
@ModuleInfo(
    summary = "Manage packages with dnf, dnf5 or yum",
    mutuallyExclusive = {"name,list", "best,nobest"})
public final class Dnf implements ActionModule<Dnf.Args> {
  private static final String DNF5 = "dnf5";
  private static final Set<String> BACKENDS = Set.of("auto", "yum", "yum4", "dnf", "dnf4", DNF5);

  public record Args(
      @Option(aliases = "pkg") List<String> name,
      @Option Optional<PackageState> state,
      @Option(value = "false", aliases = "expire-cache") boolean updateCache,
      @Option List<String> enablerepo,
      @Option List<String> disablerepo,
      @Option List<String> exclude,
      @Option List<String> disablePlugin,
      @Option List<String> enablePlugin,
      @Option("false") boolean disableGpgCheck,
      @Option("false") boolean skipBroken,
      @Option("false") boolean nobest,
      @Option Optional<Boolean> best,
      @Option("false") boolean allowerasing,
      @Option("false") boolean allowDowngrade,
      @Option("true") boolean installWeakDeps,
      @Option("true") boolean validateCerts,
      @Option("true") boolean sslverify,
      @Option("false") boolean autoremove,
      @Option("false") boolean security,
      @Option("false") boolean bugfix,
      @Option("false") boolean updateOnly,
      @Option("false") boolean cacheonly,
      @Option("auto") String useBackend,
      @Option String list,
      @Option String confFile,
      @Option String disableExcludes,
      @Option("/") String installroot,
      @Option String releasever,
      @Option("true") boolean installRepoquery,
      @Option("false") boolean downloadOnly,
      @Option String downloadDir,
      @Option("30") int lockTimeout) {
    public Args {
      name = List.copyOf(name);
    }

    PackageState wish() {
      return state.orElse(autoremove ? PackageState.ABSENT : PackageState.PRESENT);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    if (a.autoremove() && !a.wish().isAbsent()) {
      return Result.failed("Autoremove should be used alone or with state=absent")
          .with("results", Seq.EMPTY);
    }
    if (!BACKENDS.contains(a.useBackend())) {
      return DnfOutcome.noBackend();
    }
    if (!a.confFile().isEmpty() && !isReadable(a.confFile(), session)) {
      return Result.failed("cannot read configuration file")
          .with("conf_file", a.confFile())
          .with("results", Seq.EMPTY);
    }
    // what is only fetched is asked for first: the fetch itself changes no package
    boolean asks = context.mode().check() || a.downloadOnly();
    String backend = backend(a, session);
    var tool = new PackageTool(session, backend, asks, settings(a, backend));
    if (a.updateCache()) {
      PackageRun.refresh(tool, "Failed to refresh the package lists");
    }
    if (!a.list().isEmpty()) {
      return Result.ok().with("msg", "").with("results", DnfList.of(tool, a.list()));
    }
    List<String> names = a.name().stream().filter(n -> !n.isBlank()).toList();
    if (names.isEmpty() && !a.autoremove()) {
      String done = a.updateCache() ? "Cache updated" : "Nothing to do";
      return Result.ok().with("msg", done).with("rc", 0).with("results", Seq.EMPTY);
    }
    if (a.wish().isAbsent() && names.stream().anyMatch(n -> n.endsWith(".rpm"))) {
      return Result.failed("Cannot remove paths -- please specify package name.")
          .with("results", Seq.EMPTY);
    }
    List<String> left = List.of();
    if (a.updateOnly() && a.wish() == PackageState.LATEST && !names.contains("*")) {
      List<String> missing = tool.missing(names, false);
      left = missing;
      names = names.stream().filter(n -> !missing.contains(n)).toList();
    }
    PackageRun run = PackageRun.of(tool, a.wish(), names);
    List<String> notes = DnfOutcome.notes(a, names, left, run);
    if (a.autoremove() && !run.failed()) {
      run = run.then(PackageRun.autoremove(tool));
    }
    if (a.downloadOnly() && run.changed() && !context.mode().check()) {
      run = fetched(a, session, backend, run);
    }
    return run.failed()
        ? DnfOutcome.failure(run)
        : DnfOutcome.describe(a, run, notes, context.mode().check());
  }

  private static boolean isReadable(String file, RemoteSession session) throws TransportException {
    return session.run(new ScriptBuilder().line("[ -r {} ]", file).program()).isOk();
  }

  /// The program: as the task says, else what the host has.
  private static String backend(Args a, RemoteSession session) throws TransportException {
    String wanted =
        a.useBackend().equals("auto") ? session.facts().packageManager() : a.useBackend();
    return wanted.equals("yum") || wanted.equals(DNF5) ? wanted : "dnf";
  }

  private static Settings settings(Args a, String backend) {
    var common = new ArrayList<String>();
    String repository = backend.equals(DNF5) ? "-repo=" : "repo=";
    a.enablerepo().forEach(r -> common.add("--enable" + repository + r));
    a.disablerepo().forEach(r -> common.add("--disable" + repository + r));
    a.exclude().forEach(e -> common.add("--exclude=" + e));
    String plugin = backend.equals(DNF5) ? "-plugin=" : "plugin=";
    a.disablePlugin().forEach(p -> common.add("--disable" + plugin + p));
    a.enablePlugin().forEach(p -> common.add("--enable" + plugin + p));
    // dnf5 knows the older word only where its aliases are installed
    add(common, a.disableGpgCheck(), backend.equals(DNF5) ? "--no-gpgchecks" : "--nogpgcheck");
    add(common, !a.sslverify() || !a.validateCerts(), "--setopt=sslverify=0");
    add(common, a.cacheonly(), "-C");
    add(common, !a.confFile().isEmpty(), "--config=" + a.confFile());
    add(common, !a.disableExcludes().isEmpty(), included(a.disableExcludes(), backend));
    add(common, !a.installroot().equals("/"), "--installroot=" + a.installroot());
    add(common, !a.releasever().isEmpty(), "--releasever=" + a.releasever());
    add(common, !a.installWeakDeps(), "--setopt=install_weak_deps=False");
    var change = new ArrayList<String>();
    add(change, a.skipBroken(), "--skip-broken");
    add(
        change,
        a.nobest() || !a.best().orElse(true),
        backend.equals(DNF5) ? "--no-best" : "--nobest");
    add(change, a.best().orElse(false), "--best");
    add(change, a.allowerasing(), "--allowerasing");
    add(change, a.security(), "--security");
    add(change, a.bugfix(), "--bugfix");
    String cleaned = a.autoremove() ? "True" : "False";
    return Settings.waiting(a.lockTimeout())
        .with(Word.COMMON, common)
        .with(Word.OPTIONS, change)
        .with(Word.REMOVE_OPTIONS, List.of("--setopt=clean_requirements_on_remove=" + cleaned))
        .with(Word.KEEP, a.allowDowngrade() ? List.of() : List.of("1"))
        .with(Word.ROOT, a.installroot().equals("/") ? List.of() : List.of(a.installroot()));
  }

  /// Takes back what is excluded: `all`, `main` or a repository.
  private static String included(String where, String backend) {
    return backend.equals(DNF5)
        ? "--setopt=disable_excludes=" + (where.equals("all") ? "*" : where)
        : "--disableexcludes=" + where;
  }

  private static void add(List<String> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }

  private static PackageRun fetched(Args a, RemoteSession session, String backend, PackageRun plan)
      throws TransportException {
    var words = new ArrayList<String>(List.of("--downloadonly"));
    String place = backend.equals(DNF5) ? "--setopt=destdir=" : "--downloaddir=";
    add(words, !a.downloadDir().isEmpty(), place + a.downloadDir());
    Settings settings = settings(a, backend).with(Word.OPTIONS, words);
    var tool = new PackageTool(session, backend, false, settings);
    var output = tool.install(plan.names()).output();
    return new PackageRun(
        plan.changes(), plan.names(), output.rc(), output.stdout(), output.stderr());
  }
}
