package io.jplay.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Merge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {
  private static final Inventory INVENTORY = inventory();

  private static Inventory inventory() {
    var b = new InventoryBuilder();
    b.addHost("lone");
    group(b, "web", "web1", "web2", "web3");
    group(b, "db", "db1", "db2", "web3");
    b.addGroup("prod");
    b.addChild("prod", "db");
    b.addChild("prod", "web");
    group(b, "web-dash", "a-b");
    group(b, "v6", "h6");
    return b.build();
  }

  private static void group(InventoryBuilder b, String name, String... hosts) {
    b.addGroup(name);
    for (String host : hosts) {
      b.addHost(host);
      b.addHostTo(name, host);
    }
  }

  /// The right column was printed by `ansible PATTERN --list-hosts` (2.14) for the same inventory.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '>',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '"',
      textBlock =
          """
          all           > lone a-b h6 db1 db2 web3 web1 web2
          web           > web1 web2 web3
          web:db        > web1 web2 web3 db1 db2
          web,db        > web1 web2 web3 db1 db2
          web, db       > web1 web2 web3 db1 db2
          web db        > web1 web2 web3 db1 db2
          web:!web1     > web2 web3
          web:&db       > web3
          !web1         > lone a-b h6 db1 db2 web3 web2
          &db           > db1 db2 web3
          &web:&db      > web3
          web[0]        > web1
          web[-1]       > web3
          web[1:]       > web2 web3
          web[0:1]      > web1 web2
          web[1-2]      > web2 web3
          web[5]        > ""
          web[5:7]      > ""
          web[0:2:2]    > web2
          web[-2:]      > web2
          web[!12]      > web3
          web[0]:db[0]  > web1 db1
          ~web\\d$      > web1 web2 web3
          ~(w|d)        > web1 web2 web3 db1 db2 a-b
          w*            > web1 web2 web3 a-b
          web*          > web1 web2 web3 a-b
          web?          > web1 web2 web3
          web[13]       > ""
          *:!w*         > lone h6 db1 db2
          all[1:3]      > a-b h6 db1
          prod          > db1 db2 web3 web1 web2
          db:web        > db1 db2 web3 web1 web2
          all:!prod     > lone a-b h6
          all:!localhost> lone a-b h6 db1 db2 web3 web1 web2
          ungrouped     > lone
          localhost     > localhost
          127.0.0.1     > 127.0.0.1
          localhost:web1> localhost web1
          web-dash      > a-b
          a-b           > a-b
          nope          > ""
          web1:22       > ""
          web;db        > ""
          web,db        > web1 web2 web3 db1 db2
          web:!web1,lone > lone
          [0]           > ""
          """)
  void selectsAsAnsibleDoes(String pattern, String hosts) {
    String names =
        String.join(" ", INVENTORY.select(pattern).hosts().stream().map(Host::name).toList());
    assertEquals(hosts, names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nope", "nope*", "web1:22", "[0]"})
  void warnsAboutAPatternThatMatchesNothing(String pattern) {
    assertEquals(
        List.of("Could not match supplied host pattern, ignoring: " + pattern),
        INVENTORY.select(pattern).problems().stream().map(d -> d.detail()).toList());
  }

  @Test
  void reportsABadRegularExpression() {
    assertEquals("JP1302", INVENTORY.select("~(w").problems().getFirst().code());
  }

  @Test
  void impliedLocalhostIsLocal() {
    Host host = INVENTORY.select("localhost").hosts().getFirst();
    assertTrue(host.implicit());
    assertEquals("local", host.variables().text("ansible_connection").orElseThrow());
  }

  @Test
  void mergeOrderIsDepthThenPriorityThenName() {
    var b = new InventoryBuilder();
    b.addHost("h");
    for (String name : List.of("zeta", "beta", "alpha", "deep", "parent")) {
      b.addGroup(name);
    }
    b.addChild("parent", "deep");
    List.of("zeta", "beta", "alpha", "deep").forEach(g -> b.addHostTo(g, "h"));
    b.groupVariable("alpha", "ansible_group_priority", Int.of(10));
    assertEquals(
        List.of("all", "beta", "parent", "zeta", "alpha", "deep"),
        b.build().groupsOf("h").stream().map(Group::name).toList());
  }

  @Test
  void hostsWithoutAGroupAreUngroupedUntilTheyGetOne() {
    Inventory one = Inventory.EMPTY.withHost("a", List.of(), Dict.EMPTY, Merge.REPLACE);
    assertEquals(List.of("a"), one.hostsOf("ungrouped"));
    Inventory two = one.withGroupMember("web", List.of("tier"), "a");
    assertEquals(List.of(), two.hostsOf("ungrouped"));
    assertEquals(List.of("a"), two.hostsOf("tier"));
    assertEquals(
        List.of("all", "tier", "web"), two.groupsOf("a").stream().map(Group::name).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=x",
        "a;b",
        "a b",
        "$(x)",
        "a\nb",
        "../x",
        "..",
        "",
        "a/b",
        "a\u202eb"
      })
  void refusesNamesThatCouldDoHarm(String name) {
    var builder = new InventoryBuilder();
    var e = assertThrows(JplayException.class, () -> builder.addHost(name));
    assertEquals("JP1303", e.diagnostic().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web1",
        "a.b-c_d",
        "::1",
        "fe80::1%eth0",
        "[2001:db8::1]",
        "müller",
        "user@host",
        "a+b",
        "a,b",
        "a=b"
      })
  void acceptsNamesOfRealHosts(String name) {
    var builder = new InventoryBuilder();
    builder.addHost(name);
    assertTrue(builder.hasHost(name));
  }

  @Test
  void refusesToCloseALoop() {
    var b = new InventoryBuilder();
    b.addGroup("a");
    b.addGroup("b");
    assertTrue(b.addChild("a", "b"));
    assertEquals(false, b.addChild("b", "a"));
  }
}
