package io.jplay.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultEditorTest {
  private static final VaultSecret SECRET = VaultSecret.of("dev", "pw");
  private static final VaultKeyring RING = new VaultKeyring(List.of(SECRET), false);

  @TempDir private Path dir;
  private Path memory;
  private Path file;
  private byte[] before;

  @BeforeEach
  void encrypt() throws IOException {
    memory = Files.createDirectory(dir.resolve("memory"));
    file = dir.resolve("secrets.yml.vlt");
    before = VaultKeyring.encrypt("a: 1\n".getBytes(UTF_8), SECRET);
    Files.write(file, before);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  private VaultEditor with(Editor editor) {
    return new VaultEditor(RING, editor, memory);
  }

  private static Editor append(String text) {
    return copy -> {
      Files.writeString(copy, Files.readString(copy) + text);
      return 0;
    };
  }

  private void assertNothingLeft() throws IOException {
    try (var left = Files.list(memory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void savesAChangeWithTheSameLabelAndMode() throws Exception {
    assertTrue(with(append("b: 2\n")).edit(file));
    byte[] after = Files.readAllBytes(file);
    assertTrue(new String(after, UTF_8).startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n"));
    assertEquals("a: 1\nb: 2\n", new String(RING.decrypt(after, ""), UTF_8));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertNothingLeft();
  }

  @Test
  void aFileWithoutALabelStaysWithoutOne() throws Exception {
    VaultSecret unnamed =
        new VaultSecret(VaultSecret.DEFAULT_LABEL, RING.secret("dev").orElseThrow().password());
    Files.write(file, VaultKeyring.encrypt("a: 1\n".getBytes(UTF_8), unnamed));
    assertTrue(with(append("b: 2\n")).edit(file));
    String after = Files.readString(file);
    assertTrue(after.startsWith("$ANSIBLE_VAULT;1.1;AES256\n"), after);
  }

  @Test
  void leavesTheBytesAloneWhenNothingChanged() throws Exception {
    assertFalse(with(append("")).edit(file));
    assertArrayEquals(before, Files.readAllBytes(file));
    assertNothingLeft();
  }

  @Test
  void showsTheEditorAPrivateFileWithTheInnerExtension() throws Exception {
    with(
            copy -> {
              assertEquals("secrets.yml", copy.getFileName().toString());
              assertEquals(
                  "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
              assertEquals(
                  "rwx------",
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.getParent())));
              return 0;
            })
        .edit(file);
  }

  @Test
  void wipesWhatTheEditorLeavesBehind() throws Exception {
    with(
            copy -> {
              Files.writeString(copy.resolveSibling(".secrets.yml.swp"), "a: 1");
              Files.createDirectory(copy.resolveSibling("undo"));
              Files.writeString(copy.resolveSibling("undo").resolve("x"), "a: 1");
              return 0;
            })
        .edit(file);
    assertNothingLeft();
  }

  @Test
  void savesEvenWhenTheEditorComplains() throws Exception {
    Editor grumpy =
        copy -> {
          Files.writeString(copy, "c: 3\n");
          return 1;
        };
    assertTrue(with(grumpy).edit(file));
    assertEquals("c: 3\n", new String(RING.decrypt(Files.readAllBytes(file), ""), UTF_8));
  }

  @Test
  void keepsTheFileWhenTheEditorIsKilled() throws Exception {
    Editor killed =
        copy -> {
          Files.writeString(copy, "half");
          return 137;
        };
    var e = assertThrows(JplayException.class, () -> with(killed).edit(file));
    assertEquals("JP1108", e.diagnostic().code());
    assertArrayEquals(before, Files.readAllBytes(file));
    assertNothingLeft();
  }

  @Test
  void keepsBothTextsWhenSomeoneElseChangedTheFile() throws Exception {
    byte[] theirs = VaultKeyring.encrypt("theirs".getBytes(UTF_8), SECRET);
    Editor slow =
        copy -> {
          Files.write(file, theirs);
          Files.writeString(copy, "mine");
          return 0;
        };
    var e = assertThrows(JplayException.class, () -> with(slow).edit(file));
    assertEquals("JP1107", e.diagnostic().code());
    assertArrayEquals(theirs, Files.readAllBytes(file));
    byte[] kept = Files.readAllBytes(dir.resolve("secrets.yml.vlt.edited"));
    assertEquals("mine", new String(RING.decrypt(kept, ""), UTF_8));
  }

  @Test
  void keepsASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link.yml"), file);
    assertTrue(with(append("b")).edit(link));
    assertTrue(Files.isSymbolicLink(link));
    assertFalse(Files.isSymbolicLink(file));
    assertEquals("a: 1\nb", new String(RING.decrypt(Files.readAllBytes(file), ""), UTF_8));
  }

  @Test
  void createsAPrivateFile() throws Exception {
    Path fresh = dir.resolve("new.yml");
    with(append("n: 1\n")).create(fresh, SECRET);
    assertEquals("n: 1\n", new String(RING.decrypt(Files.readAllBytes(fresh), ""), UTF_8));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(fresh, LinkOption.NOFOLLOW_LINKS)));
    assertNothingLeft();
  }

  @Test
  void worksWithoutAMemoryFileSystem() throws Exception {
    assertTrue(new VaultEditor(RING, append("b"), dir.resolve("absent")).edit(file));
  }

  @Test
  void asksForNothingWithTheWrongPassword() {
    var ring = new VaultKeyring(List.of(VaultSecret.of("x", "wrong")), false);
    Editor never =
        _ -> {
          throw new AssertionError("the editor was started");
        };
    var e =
        assertThrows(JplayException.class, () -> new VaultEditor(ring, never, memory).edit(file));
    assertEquals(
        "Decryption failed (no vault secrets were found that could decrypt) for " + file,
        e.diagnostic().detail());
  }
}
