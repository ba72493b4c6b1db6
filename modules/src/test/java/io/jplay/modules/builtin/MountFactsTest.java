package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MountFactsTest {
  @TempDir Path dir;

  private static Dict points(Result result) {
    return (Dict) result.facts().get("mount_points").orElseThrow();
  }

  private static Dict point(Result result, String at) {
    return (Dict) points(result).get(at).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void readsTables(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path table = dir.resolve("fstab");
    Files.writeString(
        table,
        "# c\nUUID=12-34 / vfat defaults 0 2\nhost:/e /a\\040b nfs ro\n/dev/x / ext4 ro\nbad\n");
    Result result = host.run(new MountFacts(), "sources", List.of(table.toString()));
    Dict root = point(result, "/");
    assertEquals("UUID=12-34", root.text("device").orElseThrow());
    assertEquals("12-34", root.text("uuid").orElseThrow());
    assertEquals("2", root.get("passno").orElseThrow().toString());
    assertTrue(root.has("size_total"));
    Dict remote = point(result, "/a b");
    assertFalse(remote.has("dump") || remote.has("size_total"));
    Dict context = (Dict) remote.get("ansible_context").orElseThrow();
    assertEquals(table.toString(), context.text("source").orElseThrow());
    assertEquals("host:/e /a\\040b nfs ro", context.text("source_data").orElseThrow());
    assertEquals(
        "[\"mount_facts: ignoring repeat mounts in the following sources: "
            + table
            + " (['/', '/a b', '/']). You can disable this warning by configuring the"
            + " 'include_aggregate_mounts' option as True or False.\"]",
        result.warnings().stream().map(w -> '"' + w + '"').toList().toString());
    Result all =
        host.run(
            new MountFacts(),
            "sources",
            List.of(table.toString()),
            "include_aggregate_mounts",
            true);
    assertEquals(3, ((Seq) all.facts().get("aggregate_mounts").orElseThrow()).items().size());
    assertTrue(all.warnings().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void filtersAndAsksMount(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell)
        .tool("mount", "echo '/dev/x on /x type ext4 (rw,noatime)'; echo 'y on /y type nfs (ro)'");
    Result result = host.run(new MountFacts(), "sources", "mount", "devices", "[!/]*");
    assertEquals(1, points(result).size());
    assertEquals("ro", point(result, "/y").text("options").orElseThrow());
    Result types = host.run(new MountFacts(), "sources", "mount", "fstypes", "ext?,xfs");
    assertTrue(points(types).has("/x") && !points(types).has("/y"));
    Result real = host.run(new MountFacts(), "sources", "dynamic");
    assertTrue(points(real).has("/proc"));
    assertTrue(points(host.run(new MountFacts(), "sources", "/nosuch,bogus")).isEmpty());
  }

  @Test
  void saysWhatTookTooLong() throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    new FakeTools(host, dir, ShellKind.DASH).tool("stat", "sleep 5");
    Path table = Files.writeString(dir.resolve("t"), "a /slow nfs ro\n");
    Object[] options = {"sources", table, "timeout", 1, "on_timeout", "error"};
    assertTrue(host.run(new MountFacts(), options).isFailed());
    options[5] = "warn";
    Result warned = host.run(new MountFacts(), options);
    assertTrue(warned.warnings().getFirst().contains("/slow"));
    assertTrue(points(warned).has("/slow"));
    options[5] = "ignore";
    assertTrue(host.run(new MountFacts(), options).warnings().isEmpty());
  }
}
