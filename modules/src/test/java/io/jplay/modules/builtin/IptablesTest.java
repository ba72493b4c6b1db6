package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IptablesTest {
  private static final String CHAIN = "chain\nChain INPUT (policy ACCEPT)\n";

  @TempDir Path dir;

  /// The rule's words, as ansible-core 2.18 gives them for these options.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocol=tcp destination_port=22 jump=ACCEPT comment=ssh~here | -p tcp -j ACCEPT --destination-port 22 -m comment --comment ssh here
          protocol=tcp wait=5 jump=DROP | -w 5 -p tcp -j DROP
          ctstate=ESTABLISHED,RELATED jump=ACCEPT | -j ACCEPT -m conntrack --ctstate ESTABLISHED,RELATED
          ctstate=NEW match=state jump=ACCEPT | -m state -j ACCEPT --state NEW
          source=!10.1.2.3 jump=REJECT reject_with=tcp-reset | ! -s 10.1.2.3 -j REJECT --reject-with tcp-reset
          source=10.1.2.4 reject_with=tcp-reset | -s 10.1.2.4 -j REJECT --reject-with tcp-reset
          protocol=tcp destination_ports=80,443,8081:8083 | -p tcp -m multiport --dports 80,443,8081:8083
          protocol=tcp syn=match | -p tcp --syn
          protocol=tcp syn=negate | -p tcp ! --syn
          src_range=10.0.0.1-10.0.0.9 | -m iprange --src-range 10.0.0.1-10.0.0.9
          limit=2/second limit_burst=20 log_prefix=x: log_level=info | --log-prefix x: --log-level info -m limit --limit 2/second --limit-burst 20
          uid_owner=!root | -m owner ! --uid-owner root
          jump=DSCP set_dscp_mark=8 | -j DSCP --set-dscp 8
          protocol=icmpv6 icmp_type=echo-request ip_version=ipv6 | -p icmpv6 --icmpv6-type echo-request
          goto=OTHER in_interface=eth0 | -g OTHER -i eth0
          match_set=bad match_set_flags=src,dst | -m set --match-set bad src,dst
          """)
  void makesTheWordsOfARule(String options, String rule) {
    assertEquals(
        rule,
        Decided.of(new Iptables(), Iptables.Args.class, "chain=INPUT " + options, CHAIN)
            .text("rule"));
  }

  /// What is called, by what iptables said before: `rule` and `chain` are there or not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jump=DROP | chain | iptables -t filter -A INPUT -j DROP
          jump=DROP action=insert rule_num=2 | chain | iptables -t filter -I INPUT 2 -j DROP
          jump=DROP | rule chain | <none>
          jump=DROP state=absent | rule chain | iptables -t filter -D INPUT -j DROP
          jump=DROP state=absent | '' | <none>
          jump=DROP chain_management=true | '' | iptables -t filter -N INPUT
          chain_management=true | '' | iptables -t filter -N INPUT
          chain_management=true state=absent table=nat | chain | iptables -t nat -X INPUT
          chain_management=true | chain | <none>
          policy=DROP | chain | iptables -t filter -P INPUT DROP
          policy=ACCEPT | chain | <none>
          """)
  void changesWhatIsDifferent(String options, String seen, String call) {
    String said = seen + CHAIN.substring("chain".length());
    Decided decided =
        Decided.of(new Iptables(), Iptables.Args.class, "chain=INPUT " + options, said);
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged());
    assertTrue(
        none ? decided.script().isEmpty() : decided.script().contains(call + "\n"),
        decided::script);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Assertions.assertThrows(
        ModuleFailure.class,
        () ->
            Decided.of(
                new Iptables(), Iptables.Args.class, "chain=INPUT log_prefix=x jump=DROP", CHAIN));
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatIptablesSays(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "iptables",
                """
                case $3 in
                  -C) exit 1 ;;
                  -L) echo "Chain INPUT (policy ACCEPT)" ;;
                  -A) echo "iptables: No such target." >&2; exit 2 ;;
                esac\
                """);
    Object[] options = {"chain", "INPUT", "jump", "a b"};
    assertTrue(host.check(new Iptables(), options).isChanged());
    assertFalse(tools.log().contains("-A"));
    Result failed = host.run(new Iptables(), options);
    assertEquals("iptables: No such target.", failed.fields().text("msg").orElseThrow());
    assertEquals("iptables -t filter -A INPUT -j 'a b'", failed.fields().text("cmd").orElseThrow());
    assertEquals("2", failed.fields().get("rc").orElseThrow().toString());
    assertTrue(host.run(new Iptables(), "flush", true).isChanged());
    assertTrue(tools.log().endsWith("iptables -t filter -F\n"), tools.log());
  }
}
