package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimezoneTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=Etc/UTC | 'Timezone=Etc/UTC,LocalRTC=no,known=yes' | <none>
          name=Europe/Zurich | 'Timezone=Etc/UTC,LocalRTC=no,known=yes' | timedatectl set-timezone Europe/Zurich
          name=Etc/UTC hwclock=local | 'Timezone=Etc/UTC,LocalRTC=no,known=yes' | timedatectl set-local-rtc yes
          hwclock=UTC | 'Timezone=Etc/UTC,LocalRTC=no' | <none>
          hwclock=UTC | 'zone=Etc/UTC,local=yes' | hwclock --systohc --utc
          name=Europe/Zurich | 'zone=Etc/UTC,known=yes' | ln -sf "/usr/share/zoneinfo/$jp_zone" "$jp_etc/localtime.jplay" &&
          """)
  void setsWhatIsDifferent(String options, String seen, String call) {
    Decided decided =
        Decided.of(new Timezone(), Timezone.Args.class, options, seen.replace(',', '\n'));
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::script);
    assertTrue(none || decided.script().contains(call + "\n"), decided::script);
  }

  @Test
  void refusesUnknownZones() {
    for (String zone : List.of("Nowhere/Else", "../../etc/passwd")) {
      String seen = zone.startsWith(".") ? "known=yes" : "";
      assertEquals(
          "Error message:\ngiven timezone \"" + zone + "\" is not available",
          Decided.of(new Timezone(), Timezone.Args.class, "name=" + zone, seen).text("msg"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatItRan(ShellKind shell) {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/share/zoneinfo/Europe/Zurich")), "needs tzdata");
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("timedatectl", "echo Timezone=Etc/UTC; echo LocalRTC=no");
    Object[] options = {"name", "Europe/Zurich", "hwclock", "local"};
    String program = dir.resolve("tools-" + shell) + "/timedatectl";
    assertEquals(
        "executed `%s set-timezone Europe/Zurich`\nexecuted `%s set-local-rtc yes`"
            .formatted(program, program),
        host.run(new Timezone(), options).fields().text("msg").orElse(""));
    assertFalse(host.check(new Timezone(), options).fields().has("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void changesTheFilesWithoutSystemd(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("timedatectl", "exit 1");
    Path link = dir.resolve("localtime");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of("/usr/share/zoneinfo/Etc/UTC"));
    Files.writeString(dir.resolve("timezone"), "Etc/UTC\n");
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/share/zoneinfo/Europe/Zurich")), "needs tzdata");
    Object[] options = {"name", "Europe/Zurich", "_root", dir};
    Result would = host.check(new Timezone(), options);
    assertTrue(would.isChanged());
    assertEquals(Path.of("/usr/share/zoneinfo/Etc/UTC"), Files.readSymbolicLink(link));
    Result result = host.run(new Timezone(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(would.diffs(), result.diffs());
    assertEquals("{\n    \"name\": \"Etc/UTC\"\n}\n", result.diffs().getFirst().before());
    assertEquals(Path.of("/usr/share/zoneinfo/Europe/Zurich"), Files.readSymbolicLink(link));
    assertEquals("Europe/Zurich\n", Files.readString(dir.resolve("timezone")));
    assertFalse(host.run(new Timezone(), options).isChanged());
  }
}
