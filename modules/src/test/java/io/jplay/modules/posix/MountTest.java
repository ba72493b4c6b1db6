package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.Lab;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTest {
  @TempDir Path dir;

  private static Result run(ModuleHarness host, String options, boolean check) {
    var map = new LinkedHashMap<String, Object>();
    Stream.of(options.split(" ")).map(o -> o.split("=", 2)).forEach(o -> map.put(o[0], o[1]));
    return host.run(new Mount(), host.context(new Mode(check, true)), map);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path=/new src=/dev/vdb fstype=ext4 state=present | '# c;/dev/vda / ext4 defaults 0 1;/dev/vdb /new ext4 defaults 0 0'
          path=/ src=/dev/vda fstype=ext4 passno=1 state=present | ''
          path=/ src=/dev/vda fstype=ext4 opts=noatime passno=1 state=present | '# c;/dev/vda / ext4 noatime 0 1'
          path=/new src=/dev/vdb fstype=ext4 boot=no opts=ro state=present | '# c;/dev/vda / ext4 defaults 0 1;/dev/vdb /new ext4 ro,noauto 0 0'
          path=/ state=absent_from_fstab | '# c'
          path=/other state=absent_from_fstab | ''
          """)
  void editsTheTable(String options, String after) throws IOException {
    for (ShellKind shell : ShellKind.values()) {
      Path table = dir.resolve("fstab");
      String before = "# c\n/dev/vda / ext4 defaults 0 1\n";
      Files.writeString(table, before);
      var host = new ModuleHarness(shell, dir);
      String all = options + " fstab=" + table;
      assertEquals(!after.isEmpty(), run(host, all, true).isChanged());
      assertEquals(before, Files.readString(table));
      Result result = run(host, all, false);
      assertEquals(!after.isEmpty(), result.isChanged(), () -> result.fields().toString());
      assertEquals(
          after.isEmpty() ? before : after.replace(';', '\n') + "\n", Files.readString(table));
      assertFalse(run(host, all, false).isChanged());
    }
  }

  @Test
  void escapesBlanksInTheTable() {
    var entry = new Fstab.Entry("//nas/a b", "/mnt/a b", "cifs", "ro", "0", "0");
    assertEquals("//nas/a\\040b /mnt/a\\040b cifs ro 0 0\n", new Fstab("").with(entry));
    assertEquals("", new Fstab(new Fstab("").with(entry)).without(entry));
  }

  /// Real mounts in a root of their own.
  @Test
  void mountsAndUnmounts() {
    try (Lab lab = Lab.open(dir)) {
      lab.run("sh", "-c", "echo '# c' >/etc/fstab; chmod 640 /etc/fstab; mkdir -p /data");
      ModuleHarness host = lab.harness("apt");
      String mounted = "path=/mnt/a/b src=tmpfs fstype=tmpfs state=mounted opts=size=64k";
      assertTrue(run(host, mounted, true).isChanged());
      assertEquals("# c\n", lab.run("cat", "/etc/fstab"));
      Result first = run(host, mounted, false);
      assertTrue(first.isChanged(), () -> first.fields().toString());
      assertEquals("# c\ntmpfs /mnt/a/b tmpfs size=64k 0 0\n", lab.run("cat", "/etc/fstab"));
      assertEquals("640\n", lab.run("stat", "-c", "%a", "/etc/fstab"));
      assertTrue(lab.run("cat", "/proc/mounts").contains(" /mnt/a/b tmpfs rw"));
      assertFalse(run(host, mounted, false).isChanged());
      assertTrue(run(host, mounted + ",ro", false).isChanged());
      assertTrue(lab.run("cat", "/proc/mounts").contains(" /mnt/a/b tmpfs ro"));
      assertTrue(run(host, "path=/mnt/a/b state=unmounted", false).isChanged());
      assertFalse(run(host, "path=/mnt/a/b state=unmounted", false).isChanged());
      String bind = "path=/mnt/bound src=/data fstype=none state=ephemeral opts=bind";
      assertTrue(run(host, bind, false).isChanged());
      assertTrue(lab.run("cat", "/proc/mounts").contains(" /mnt/bound "));
      Result broken = run(host, "path=/mnt/x src=/dev/nosuch fstype=ext4 state=mounted", false);
      assertTrue(broken.isFailed());
      assertTrue(broken.fields().text("msg").orElseThrow().startsWith("Error mounting /mnt/x: "));
      assertFalse(lab.run("cat", "/etc/fstab").contains("nosuch"));
      assertTrue(run(host, "path=/mnt/a/b state=absent", false).isChanged());
      assertEquals("# c\n", lab.run("cat", "/etc/fstab"));
      assertEquals("a\n", lab.run("sh", "-c", "cd /mnt; ls -d a a/b 2>/dev/null || :"));
    }
  }
}
