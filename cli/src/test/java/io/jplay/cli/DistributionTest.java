package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `-Pdist` makes of the classes under test, unpacked where nothing else is and started with
/// an empty environment; and the archive of classes of a checkout whose jars are replaced.
@Tag("long")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistributionTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", "..")).toAbsolutePath();
  private static final String VERSION = "0.0-test";
  private static final List<String> OF_TESTS =
      List.of("junit", "jqwik", "mockito", "archunit", "byte-buddy", "opentest4j", "apiguardian");

  private Path dir;
  private Path home;

  /// A checkout in which everything is built: the scripts, the jars of others, and one jar of ours.
  @BeforeAll
  void build(@TempDir Path place) throws Exception {
    dir = place;
    home = Files.createDirectories(dir.resolve("checkout"));
    Files.createDirectories(home.resolve(".mvn"));
    try (Stream<Path> scripts = Files.list(ROOT.resolve(".mvn"))) {
      for (Path script : scripts.filter(Files::isRegularFile).toList()) {
        Files.copy(
            script,
            home.resolve(".mvn").resolve(script.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.copy(ROOT.resolve("jplay"), home.resolve("jplay"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(home.resolve("pom.xml"), "<version>" + VERSION + "</version>\n");
    Path lib = Files.createDirectories(home.resolve(".build/lib"));
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path jar = Path.of(entry);
      boolean ofTests = OF_TESTS.stream().anyMatch(jar.getFileName().toString()::startsWith);
      if (Files.isRegularFile(jar) && !ofTests) {
        Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    jar("first");
  }

  private Path jar(String mark) throws IOException {
    Path target = Files.createDirectories(home.resolve("cli/target"));
    Path jar = target.resolve("jplay-cli-" + VERSION + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("mark"));
      out.write(mark.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (String entry : System.getProperty("java.class.path").split(":")) {
        Path place = Path.of(entry);
        if (Files.isDirectory(place.resolve("io/jplay"))
            && !place.getFileName().toString().equals("test-classes")) {
          add(place, out);
        }
      }
    }
    return jar;
  }

  private static void add(Path classes, JarOutputStream out) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        } catch (java.util.zip.ZipException e) {
          continue; // what two modules have
        }
        Files.copy(file, out);
      }
    }
  }

  private record Said(int code, String out, String err) {}

  /// Runs a program with these variables and no others.
  private Said run(Path directory, Map<String, String> environment, String... words)
      throws Exception {
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    var builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(300, TimeUnit.SECONDS), () -> String.join(" ", words));
    } finally {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Map<String, String> toBuild() {
    return Map.of(
        "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "JAVA_HOME", System.getProperty("java.home"));
  }

  /// All programs of this machine but for Java's.
  private Path withoutJava() throws IOException {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    for (String place : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      try (Stream<Path> programs = Files.list(Path.of(place))) {
        for (Path program : programs.toList()) {
          Path link = bin.resolve(program.getFileName());
          if (!program.getFileName().toString().startsWith("java")
              && !Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return bin;
  }

  @Test
  void theArchiveNeedsNothingElse() throws Exception {
    String target = home.resolve("cli/target").toString();
    Said made =
        run(
            home,
            toBuild(),
            home.resolve(".mvn/dist").toString(),
            home.toString(),
            VERSION,
            target);
    assertEquals(0, made.code(), made.out() + made.err());
    Path bare = Files.createDirectories(dir.resolve("bare"));
    String archive = target + "/jplay-" + VERSION + ".tar.gz";
    assertEquals(0, run(bare, toBuild(), "tar", "xzf", archive).code());
    Files.delete(Path.of(archive));
    Path top = bare.resolve("jplay-" + VERSION);
    for (String part :
        List.of("bin/jvault", "lib/jplay.aot", "licences/java", "runtime/bin/java")) {
      assertTrue(Files.exists(top.resolve(part)), part);
    }
    Map<String, String> only = Map.of("PATH", withoutJava().toString(), "HOME", bare.toString());
    String jplay = top.resolve("bin/jplay").toString();
    Said version = run(bare, Map.of(), jplay, "--version");
    assertEquals(0, version.code(), version.err());
    assertTrue(version.out().startsWith("jplay "), version.out());
    Said demo = run(bare, only, jplay, "demo");
    assertEquals(0, demo.code(), demo.out() + demo.err());
    assertEquals("", demo.err());
    assertTrue(demo.out().contains("web1                       : ok="), demo.out());
    Said ping = run(bare, only, top.resolve("bin/ansible").toString(), "localhost", "-m", "ping");
    assertEquals(0, ping.code(), ping.err());
    assertTrue(ping.out().contains("\"ping\": \"pong\""), ping.out());
    vault(top, only);
    Path used = top.resolve("lib/jplay.aot");
    Said strict =
        run(
            bare,
            only,
            top.resolve("runtime/bin/java").toString(),
            "-XX:AOTMode=on",
            "-XX:AOTCache=" + used,
            "-XX:+UseSerialGC",
            "-cp",
            jars(top.resolve("lib")),
            "io.jplay.cli.Main",
            "--version");
    assertEquals(0, strict.code(), "moved, the archive of classes is of no use: " + strict.out());
  }

  private void vault(Path top, Map<String, String> only) throws Exception {
    Path bare = top.getParent();
    String jvault = top.resolve("bin/jvault").toString();
    Path file = Files.writeString(bare.resolve("secret.yml"), "key: café\n");
    Path password = Files.writeString(bare.resolve("password"), "s3cret\n");
    String by = "--vault-password-file=" + password;
    assertEquals(0, run(bare, only, jvault, "encrypt", by, file.toString()).code());
    assertTrue(Files.readString(file).startsWith("$ANSIBLE_VAULT;1.1;AES256\n"));
    Said view = run(bare, only, jvault, "view", by, file.toString());
    assertEquals("key: café\n", view.out(), view.err());
    assertEquals(0, run(bare, only, jvault, "decrypt", by, file.toString()).code());
    assertEquals("key: café\n", Files.readString(file));
  }

  private static String jars(Path lib) throws IOException {
    try (Stream<Path> all = Files.list(lib)) {
      return String.join(
          ":", all.map(Path::toString).filter(n -> n.endsWith(".jar")).sorted().toList());
    }
  }

  private String setting(String name) throws IOException {
    return Files.readString(home.resolve(".build/launch/env"))
        .lines()
        .filter(l -> l.startsWith(name + "="))
        .map(l -> l.substring(name.length() + 2, l.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void newJarsGetANewArchiveOfClassesWithoutAWord() throws Exception {
    String jplay = home.resolve("jplay").toString();
    Said first = run(dir, toBuild(), jplay, "--version");
    assertEquals(0, first.code(), first.err());
    assertEquals("", first.err());
    String before = setting("jplay_archive");
    assertTrue(Files.size(Path.of(before)) > 0, before);
    jar("second");
    Said second = run(dir, toBuild(), jplay, "--version");
    assertEquals(0, second.code(), second.err());
    assertEquals("", second.err());
    assertEquals(first.out(), second.out());
    String after = setting("jplay_archive");
    assertNotEquals(before, after);
    Said strict =
        run(
            dir,
            toBuild(),
            setting("jplay_java"),
            "-XX:AOTMode=on",
            "-XX:AOTCache=" + after,
            "-XX:+UseSerialGC",
            "-cp",
            setting("jplay_jars"),
            "io.jplay.cli.Main",
            "--version");
    assertEquals(0, strict.code(), strict.out() + strict.err());
  }
}
