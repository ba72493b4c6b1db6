package io.jplay.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.modules.builtin.Service;
import io.jplay.modules.general.Runit;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceSystemTest {
  private static final HostFacts FACTS =
      new HostFacts(
          "Linux", "x86_64", "debian", "Debian", "12", "systemd", "apt", "root", 0, 0, "/root",
          Set.of(), false, false, Map.of());

  private static ServiceWish wish(String state, String enabled) {
    return new ServiceWish(
        "web",
        state.isEmpty() ? Optional.empty() : Optional.of(ServiceWish.State.valueOf(state)),
        enabled.isEmpty() ? Optional.empty() : Optional.of(Boolean.valueOf(enabled)),
        ServiceWish.Options.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "STARTED, , active, 0, false, ''",
    "STARTED, , inactive, 0, true, start",
    "STOPPED, , active, 0, true, stop",
    "STOPPED, , inactive, 0, false, ''",
    "STOPPED, , failed, 0, false, ''",
    "RESTARTED, , active, 0, true, restart",
    "RELOADED, , inactive, 0, true, start",
    "RELOADED, , active, 0, true, reload",
    ", true, active, 0, false, ''",
    ", true, active, 1, true, enable",
    ", false, active, 0, true, disable",
    ", false, active, 1, false, ''",
  })
  void decidesForAUnit(
      String state, String enabled, String active, int enabledRc, boolean changed, String verb) {
    ServiceWish wish = wish(state == null ? "" : state, enabled == null ? "" : enabled);
    var system = new SystemdUnits();
    Observed seen =
        observed(
            system.reads(wish).list().getFirst(),
            "\036show\nLoadState=loaded\nActiveState="
                + active
                + "\n\036enabled\n"
                + (enabledRc == 0 ? "enabled" : "disabled")
                + "\n\036enabled_rc\n"
                + enabledRc);
    Decision decision = system.decide(wish, seen, new Mode(false, false));
    Result result =
        switch (decision) {
          case Decision.Done(Result r) -> r;
          case Decision.Change c -> {
            assertTrue(
                ((Effect.Run) c.effects().getFirst())
                    .program()
                    .script()
                    .contains("systemctl " + verb + " -- web"));
            yield c.predicted();
          }
          case Decision.ReadMore more -> throw new AssertionError(more);
        };
    assertEquals(changed, result.isChanged());
    assertEquals("web", result.fields().text("name").orElseThrow());
    assertEquals(
        active,
        ((Dict) result.fields().get("status").orElseThrow()).text("ActiveState").orElseThrow());
  }

  private static <T> Observed observed(Read<T> read, String stdout) {
    return Observed.none(FACTS).with(read, read.parser().apply(ProgramOutput.of(0, stdout, "")));
  }

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(ShellKind.class)
  void failsForAServiceThatIsNotThere(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("systemctl", "echo LoadState=not-found");
    Result result = host.run(new Service(), "name", "jplay-nosuch", "state", "started");
    assertEquals(
        "Could not find the requested service jplay-nosuch: host",
        result.fields().text("msg").orElseThrow());
  }

  /// A real runsvdir of this machine over a directory of the test.
  @Test
  void runsAServiceOfRunit() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/runsvdir")), "no runit");
    Path scanned = Files.createDirectory(dir.resolve("service"));
    Path source = Files.createDirectories(dir.resolve("sv/web"));
    Path run = Files.writeString(source.resolve("run"), "#!/bin/sh\nexec sleep 1000\n");
    assertTrue(run.toFile().setExecutable(true));
    Process runsvdir =
        new ProcessBuilder("/usr/bin/runsvdir", "-P", scanned.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      var host = new ModuleHarness(ShellKind.DASH, dir);
      Object[] options = {
        "name",
        "web",
        "service_dir",
        scanned.toString(),
        "service_src",
        dir.resolve("sv").toString(),
        "enabled",
        true,
        "state",
        "started"
      };
      assertTrue(host.check(new Runit(), options).isChanged());
      Result first = host.run(new Runit(), options);
      assertTrue(first.isChanged(), first.toString());
      Dict sv = (Dict) first.fields().get("sv").orElseThrow();
      assertEquals("started", sv.text("state").orElse(sv.toString()));
      assertEquals(false, host.run(new Runit(), options).isChanged());
      options[7] = false;
      options[9] = "stopped";
      assertTrue(host.run(new Runit(), options).isChanged());
      assertEquals(false, Files.exists(scanned.resolve("web")));
      options[1] = "none";
      options[7] = true;
      assertTrue(
          host.run(new Runit(), options)
              .fields()
              .text("msg")
              .orElseThrow()
              .startsWith("Could not find source for service to enable"));
    } finally {
      runsvdir.destroy();
      runsvdir.waitFor();
    }
  }
}
