package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FirewalldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          service=http state=enabled | now 1 no | --zone=z --add-service=http | Non-permanent operation, Changed service http to enabled
          service=http state=enabled | now 0 yes | <none> | Non-permanent operation
          service=http state=disabled permanent=yes | kept 0 yes | --permanent --zone=z --remove-service=http | Permanent operation, Changed service http to disabled
          service=http state=enabled permanent=yes immediate=yes | kept 0 yes,now 1 no | --zone=z --add-service=http | Permanent and Non-Permanent(immediate) operation, Changed service http to enabled
          port=1/tcp state=enabled timeout=9 | now 1 no | --zone=z --add-port=1/tcp --timeout=9 | Non-permanent operation, Changed port 1/tcp to enabled
          protocol=ah state=enabled permanent=yes | kept 1 no | --permanent --zone=z --add-protocol=ah | Permanent operation, Changed protocol ah to enabled
          icmp_block=x state=enabled permanent=yes | kept 1 no | --permanent --zone=z --add-icmp-block=x | Permanent operation, Changed icmp-block x to enabled
          source=10.0.0.0/8 permanent=yes state=enabled | kept 1 no | --permanent --zone=z --add-source=10.0.0.0/8 | Permanent operation, Added 10.0.0.0/8 to zone z
          zone=z interface=e state=enabled | now 1 no | --zone=z --change-interface=e | Non-permanent operation, Changed e to zone z
          zone=z interface=e state=disabled | now 0 yes | --zone=z --remove-interface=e | Non-permanent operation, Removed e from zone z
          masquerade=yes state=enabled | now 1 no | --zone=z --add-masquerade | Non-permanent operation, Added masquerade to zone z
          masquerade=no state=enabled | now 0 yes | --zone=z --remove-masquerade | Non-permanent operation, Removed masquerade from zone z
          masquerade=no state=disabled | now 0 yes | <none> | Non-permanent operation
          icmp_block_inversion=yes state=disabled | now 0 yes | --zone=z --remove-icmp-block-inversion | Non-permanent operation, Changed icmp-block-inversion yes to disabled
          rich_rule=rule~a state=enabled | now 1 no | --zone=z --add-rich-rule=rule a | Non-permanent operation, Changed rich_rule rule a to enabled
          target=DROP zone=z state=present permanent=yes | kept 0 default | --permanent --zone=z --set-target=DROP | Permanent operation, Set zone z target to DROP
          target=DROP zone=z state=absent permanent=yes | kept 0 default | <none> | Permanent operation
          target=DROP zone=z state=absent permanent=yes | kept 0 DROP | --permanent --zone=z --set-target=default | Permanent operation, Reset zone z target to default
          target=DROP zone=z state=absent permanent=yes | kept 0 ACCEPT | <none> | Permanent operation
          target=%%REJECT%% zone=z state=present permanent=yes | kept 0 REJECT | <none> | Permanent operation
          zone=n state=present permanent=yes | zone n,kept 0 a b | --permanent --new-zone=n | Permanent operation, Added zone n, Changed zone n to present
          zone=n state=absent permanent=yes | zone n,kept 0 a n | --permanent --delete-zone=n | Permanent operation, Removed zone n, Changed zone n to absent
          zone=n state=present permanent=yes | zone n,kept 0 a n | <none> | Permanent operation
          zone=n state=enabled | zone n | <none> | ''
          """)
  void setsWhatIsDifferent(String options, String seen, String call, String message) {
    Decided decided = decided(options, "online," + seen + ",zone z");
    boolean none = call.equals("<none>");
    assertEquals(message, decided.text("msg"));
    assertEquals(!none, decided.result().isChanged());
    String script = decided.script().replaceAll("'(--[^']*)'", "$1");
    assertTrue(none || script.contains("firewall-cmd " + call + "\n"), script);
  }

  private static Decided decided(String options, String seen) {
    return Decided.of(
        new Firewalld(), Firewalld.Args.class, options, seen.replace(',', '\n') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          port=80 state=enabled | online | improper port format (missing protocol?)
          zone=n state=present | online | Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to 'false' or the 'immediate' flag to 'true'.
          target=DROP zone=z state=enabled | online | Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to 'false' or the 'immediate' flag to 'true'.
          service=x state=present permanent=yes | online | absent and present state can only be used in zone level operations
          """)
  void refusesWhatCannotBe(String options, String seen, String message) {
    assertEquals(message, decided(options, seen + ",zone z").text("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void setsOnAHost(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    String daemon =
        """
        case "$*" in
        --state) [ ! -e "$d/stopped" ];;
        *nosuch*) echo 'Error: INVALID_ZONE: nosuch' >&2; exit 112;;
        --get-default-zone) echo public;;
        *--query*) [ -e "$d/set" ] && echo yes || { echo no; exit 1; };;
        *--add*) : >"$d/set"; echo success;;
        esac
        """;
    var tools =
        new FakeTools(host, dir, shell)
            .tool("firewall-cmd", daemon)
            .tool("firewall-offline-cmd", daemon);
    Object forward = List.of(Map.of("port", 1, "proto", "tcp", "toport", 2));
    assertTrue(add(host, "port_forward", forward).isChanged());
    assertTrue(
        tools
            .log()
            .contains("--permanent --zone=public --add-forward-port=port=1:proto=tcp:toport=2"),
        tools::log);
    assertFalse(add(host, "port_forward", forward).isChanged());
    tools.write("stopped", "");
    assertTrue(
        add(host, "service", "x").fields().text("msg").orElse("").contains("offline operation"));
    assertTrue(tools.log().contains("firewall-offline-cmd --zone=public --query-service=x\n"));
    Result lost = add(host, "service", "x", "zone", "nosuch");
    assertTrue(lost.isFailed());
    assertTrue(
        lost.fields()
            .text("msg")
            .orElse("")
            .startsWith("ERROR: Exception caught: INVALID_ZONE: nosuch"),
        () -> lost.fields().toString());
    assertTrue(host.run(new Firewalld(), "service", "x", "state", "enabled").isFailed());
  }

  private static Result add(ModuleHarness host, Object... options) {
    var all = new ArrayList<Object>(List.of(options));
    all.addAll(List.of("state", "enabled", "permanent", true));
    return host.run(new Firewalld(), all.toArray());
  }
}
