package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.builtin.Apt;
import io.jplay.modules.builtin.Dnf;
import io.jplay.modules.general.Apk;
import io.jplay.modules.general.Pacman;
import io.jplay.modules.general.Xbps;
import io.jplay.modules.general.Zypper;
import io.jplay.modules.testing.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A root of its own with real package managers that know the small packages of
/// `lab/repositories.sh` and no others.
final class ManagerLab implements AutoCloseable {
  private static final Map<String, List<String>> PROGRAMS =
      Map.of(
          "apt", List.of("apt-get", "dpkg-scanpackages"),
          "dnf", List.of("dnf", "rpmbuild", "createrepo_c"),
          "dnf5", List.of("dnf5", "rpmbuild", "createrepo_c"),
          "zypper", List.of("zypper", "rpmbuild", "createrepo_c"),
          "pacman", List.of("pacman", "repo-add", "makepkg", "bsdtar"),
          "apk", List.of("apk", "openssl"),
          "xbps", List.of("xbps-install", "xbps-create", "xbps-rindex"));
  private static final Map<String, TaskModule<?>> MODULES =
      Map.ofEntries(
          Map.entry("apt", new Apt()),
          Map.entry("dnf", new Dnf()),
          Map.entry("dnf5", new Dnf()),
          Map.entry("zypper", new Zypper()),
          Map.entry("pacman", new Pacman()),
          Map.entry("apk", new Apk()),
          Map.entry("xbps", new Xbps()));

  private final Map<String, Boolean> refreshed = new LinkedHashMap<>();
  private final Lab lab;

  private ManagerLab(Lab lab) {
    this.lab = lab;
  }

  /// @param kinds the kinds of packages that are built: deb, rpm, pacman, apk, xbps
  static ManagerLab open(Path dir, String... kinds) {
    var opened = new ManagerLab(Lab.open(dir));
    opened.script(Stream.concat(Stream.of("build"), Stream.of(kinds)).toArray(String[]::new));
    return opened;
  }

  Lab root() {
    return lab;
  }

  String script(String... words) {
    return lab.script("repositories.sh", words);
  }

  String installed(String manager) {
    return script("installed", manager);
  }

  /// Exactly these packages are installed. Skips the test where there is no such manager.
  void arrange(String manager, String packages) {
    for (String program : PROGRAMS.getOrDefault(manager, List.of())) {
      Assumptions.assumeTrue(
          Lab.isInstalled(program), "needs " + program + ", here or in JPLAY_LAB_PATH");
    }
    var words = new ArrayList<>(List.of("arrange", manager));
    Stream.of(packages.split(" ")).filter(p -> !p.isEmpty()).forEach(words::add);
    String[] arrangement = words.toArray(String[]::new);
    script(arrangement);
    if (refreshed.putIfAbsent(manager, true) == null) {
      run(
          manager,
          manager.equals("zypper")
              ? "update_cache=yes name=lab-hello state=absent"
              : "update_cache=yes",
          false);
      script(arrangement);
    }
  }

  Result run(String manager, String options, boolean check) {
    return run(MODULES.get(manager), manager, options, check);
  }

  /// Options as `name=value name=value`, in values `~` for a space.
  Result run(TaskModule<?> module, String manager, String options, boolean check) {
    var map = new LinkedHashMap<String, Object>();
    Stream.of(options.split(" "))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .forEach(p -> map.put(p[0], p[1].replace('~', ' ')));
    var host = lab.harness(manager);
    return host.run(module, host.context(new Mode(check, true)), map);
  }

  /// What is there before, what a task does of it, foretold by check mode, and only once.
  void brings(String manager, String before, String options, boolean changed, String after) {
    arrange(manager, before);
    String start = installed(manager);
    Result would = run(manager, options, true);
    assertFalse(would.isFailed(), () -> would.fields().toString());
    assertEquals(changed, would.isChanged(), () -> would.fields().toString());
    assertEquals(start, installed(manager));
    Result result = run(manager, options, false);
    assertEquals(changed, result.isChanged(), () -> result.fields().toString());
    assertEquals(after, installed(manager), () -> result.fields().toString());
    Result again = run(manager, options, false);
    assertFalse(again.isChanged() || again.isFailed(), () -> again.fields().toString());
  }

  /// What an upgrade says that it did: `package from to, package from to`.
  static String changes(Result result) {
    assertFalse(result.isFailed(), () -> result.fields().toString());
    return ((Seq) result.fields().get("packages").orElseThrow())
        .stream()
            .map(p -> (Dict) p)
            .map(p ->
                Stream.of("package", "from", "to")
                    .map(key -> p.text(key).orElseThrow())
                    .collect(Collectors.joining(" ")))
            .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    lab.close();
  }
}
