package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PamLimitsTest {
  @TempDir Path dir;

  private static Map<String, Object> options(String text) {
    var map = new LinkedHashMap<String, Object>();
    for (String pair : text.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1].replace('~', ' '));
    }
    return map;
  }

  /// `/` ends a line and `>` is a tab; an empty column is a file that stays.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          j soft nofile 1/ | value=2 | j>soft>nofile>2/
          j soft nofile 1 # c/ | value=2 | j>soft>nofile>2># c/
          j soft nofile 1 # c/ | value=2 comment=d~#~e | j>soft>nofile>2>#d # e/
          j soft nofile 2 # c/ | value=2 comment=d |
          j hard nofile 2 #c | value=2 | j hard nofile 2 #c/j>soft>nofile>2/
          #j soft nofile 2/ | value=2 | #j soft nofile 2/j>soft>nofile>2/
          j soft nofile 2/j soft nofile 3/ | value=4 | j>soft>nofile>4/j>soft>nofile>4/
          j soft nofile 2/ | value=1 use_max=true |
          j soft nofile 2/ | value=3 use_max=true | j>soft>nofile>3/
          j soft nofile 10/ | value=9 use_max=true |
          j soft nofile -1/ | value=9 use_max=true |
          j soft nofile 9/ | value=unlimited use_max=true | j>soft>nofile>unlimited/
          j soft nofile 9/ | value=infinity use_min=true |
          j soft nofile unlimited/ | value=9 use_min=true | j>soft>nofile>9/
          j soft nofile 8/ | value=9 use_min=true |
          j soft nice 5/ | limit_item=nice value=-1 use_max=true |
          j soft nice 5/ | limit_item=nice value=-1 use_min=true | j>soft>nice>-1/
          """)
  void changesTheEntry(String before, String options, String after) throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Path file = dir.resolve("limits.conf");
    String text = before.replace('/', '\n').replace('>', '\t');
    Files.writeString(file, text);
    Map<String, Object> all = options("domain=j limit_type=soft limit_item=nofile " + options);
    all.put("dest", file.toString());
    Result result = host.run(new PamLimits(), host.context(mode()), all);
    assertFalse(result.isFailed(), () -> result.fields().toString());
    assertEquals(after != null, result.isChanged());
    String wanted = after == null ? text : after.replace('/', '\n').replace('>', '\t');
    assertEquals(wanted, Files.readString(file));
    assertFalse(host.run(new PamLimits(), host.context(mode()), all).isChanged());
  }

  private static Mode mode() {
    return new Mode(false, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          domain=j limit_type=x limit_item=nice value=1 | value of limit_type must be one of: hard, soft, -, got: x
          domain=j limit_type=- limit_item=nice value=20 | Value of '20' for item 'nice' is invalid: it takes a number from -20 to 19.
          domain=j limit_type=- limit_item=rss value=-2 | Value of '-2' for item 'rss' is invalid: it takes unlimited, infinity or -1, or a number from 0 on.
          domain=j limit_type=- limit_item=rss value=1 use_max=true use_min=true | Cannot use use_min and use_max at the same time.
          domain=j~k limit_type=- limit_item=rss value=1 | domain cannot be empty, nor hold a blank or a #: j k
          domain=j limit_type=- limit_item=rss value=1 dest=/nosuch/x | no directory for /nosuch/x
          domain=j limit_type=- limit_item=rss value=1 dest=/ | Path / is a directory !
          """)
  void refuses(String options, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Result result = host.run(new PamLimits(), host.context(mode()), options(options));
    assertTrue(result.isFailed());
    assertEquals(message, result.fields().text("msg").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void makesTheFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("new.conf");
    Files.deleteIfExists(file);
    Object[] options = {
      "domain",
      "@a",
      "limit_type",
      "-",
      "limit_item",
      "as",
      "value",
      5,
      "dest",
      file,
      "comment",
      "c"
    };
    Result checked = host.check(new PamLimits(), options);
    assertTrue(checked.isChanged(), () -> checked.fields().toString());
    assertEquals("@a\t-\tas\t5\t#c\n", checked.diffs().getFirst().after());
    assertFalse(Files.exists(file));
    Result first = host.run(new PamLimits(), options);
    assertEquals("@a\t-\tas\t5\t#c\n", first.fields().text("msg").orElseThrow());
    assertEquals("@a\t-\tas\t5\t#c\n", Files.readString(file));
    Result again = host.run(new PamLimits(), options);
    assertFalse(again.isChanged());
    assertEquals("@a\t-\tas\t5\t#c\n", again.fields().text("msg").orElseThrow());
  }
}
