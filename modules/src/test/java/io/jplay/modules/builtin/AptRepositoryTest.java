package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AptRepositoryTest {
  @TempDir Path dir;

  private Result run(ModuleHarness host, Object... more) {
    var options = new ArrayList<Object>(List.of("_root", dir, "update_cache", false));
    options.addAll(List.of(more));
    return host.run(new AptRepository(), options.toArray());
  }

  @ParameterizedTest
  @EnumSource
  void addsAndRemovesALine(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("sources.list.d/u_example_org_debian.list".replace("u_", ""));
    String repo = "deb [arch=amd64 signed-by=/k] https://u:p@example.org/debian stable main";
    Result result = run(host, "repo", repo);
    assertEquals(Status.CHANGED, result.status(), () -> result.fields().toString());
    assertEquals(repo + "\n", Files.readString(file));
    assertEquals(Status.OK, run(host, "repo", repo.replace(" main", "  main")).status());
    assertEquals(Status.CHANGED, run(host, "repo", repo, "state", "absent").status());
    assertFalse(Files.exists(file));
    assertEquals(Status.OK, run(host, "repo", repo, "state", "absent").status());
  }

  @ParameterizedTest
  @EnumSource
  void switchesALineOnAndKeepsOthers(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path list = dir.resolve("sources.list");
    Files.writeString(list, "deb http://a x main\n# deb http://b x main\n");
    run(host, "repo", "deb http://b x main");
    assertEquals("deb http://a x main\ndeb http://b x main\n", Files.readString(list));
    run(host, "repo", "deb http://a x main", "state", "absent");
    assertEquals("deb http://b x main\n", Files.readString(list));
    run(host, "repo", "deb http://c x main", "filename", "own");
    assertTrue(Files.exists(dir.resolve("sources.list.d/own.list")));
    assertEquals(Status.FAILED, run(host, "repo", "nonsense").status());
    assertEquals(Status.FAILED, run(host, "repo", "ppa:a/b").status());
  }
}
