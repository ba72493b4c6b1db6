package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocaleGenTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void makesAndRemovesLocales(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool("locale", "cat \"$d/made\"")
            .tool(
                "locale-gen",
                "sed -n 's/^\\([a-z].*\\)UTF-8 .*/\\1utf8/p' "
                    + dir.resolve("locale.gen")
                    + " >\"$d/made\"");
    tools.write("made", "C\n");
    Path list = dir.resolve("locale.gen");
    Files.writeString(list, "# help\n# de_CH.UTF-8 UTF-8\n#de_DE ISO-8859-1\n");
    Object[] options = {"name", "de_CH.UTF-8", "_root", dir};
    assertTrue(host.check(new LocaleGen(), options).isChanged());
    assertFalse(tools.log().contains("locale-gen"));
    Result first = host.run(new LocaleGen(), options);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("# help\nde_CH.UTF-8 UTF-8\n#de_DE ISO-8859-1\n", Files.readString(list));
    assertFalse(host.run(new LocaleGen(), options).isChanged());
    Object[] absent = {"name", "de_CH.UTF-8", "state", "absent", "_root", dir};
    assertTrue(host.run(new LocaleGen(), absent).isChanged());
    assertEquals("# help\n# de_CH.UTF-8 UTF-8\n#de_DE ISO-8859-1\n", Files.readString(list));
    assertFalse(host.run(new LocaleGen(), absent).isChanged());
    Result unknown = host.run(new LocaleGen(), "name", "xx_YY.UTF-8", "_root", dir);
    assertTrue(unknown.isFailed());
    Files.delete(list);
    assertTrue(host.run(new LocaleGen(), options).isFailed());
  }
}
