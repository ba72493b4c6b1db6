package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows B1 and H4 of docs/faults.md: whatever is killed whenever, running again gets to the state
/// of an undisturbed run, and then there is nothing to do.
@Timeout(400)
@Tag("long")
class ChaosTest {
  private static final int HOSTS = 6;
  private static final int DISTURBANCES = 4;

  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(directory -> "MaxStartups 100");

  private static final String TASKS =
      """
      - file: {path: "{{ top }}", state: directory, mode: "0755"}
      - copy: {content: "{{ inventory_hostname }} {{ item }}\\n", dest: "{{ top }}/c{{ item }}", mode: "0640"}
        loop: "{{ range(8) }}"
      - copy: {src: big, dest: "{{ top }}/big", mode: "0600"}
      - template: {src: t.j2, dest: "{{ top }}/t"}
      - template: {src: t.j2, dest: "{{ top }}/lines", force: false}
      - lineinfile: {path: "{{ top }}/lines", line: "line {{ item }}"}
        loop: "{{ range(5) }}"
      - blockinfile: {path: "{{ top }}/lines", block: "a\\nb", insertbefore: BOF}
      - file: {path: "{{ top }}/l", src: t, state: link}
      - file: {path: "{{ top }}/d/e/f", state: directory, mode: "0700"}
      - shell: "echo once >>{{ top }}/once.new && mv {{ top }}/once.new {{ top }}/once"
        args: {creates: "{{ top }}/once"}
      - replace: {path: "{{ top }}/lines", regexp: "^h[0-9] 7$", replace: "seven"}
      """;

  @TempDir private Path dir;

  private Operator operator(Path work) throws IOException {
    Files.createDirectories(work);
    var hosts = new String[HOSTS];
    for (int i = 0; i < HOSTS; i++) {
      hosts[i] = "h" + i;
    }
    var bytes = new byte[400_000];
    new Random(3).nextBytes(bytes);
    Files.write(work.resolve("big"), bytes);
    return Operator.in(work)
        .inventory(SERVER.sshd(), hosts)
        .writes("t.j2", "{% for i in range(200) %}{{ inventory_hostname }} {{ i }}\n{% endfor %}")
        .writes("group_vars/all", "top: \"{{ playbook_dir }}/hosts/{{ inventory_hostname }}\"\n")
        .writes("hosts/.keep", "")
        .tasks(TASKS);
  }

  /// Mode and content of everything that the tasks made.
  private static Map<String, String> tree(Path work) throws IOException {
    var all = new TreeMap<String, String>();
    Path top = work.resolve("hosts");
    try (var files = Files.walk(top)) {
      for (Path file : files.toList()) {
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        String content =
            Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Arrays.hashCode(Files.readAllBytes(file)) + ""
                : "";
        all.put(top.relativize(file).toString(), mode + content);
      }
    }
    all.keySet().removeIf(name -> name.contains("/.jplay-"));
    return all;
  }

  private static void killAConnection(Random random) {
    var children = ProcessHandle.of(SERVER.sshd().pid()).orElseThrow().children().toList();
    if (!children.isEmpty()) {
      children.get(random.nextInt(children.size())).destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void runningAgainGetsThere(int seed) throws Exception {
    var random = new Random(seed);
    Operator undisturbed = operator(dir.resolve("calm"));
    assertEquals(0, undisturbed.jplay("-i", "inv", "site.yml").code());
    Operator operator = operator(dir.resolve("storm"));
    for (int i = 0; i < DISTURBANCES; i++) {
      Process run = operator.start("jplay", "-i", "inv", "site.yml", "-f", "3");
      run.getOutputStream().close();
      if (!run.waitFor(1000L + random.nextInt(6000), TimeUnit.MILLISECONDS)) {
        if (random.nextBoolean()) {
          // by its handle: what it said stays readable
          run.toHandle().destroyForcibly();
        } else {
          killAConnection(random);
        }
      }
      var screen = Operator.end(run);
      assertTrue(screen.code() == 0 || screen.code() == 4 || screen.code() == 137, screen.all());
    }
    var last = operator.jplay("-i", "inv", "site.yml");
    assertEquals(0, last.code(), last.all());
    var again = operator.jplay("-i", "inv", "site.yml");
    assertEquals(
        HOSTS, again.out().lines().filter(l -> l.contains("changed=0")).count(), again.all());
    assertEquals(tree(dir.resolve("calm")), tree(dir.resolve("storm")));
  }
}
