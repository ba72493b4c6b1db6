package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kinds of [PreflightTest]'s mistakes as people plant them: in roles, includes, blocks,
/// handlers, imported playbooks, files of variables, templates, in every form of a task. Each is
/// found at its line, and nothing else is said.
///
/// A file of `planted/` has one kind; `=== NUMBER SEVERITY[CODE] OPTION...` begins a project, `---
/// PATH` a file. `#!!` ends the line that has the mistake (`#!!~-1..3`: one of those around it);
/// `VAULTFILE` and `VAULTSTRING` are encrypted by a password that nobody has, `UNREADABLE` locks a
/// file.
class PlantedMistakesTest {
  private static final Path KINDS =
      Path.of(System.getProperty("jplay.root", ".."), "cli/src/test/resources/io/jplay/cli");
  private static final Pattern MARK =
      Pattern.compile(" (?:\\{)?#!!(?:~(-?\\d+)\\.\\.(-?\\d+))?(?:#})?$");
  private static final String HOSTS =
      """
      [web]
      web1
      web2

      [db]
      db1

      [all:vars]
      ansible_host=127.0.0.1
      ansible_port=1
      """;

  @TempDir private Path dir;

  /// Where the mistake is.
  private record Place(String file, int from, int to) {}

  static List<String> kinds() throws IOException {
    try (Stream<Path> entries = Files.list(KINDS.resolve("planted"))) {
      return entries.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyKindIsHere() throws IOException {
    List<String> planted = kinds().stream().map(k -> k.replace(".txt", "")).toList();
    assertEquals(
        List.of(), PreflightTest.required().stream().filter(k -> !planted.contains(k)).toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void findsTheMistakeAndNothingElse(String kind) throws IOException {
    String all = Files.readString(KINDS.resolve("planted").resolve(kind));
    var wrong = new ArrayList<String>();
    for (String project : all.split("(?m)^=== ")) {
      if (!project.isEmpty()) {
        judge(project, wrong);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private void judge(String project, List<String> wrong) throws IOException {
    String[] head = project.substring(0, project.indexOf('\n')).split(" ");
    Path root = Files.createDirectory(Played.steady(dir).resolve(head[0]));
    Files.writeString(root.resolve("hosts"), HOSTS);
    Place place = new Place("", 0, 0);
    String[] files = project.split("(?m)^--- ");
    for (int i = 1; i < files.length; i++) {
      String[] name = files[i].substring(0, files[i].indexOf('\n')).split(" ");
      Place here = write(root, name, files[i].substring(files[i].indexOf('\n') + 1));
      place = here.file().isEmpty() ? place : here;
    }
    var words = new ArrayList<>(List.of("site.yml", "--preflight", "-i", "hosts"));
    words.addAll(List.of("--format", "json"));
    words.addAll(List.of(head).subList(2, head.length));
    Played played = Played.of(root, Map.of(), words.toArray(String[]::new));
    Dict report = (Dict) Json.read(played.out(), Tag.NONE);
    var problems = ((Seq) report.get("diagnostics").orElseThrow()).items();
    var found = new ArrayList<String>();
    boolean isThere = false;
    for (Value each : problems) {
      Dict problem = (Dict) each;
      Dict range = (Dict) problem.get("range").orElseThrow();
      String file = range.text("file").orElse("").replace(root + "/", "");
      int line = Integer.parseInt(range.get("line").map(Object::toString).orElse("0"));
      String kind =
          problem.text("severity").orElseThrow() + "[" + problem.text("code").orElseThrow() + "]";
      found.add(file + ":" + line + ": " + kind + " " + problem.text("detail").orElse(""));
      isThere |=
          kind.equals(head[1])
              && (place.file().isEmpty()
                  || file.equals(place.file()) && place.from() <= line && line <= place.to());
    }
    int code = head[1].startsWith("error") ? 4 : 0;
    if (!isThere || problems.size() != 1 || played.code() != code) {
      wrong.add("%s: exit %d, %s where %s is".formatted(head[0], played.code(), found, place));
    }
  }

  private Place write(Path root, String[] name, String marked) throws IOException {
    Path file = root.resolve(name[0]);
    Files.createDirectories(file.getParent());
    Place place = new Place("", 0, 0);
    var lines = new ArrayList<String>();
    for (String line : marked.lines().toList()) {
      Matcher mark = MARK.matcher(line);
      if (mark.find()) {
        int from = mark.group(1) == null ? 0 : Integer.parseInt(mark.group(1));
        int to = mark.group(2) == null ? 0 : Integer.parseInt(mark.group(2));
        place = new Place(name[0], lines.size() + 1 + from, lines.size() + 1 + to);
        lines.add(line.substring(0, mark.start()));
      } else {
        lines.add(line);
      }
    }
    String text = String.join("\n", lines) + "\n";
    if (text.contains("VAULTSTRING")) {
      text = text.replace("VAULTSTRING", "!vault |\n" + encrypted("a").indent(2).stripTrailing());
    }
    boolean isVault = name.length > 1 && name[1].equals("VAULTFILE");
    Files.writeString(file, isVault ? encrypted(text) : text);
    if (name.length > 1 && name[1].equals("UNREADABLE")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    }
    return place;
  }

  private String encrypted(String text) throws IOException {
    Path plain = Files.writeString(dir.resolve("plain"), text);
    Path password = Files.writeString(dir.resolve("right"), "the right one\n");
    Played played =
        Played.of(
            "jvault",
            dir,
            Map.of(),
            "encrypt",
            "--vault-password-file",
            password.toString(),
            plain.toString());
    assertEquals(0, played.code(), played.err());
    return Files.readString(plain);
  }
}
