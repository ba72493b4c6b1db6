package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Accounts that a host does not know: a check counts on earlier tasks that would have made them,
/// as ansible-core 2.18's does, where something is not there yet or gets other content.
class UnknownAccountTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file | path=new state=directory | changed | 2
          file | path=new/a/b state=directory mode=0700 | changed | 2
          file | path=new state=touch | changed | 2
          file | path=new state=link src=old | changed | 2
          file | path=new state=absent | ok | 0
          file | path=old state=file | failed | 2
          file | path=olddir state=directory | failed | 2
          file | path=old state=absent | changed | 0
          copy | dest=new content=a | changed | 0
          copy | dest=old content=b | changed | 0
          copy | dest=old content=a | failed | 0
          lineinfile | path=new line=b create=yes | changed | 0
          lineinfile | path=old line=b | failed | 0
          """)
  void countsOnWhatIsToBeMade(String name, String options, String outcome, int warnings)
      throws Exception {
    Files.writeString(dir.resolve("old"), "a");
    Files.createDirectory(dir.resolve("olddir"));
    var host = new ModuleHarness(ShellKind.DASH, dir);
    TaskModule<?> module =
        switch (name) {
          case "file" -> new File();
          case "copy" -> new Copy();
          default -> new Lineinfile();
        };
    var map = new LinkedHashMap<String, Object>();
    for (String pair : options.split(" ")) {
      String[] p = pair.split("=", 2);
      boolean place = List.of("path", "dest", "src").contains(p[0]);
      map.put(p[0], place ? dir.resolve(p[1]) : p[1]);
    }
    map.put("owner", "no-such-user");
    map.put("group", "no-such-group");
    Object[] given =
        map.entrySet().stream().flatMap(e -> List.of(e.getKey(), e.getValue()).stream()).toArray();
    Result checked = host.check(module, given);
    String is = checked.isFailed() ? "failed" : checked.isChanged() ? "changed" : "ok";
    assertEquals(outcome, is, checked::toString);
    assertEquals(warnings, checked.warnings().size(), checked::toString);
    Result ran = host.run(module, given);
    assertTrue(options.contains("absent") || ran.isFailed(), ran::toString);
  }
}
