package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncludeVarsTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  private String below(String name) {
    return dir.resolve(name).toString();
  }

  @ParameterizedTest
  @EnumSource
  void loadsFilesAndDirectories(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectories(dir.resolve("vars/d"));
    Files.writeString(dir.resolve("vars/a.yml"), "x: 1\n");
    Files.writeString(dir.resolve("vars/d/b.yml"), "y: 2\n");
    Files.writeString(dir.resolve("vars/d/c.yaml"), "y: 3\n");
    Result result = host.run(new IncludeVars(), "_raw_params", "a.yml");
    assertEquals(1, result.effects().size());
    Dict facts = (Dict) result.fields().get("ansible_facts").orElseThrow();
    assertEquals("1", facts.text("x").orElseThrow());
    result = host.run(new IncludeVars(), "dir", below("vars/d"), "name", "n");
    facts = (Dict) result.fields().get("ansible_facts").orElseThrow();
    assertEquals("3", ((Dict) facts.get("n").orElseThrow()).text("y").orElseThrow());
    assertEquals(Status.FAILED, host.run(new IncludeVars(), "file", "no.yml").status());
    Files.writeString(dir.resolve("vars/d/x.conf"), "z: 1\n");
    result = host.run(new IncludeVars(), "dir", below("vars/d"));
    assertEquals(Status.FAILED, result.status());
    assertEquals(Dict.EMPTY, result.fields().get("ansible_facts").orElseThrow());
    assertEquals(2, ((Seq) result.fields().get("ansible_included_var_files").orElseThrow()).size());
  }

  @ParameterizedTest
  @EnumSource
  void saysInAMessageWhatIsWrong(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Files.createDirectories(dir.resolve("vars/d"));
    Files.writeString(dir.resolve("vars/d/a.yml"), "x: 1\n");
    Files.writeString(dir.resolve("vars/d/list.yml"), "- 1\n");
    Result result =
        host.run(new IncludeVars(), "dir", below("vars/d"), "ignore_files", "x.yml list.yml");
    assertEquals(Status.OK, result.status());
    result = host.run(new IncludeVars(), "dir", below("vars/d"), "depth", "-1");
    assertEquals(Dict.EMPTY, result.fields().get("ansible_facts").orElseThrow());
    result = host.run(new IncludeVars(), "file", "d/a.yml", "depth", "1");
    assertEquals(
        "You are mixing file only and dir only arguments, these are incompatible",
        text(result, "msg"));
    result = host.run(new IncludeVars(), "name", "n");
    assertEquals(
        "Could not find file on the Ansible Controller.\nIf you are using a module and expect the"
            + " file to exist on the remote, see the remote_src option",
        text(result, "message"));
  }
}
