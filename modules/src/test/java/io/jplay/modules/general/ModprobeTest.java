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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModprobeTest {
  @TempDir Path dir;

  /// `loaded`, `boot` and `param` are what the read says.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=xloop | '' | modprobe xloop
          name=xloop params=a=1~b=2 | '' | modprobe xloop 'a=1' 'b=2'
          name=xloop | loaded | <none>
          name=xloop state=absent | loaded | modprobe -r xloop
          name=xloop state=absent | '' | <none>
          name=xloop persistent=present | 'loaded,boot' | <none>
          name=xloop persistent=present | loaded | >"$jp_boot"/xloop.conf
          name=xloop persistent=present params=a=1 | 'loaded,boot,param a=1' | <none>
          name=xloop persistent=present params=a=1 | 'loaded,boot,param a=2' | printf 'options %s %s\\n' xloop 'a=1' >>"$jp_f"
          name=xloop persistent=absent | 'loaded,param a=2' | jp_comment "$jp_opts" "$jp_set"
          name=xloop persistent=absent | loaded | <none>
          """)
  void changesWhatIsDifferent(String options, String seen, String script) {
    Decided decided =
        Decided.of(new Modprobe(), Modprobe.Args.class, options, seen.replace(',', '\n'));
    boolean none = script.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::script);
    assertTrue(none || decided.script().contains(script), decided::script);
    assertEquals("xloop", decided.text("name"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsItForTheNextBoot(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var tools = new FakeTools(host, dir, shell).loggers("modprobe");
    Files.createDirectory(dir.resolve("modprobe.d"));
    Path old = dir.resolve("modprobe.d/old.conf");
    Files.writeString(old, "options xloop a=2 # x\noptions other a=2\n");
    Object[] options = {
      "name", "xloop", "params", "a=1 b=2", "persistent", "present", "_root", dir
    };
    assertTrue(host.check(new Modprobe(), options).isChanged());
    assertFalse(Files.exists(dir.resolve("modules-load.d")));
    Result first = host.run(new Modprobe(), options);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("modprobe xloop a=1 b=2\n", tools.log());
    assertEquals("xloop\n", Files.readString(dir.resolve("modules-load.d/xloop.conf")));
    assertEquals(
        "options xloop a=1\noptions xloop b=2\n",
        Files.readString(dir.resolve("modprobe.d/xloop.conf")));
    assertEquals("#options xloop a=2 # x\noptions other a=2\n", Files.readString(old));
    options[5] = "absent";
    assertTrue(host.run(new Modprobe(), options).isChanged());
    assertEquals("#xloop\n", Files.readString(dir.resolve("modules-load.d/xloop.conf")));
    new FakeTools(host, dir, shell).tool("modprobe", "echo 'not found' >&2; exit 1");
    Result failed =
        host.run(new Modprobe(), "name", "xloop", "persistent", "present", "_root", dir);
    assertTrue(failed.isFailed());
    assertEquals("not found", failed.fields().text("msg").orElseThrow());
    assertEquals("#xloop\n", Files.readString(dir.resolve("modules-load.d/xloop.conf")));
    assertTrue(host.run(new Modprobe(), "name", "a b", "_root", dir).isFailed());
  }
}
