package io.jplay.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Json;
import io.jplay.core.value.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The same sources, read by us and by the real ansible-inventory.
class AnsibleInventoryTest {
  @TempDir private Path dir;

  @BeforeAll
  static void needsAnsible() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ansible-inventory")),
        "ansible-inventory is not installed");
  }

  static Stream<Arguments> inventories() {
    return Stream.of(
        Arguments.of("ini values", "hosts", INI_VALUES),
        Arguments.of("ini hosts", "hosts", INI_HOSTS),
        Arguments.of("ini groups", "hosts", INI_GROUPS),
        Arguments.of("yaml", "hosts.yml", YAML),
        Arguments.of("json", "hosts.json", "{\"all\": {\"hosts\": {\"a\": {\"x\": [1, null]}}}}"),
        Arguments.of("script", "hosts.sh", SCRIPT),
        Arguments.of("script without _meta", "hosts.sh", SCRIPT_PER_HOST));
  }

  private static final String INI_VALUES =
      """
      # comment
      ; other
      lone ansible_port=22 a=1 b='two words' c="x # y" d=[1,2] e={'k':'v'} f=True g=yes h=None i=1.5
      two j=0x10 k=007 l=a=b m="'q'" n= o=1_000 p=-3 q=+4 r=1e3 s=.5 t=0 u=00 v=1_ w=0o17 x=0b11
      three a="'it'" b=(1,2) c=1, d="'a' 'b'" e="{'a': [1, {'b': None}]}" f=[] g={} h=() i=--5
      four path=C:\\\\new esc="a\\nb" lit="'a\\nb'" uni="'\\u00e9'" x=trUe y="[1, 2" z="1 # c" q=1+2
      five r="r'a\\nb'" o="'\\101'" s=é long=10000000000000000000000 v=a:b w=[a]
      """;

  private static final String INI_HOSTS =
      """
      plain:2222 z=3 # trailing
      plain:2223
      own:77 ansible_port=22
      own:77
      late
      late:5
      h[1:3].ex.com v=1
      h[01:10:3]
      n[a:c]
      n[a:e:2]x[1:2]
      [::1]:99 s=1
      2001:db8::1
      1.2.3.4:88
      user@host
      h[:2]z
      Q[X:Z]
      p[8:10]:77 a=b
      dash-host
      h#c
      """;

  private static final String INI_GROUPS =
      """
      lone
      [web]
      web1 x="{{ foo }}"
      web2
      [web:vars]
      a=1
      b = two words
      c="quoted"
      d='single'
      e=[1, 2, "x"]
      h=yes # comment?
      j=
      k=#x
      n={"a": 1}
      q = {{ x }}
      r="a" "b"
      s=0755
      ansible_group_priority=7
      [db:children]
      web
      more
      [more]
      web1 a=9
      lone2
      [ungrouped]
      u1
      [all:vars]
      av=1
      [empty]
      [comment] # after
      c1
      web2 late=1
      [other:children]
      later
      [later]
      l1
      [other:vars]
      a=other
      [web:hosts]
      web3
      """;

  private static final String YAML =
      """
      all:
        hosts:
          mail.example.com:
          web[1:3].x: {v: 1, w: "{{ v }}"}
          p1:2222:
        vars: {av: 1}
        children:
          webs:
            hosts:
              foo.example.com: {list: [1, 2], when: yes, oct: 0755, n: ~}
              bar.example.com:
            vars:
              a: webs
          dbs:
            hosts: one.example.com
            children:
              inner:
                hosts: {deep: {a: 2}}
          only: {}
          nothing:
      second:
        children: webs
        hosts:
          '123':
      """;

  private static final String SCRIPT =
      """
      #!/bin/sh
      cat <<'END'
      {"_meta": {"hostvars": {"a": {"x": 1, "y": "{{ z }}"}, "unknown": {"q": 1}}},
       "web": ["a", "b"],
       "db": {"hosts": ["c"], "vars": {"v": [1, 2.5, null]}, "children": ["web"]},
       "all": {"vars": {"av": true}},
       "old": {"foo": 1},
       "empty": []}
      END
      """;

  private static final String SCRIPT_PER_HOST =
      """
      #!/bin/sh
      case $1 in
        --list) echo '{"web": {"hosts": ["a", "b"]}}';;
        --host) [ "$2" = a ] && echo '{"name": "a"}' || echo '{}';;
      esac
      """;

  @ParameterizedTest(name = "{0}")
  @MethodSource("inventories")
  void readsAsAnsibleDoes(String name, String file, String text) throws Exception {
    write(file, text);
    assertSame(file);
  }

  @ParameterizedTest
  @MethodSource
  void mixesSources(String[] sources) throws Exception {
    write("one", "[web]\na x=1\nb\n[db]\nc\n");
    write("dir/10.yml", "web: {hosts: {d: {y: 2}}, vars: {v: dir}}\n");
    write("dir/05-ini", "[zed]\na\n[web]\ne\n");
    write("dir/ignored.ini", "nope\n");
    write("dir/ignored.cfg", "nope\n");
    write("dir/x.orig", "nope\n");
    write("dir/x.retry", "nope\n");
    write("dir/back~", "nope\n");
    write("dir/.hidden", "nope\n");
    write("dir/group_vars/web.yml", "g: 1\n");
    write("dir/sub/more", "f\n");
    assertSame(sources);
  }

  static Stream<Arguments> mixesSources() {
    return Stream.of(
        Arguments.of((Object) new String[] {"one", "x,y:33,"}),
        Arguments.of((Object) new String[] {"x,", "one"}),
        Arguments.of((Object) new String[] {"localhost,"}));
  }

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (text.startsWith("#!")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void assertSame(String... sources) throws Exception {
    var command = new ArrayList<String>();
    for (String source : sources) {
      command.addAll(List.of("-i", source));
    }
    String expected = run("ansible-inventory", command, "--list");
    var loaded = Loading.load(dir, sources);
    Inventory inventory = loaded.value();
    assertEquals(
        Json.write(Json.read(expected, Tag.NONE), Json.Layout.RESULT),
        Json.write(Loading.list(inventory), Json.Layout.RESULT),
        () -> loaded.diagnostics().toString());
    String hosts = run("ansible", command, "all", "--list-hosts");
    // Below the second level ansible's order is that of Python sets: any.
    assertEquals(
        hosts.lines().skip(1).map(String::strip).sorted().toList(),
        inventory.select("all").hosts().stream().map(h -> h.name()).sorted().toList());
  }

  private String run(String program, List<String> sources, String... more)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program));
    command.addAll(sources);
    command.addAll(List.of(more));
    Process p =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(p.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, p.waitFor());
    return out;
  }
}
