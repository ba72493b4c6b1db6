package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Int;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GroupTest {
  private static final String SHADOW = "\036tool groupadd\n\036tool groupmod\n\036tool groupdel\n";

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "name=web, true, ''",
    "name=web gid=5, true, ''",
    "name=web gid=6, true, groupmod -g 6 web",
    "name=web gid=6 non_unique=yes, true, groupmod -g 6 -o web",
    "name=new gid=7 system=yes, true, groupadd -g 7 -r new",
    "name=new gid=7 non_unique=yes, true, groupadd -g 7 -o new",
    "name=new gid_min=1500 gid_max=1600, true, -K 'GID_MIN=1500' -K 'GID_MAX=1600' new",
    "name=web state=absent, true, groupdel web",
    "name=web state=absent force=yes, true, groupdel -f web",
    "name=new state=absent, true, ''",
    "name=new gid=7 system=yes, false, addgroup -g 7 -S new",
    "name=web state=absent, false, delgroup web",
    "name=web gid=6, false, jp_n=web jp_g=6",
  })
  void decides(String options, boolean shadow, String command) {
    Decided d =
        Decided.of(
            new Group(),
            Group.Args.class,
            options,
            "\036groups\nweb:x:5:\n" + (shadow ? SHADOW : ""));
    assertEquals(!command.isEmpty(), d.result().isChanged());
    assertTrue(d.script().contains(command), d::script);
  }

  @ParameterizedTest
  @EnumSource
  void readsAndRunsItsPrograms(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools = new FakeTools(host, dir, shell).loggers("groupadd", "groupdel");
    Result root = host.run(new Group(), "name", "root");
    assertFalse(root.isChanged());
    assertEquals(Int.of(0), root.fields().get("gid").orElseThrow());
    assertTrue(host.run(new Group(), "name", "jplay-nosuch", "gid", 9).isChanged());
    assertEquals("groupadd -g 9 jplay-nosuch\n", tools.log());
  }
}
