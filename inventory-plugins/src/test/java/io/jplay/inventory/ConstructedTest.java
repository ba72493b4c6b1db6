package io.jplay.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.Parsed;
import io.jplay.core.inventory.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstructedTest {
  @TempDir private Path dir;

  private Parsed<Inventory> load(String options) throws Exception {
    Files.writeString(
        dir.resolve("hosts"),
        """
        [web]
        a.example os=debian tags="['x','y-z']" d="{'k':'v','e':''}" n=3
        b.example os='""' tags=[]
        [web:vars]
        tier=front
        """);
    Files.writeString(dir.resolve("c.yml"), "plugin: ansible.builtin.constructed\n" + options);
    return Loading.load(Loading.context(dir, Map.of(), Templates.templar()), "hosts", "c.yml");
  }

  private static List<String> members(Inventory inventory, String group) {
    return inventory.hostsOf(group);
  }

  @Test
  void composesVariablesFromHostAndGroup() throws Exception {
    Inventory i =
        load("compose: {full: \"tier ~ '-' ~ inventory_hostname_short\", bad: nope.x}\n").value();
    var a = i.host("a.example").orElseThrow().variables();
    assertEquals("front-a", a.text("full").orElseThrow());
    assertEquals(false, a.has("bad"));
  }

  @Test
  void groupsByCondition() throws Exception {
    Inventory i = load("groups: {deb-ian: os == 'debian', none: missing is defined}\n").value();
    assertEquals(List.of("a.example"), members(i, "deb_ian"));
    assertEquals(false, i.groups().containsKey("none"));
  }

  @Test
  void groupsByKey() throws Exception {
    Inventory i =
        load("""
        keyed_groups:
          - {key: os, prefix: os, default_value: unknown, parent_group: systems}
          - {key: tags, prefix: tag, separator: ''}
          - {key: d, prefix: d, trailing_separator: false}
          - {key: tier}
        """)
            .value();
    assertEquals(List.of("a.example"), members(i, "os_debian"));
    assertEquals(List.of("b.example"), members(i, "os_unknown"));
    assertEquals(List.of("os_debian", "os_unknown"), i.groups().get("systems").children());
    assertEquals(List.of("a.example"), members(i, "tagx"));
    assertEquals(List.of("a.example"), members(i, "tagy_z"));
    assertEquals(List.of("a.example"), members(i, "d_k_v"));
    assertEquals(List.of("a.example"), members(i, "d_e"));
    assertEquals(List.of("a.example", "b.example"), members(i, "_front"));
  }

  @Test
  void leadingSeparatorCanBeLeftOut() throws Exception {
    Inventory i = load("leading_separator: false\nkeyed_groups: [{key: tier}]\n").value();
    assertEquals(List.of("a.example", "b.example"), members(i, "front"));
  }

  @Test
  void strictTurnsFailuresIntoAnUnparsedSource() throws Exception {
    var parsed = load("strict: true\ncompose: {bad: nope.x}\n");
    assertEquals(
        true,
        parsed.diagnostics().stream()
            .anyMatch(d -> d.detail().contains("Could not set bad for host a.example")),
        parsed.diagnostics().toString());
    assertEquals(2, parsed.value().hosts().size());
  }
}
