package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Bool;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelinuxTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Enforcing | enforcing | enforcing | false | false | '' | <none>
          Enforcing | enforcing | permissive | true | false | "SELinux state changed from 'enforcing' to 'permissive', Config SELinux state changed from 'enforcing' to 'permissive'" | setenforce 0
          Permissive | permissive | enforcing | true | false | "SELinux state changed from 'permissive' to 'enforcing', Config SELinux state changed from 'permissive' to 'enforcing'" | setenforce 1
          Enforcing | enforcing | disabled | true | true | "SELinux state temporarily changed from 'enforcing' to 'permissive'. State change will take effect next reboot., Config SELinux state changed from 'enforcing' to 'disabled'" | setenforce 0
          Permissive | disabled | disabled | false | true | SELinux state change will take effect next reboot | <none>
          Disabled | disabled | enforcing | true | true | "Reboot is required to set SELinux state to 'enforcing', Config SELinux state changed from 'disabled' to 'enforcing'" | <none>
          """)
  void bringsModeAndFileToTheState(
      String running,
      String configured,
      String state,
      boolean changed,
      boolean reboot,
      String said,
      String call)
      throws Exception {
    for (ShellKind shell : ShellKind.values()) {
      Path config = dir.resolve("config");
      Files.createDirectories(dir.resolve("targeted/policy"));
      Files.writeString(config, "# SELINUX=x\nSELINUX=" + configured + "\nSELINUXTYPE=targeted\n");
      var host = new ModuleHarness(shell, dir);
      var tools =
          new FakeTools(host, dir, shell)
              .tool("getenforce", "echo " + running)
              .tool("sestatus", "echo 'Loaded policy name: targeted'")
              .tool("setenforce", ":");
      tools.write("log", "");
      Object[] options = {"state", state, "policy", "targeted", "configfile", config};
      assertEquals(changed, host.check(new Selinux(), options).isChanged());
      assertFalse(tools.log().contains("setenforce"));
      Result result = host.run(new Selinux(), options);
      assertEquals(changed, result.isChanged(), () -> result.fields().toString());
      assertEquals(said.replaceAll("^\"|\"$", ""), result.fields().text("msg").orElseThrow());
      assertEquals(Bool.of(reboot), result.fields().get("reboot_required").orElseThrow());
      assertEquals(!call.equals("<none>"), tools.log().contains(call), tools::log);
      assertEquals(
          "# SELINUX=x\nSELINUX=" + state + "\nSELINUXTYPE=targeted\n", Files.readString(config));
    }
  }

  @Test
  void needsAPolicyThatIsThere() throws Exception {
    Path config = dir.resolve("config");
    Files.writeString(config, "SELINUX=enforcing\nSELINUXTYPE=targeted\n");
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Result none = host.run(new Selinux(), "state", "enforcing", "configfile", config);
    assertEquals(
        "Policy is required if state is not 'disabled'", none.fields().text("msg").orElseThrow());
    Result other =
        host.run(new Selinux(), "state", "enforcing", "policy", "mls", "configfile", config);
    assertEquals(
        "Policy mls does not exist in " + dir + "/", other.fields().text("msg").orElseThrow());
    Result lost = host.run(new Selinux(), "state", "disabled", "configfile", dir.resolve("no"));
    assertTrue(lost.isFailed());
  }
}
