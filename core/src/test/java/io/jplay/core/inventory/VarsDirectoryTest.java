package io.jplay.core.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Merge;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecret;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarsDirectoryTest {
  private static final VaultSecret SECRET = VaultSecret.of("default", "pw");

  @TempDir private Path dir;

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private VarsDirectory vars() {
    return new VarsDirectory(
        new VaultKeyring(List.of(SECRET), false),
        UserYaml.LENIENT,
        List.of("", ".yml", ".yaml", ".json"));
  }

  private String group(String name) {
    return Json.write(
        Merge.REPLACE.join(Dict.EMPTY, vars().ofGroup(dir, name)), Json.Layout.SORTED_LINE);
  }

  @Test
  void readsFilesWithAndWithoutExtension() throws IOException {
    write("group_vars/plain", "a: 1\n");
    write("group_vars/yml.yml", "a: 2\n");
    write("group_vars/yaml.yaml", "a: 3\n");
    write("group_vars/json.json", "{\"a\": 4}");
    write("group_vars/vlt.yml.vlt", "a: 5\n");
    write("host_vars/h.yml", "b: 1\n");
    assertEquals("{\"a\": 1}", group("plain"));
    assertEquals("{\"a\": 2}", group("yml"));
    assertEquals("{\"a\": 3}", group("yaml"));
    assertEquals("{\"a\": 4}", group("json"));
    assertEquals("{}", group("vlt"));
    assertEquals(1, vars().ofHost(dir, "h").size());
  }

  @Test
  void readsDirectoriesSortedAndDeep() throws IOException {
    write("group_vars/web/20.yml", "a: 20\nb: 20\n");
    write("group_vars/web/10", "a: 10\nc: 10\n");
    write("group_vars/web/sub/x.json", "{\"d\": 1}");
    write("group_vars/web/.hidden.yml", "e: 1\n");
    write("group_vars/web/back.yml~", "e: 1\n");
    write("group_vars/web/note.txt", "e: 1\n");
    write("group_vars/web.yml", "e: 1\n");
    assertEquals("{\"a\": 20, \"b\": 20, \"c\": 10, \"d\": 1}", group("web"));
  }

  @Test
  void opensVaultsAndMarksThemSecret() throws IOException {
    write("group_vars/all.yml", "");
    Files.write(
        dir.resolve("group_vars/all.yml"),
        VaultKeyring.encrypt("pw: hidden\n".getBytes(UTF_8), SECRET));
    Dict dict = vars().ofGroup(dir, "all").getFirst();
    assertTrue(dict.get("pw").orElseThrow().isSecret());
  }

  @Test
  void staysInItsDirectory() throws IOException {
    write("outside.yml", "a: 1\n");
    assertEquals("{}", group("../outside"));
  }

  @Test
  void emptyFilesAreFineAndListsAreNot() throws IOException {
    write("group_vars/empty.yml", "---\n");
    write("group_vars/list.yml", "- a\n");
    assertEquals("{}", group("empty"));
    var e = assertThrows(JplayException.class, () -> group("list"));
    assertEquals("JP1314", e.diagnostic().code());
  }
}
