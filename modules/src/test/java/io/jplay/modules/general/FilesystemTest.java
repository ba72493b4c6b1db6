package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilesystemTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fstype=ext4 | kind block | mkfs.ext4 -F /d | <none>
          fstype=ext4 opts=-L~a | kind block | mkfs.ext4 -F -L a /d | <none>
          fstype=ext4 | kind block,type ext4 | <none> | <none>
          fstype=ext4 force=yes | kind block,type ext4 | mkfs.ext4 -F /d | <none>
          fstype=xfs | kind file | mkfs.xfs /d | <none>
          fstype=xfs force=yes | kind block,type ext4 | mkfs.xfs -f /d | <none>
          fstype=swap | kind block | mkswap /d | <none>
          fstype=vfat force=yes | kind block,type xfs | mkfs.vfat /d | <none>
          fstype=lvm | kind block | pvcreate -f /d | <none>
          fstype=lvm | kind block,type LVM2_member | <none> | <none>
          state=absent | kind block,type xfs | wipefs --all /d | <none>
          state=absent | kind block | <none> | <none>
          state=absent | kind absent | <none> | Device /d not found.
          fstype=ext4 resizefs=yes | kind block,type ext4,size 90000000,used 80000000 | resize2fs /d | resizing filesystem Ext4 on device /d
          fstype=ext4 resizefs=yes | kind block,type ext4,size 90000000,used 90000000 | <none> | Ext4 filesystem is using the whole device /d
          fstype=xfs resizefs=yes | kind block,type xfs,size 90000000,used 80000000,mounted /m | xfs_growfs /m | resizing filesystem XFS on device /d
          fstype=ext4 resizefs=yes | kind block | mkfs.ext4 -F /d | <none>
          """)
  void makesWhatIsDifferent(String options, String seen, String call, String message) {
    Decided decided = decided(options, seen);
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), () -> decided.result().toString());
    assertEquals(message, decided.text("msg"));
    assertTrue(none || decided.script().contains(call + "\n"), decided::script);
  }

  private static Decided decided(String options, String seen) {
    return Decided.checked(
        new Filesystem(),
        Filesystem.Args.class,
        "dev=/d " + options,
        seen.replace(',', '\n') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fstype=ext4 | kind absent | Device /d not found.
          fstype=ext4 | kind block,type xfs | '/d' is already used as xfs, use force=true to overwrite
          fstype=swap resizefs=yes | kind block,type swap | module does not support resizing swap filesystem yet.
          fstype=xfs resizefs=yes | kind block,type xfs,size 9,used 5 | /d needs to be mounted for xfs operations
          fstype=ext4 resizefs=yes | kind block,type ext4,size 9 | unable to process the sizes of /d
          fstype=ext4 | kind other | /d is neither a block device nor a file
          fstype=lvm | kind file | physical volumes can be made on block devices only, not in /d
          """)
  void refusesWhatWouldBeLost(String options, String seen, String message) {
    Decided decided = decided(options, seen);
    assertTrue(decided.result().isFailed());
    assertEquals(message, decided.text("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void makesOneOnAHost(ShellKind shell, @TempDir Path dir) throws IOException {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell)
        .tool("blkid", "cat \"$d/type\" 2>/dev/null")
        .tool("mkfs.ext4", "echo ext4 >\"$d/type\"; printf '' >>\"$2\"")
        .tool("dumpe2fs", "echo 'Block count: 2'; echo 'Block size: 4096'")
        .tool("resize2fs", "echo grown")
        .tool("wipefs", "rm \"$d/type\"");
    Path image = Files.write(dir.resolve("a b.img"), new byte[1 << 17]);
    assertTrue(run(host, image, "fstype", "ext4").isChanged());
    assertFalse(run(host, image, "fstype", "ext4").isChanged());
    Result grown = run(host, image, "fstype", "ext4", "resizefs", true);
    assertEquals("grown\n", grown.fields().text("msg").orElse(""), () -> grown.fields().toString());
    assertTrue(run(host, image, "fstype", "xfs").isFailed());
    assertTrue(run(host, image, "state", "absent").isChanged());
    assertFalse(run(host, image, "state", "absent").isChanged());
  }

  private static Result run(ModuleHarness host, Path image, Object... options) {
    Object[] all = {"dev", image.toString(), options[0], options[1]};
    return options.length == 2
        ? host.run(new Filesystem(), all)
        : host.run(
            new Filesystem(),
            "dev",
            image.toString(),
            options[0],
            options[1],
            options[2],
            options[3]);
  }
}
