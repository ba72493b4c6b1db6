package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The launcher, started for real by the names of ansible's programs: symbolic links in a directory
/// of $PATH.
@Timeout(60)
class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", ".."));

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ansible-playbook | -i a, site.yml --list-hosts | playbook: site.yml",
        "ansible | -i a, all --list-hosts | hosts (1):",
        "ansible-inventory | -i a, --graph | @all:",
        "ansible-config | dump --only-changed | CONFIG_FILE() = None",
        "ansible-doc | -s ping | - name: ",
        "ansible-vault | --version | ansible-vault 0.",
        "jinventory | -i a, --graph | @all:"
      })
  void aSymbolicLinkIsTheProgramOfItsName(String name, String words, String expected)
      throws Exception {
    Files.writeString(dir.resolve("site.yml"), "- hosts: a\n  tasks: []\n");
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Files.createSymbolicLink(bin.resolve(name), launcher());
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(bin.resolve(name).toString()), Stream.of(words.split(" ")))
                    .toList())
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(dir.resolve("said").toFile())
            .start();
    try {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(dir.resolve("said"));
    assertEquals(0, process.exitValue(), said);
    assertTrue(said.contains(expected), said);
  }

  /// The launcher of this repository, prepared to start the classes under test.
  private Path launcher() throws IOException {
    Path home = Files.createDirectories(dir.resolve("home/.build/launch"));
    Path launcher = dir.resolve("home/jplay");
    Files.copy(ROOT.resolve("jplay"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path archive = Files.createFile(home.resolve("archive"));
    Files.write(
        home.resolve("env"),
        List.of(
            "jplay_java='" + Path.of(System.getProperty("java.home"), "bin/java") + "'",
            "jplay_stamp='' jplay_history='' jplay_lib='" + home + "'",
            "jplay_archive='" + archive + "'",
            "jplay_jars='" + System.getProperty("java.class.path") + "'"));
    return launcher;
  }
}
