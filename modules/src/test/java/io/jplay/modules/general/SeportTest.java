package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SeportTest {
  /// The host has these; ports of a row are separated by `,` and a blank, as semanage prints them.
  private static final String HOST =
      """
      all http_port_t                    tcp      8080, 80, 443, 10000-10100
      all ssh_port_t                     tcp      22
      all http_port_t                    udp      81
      local http_port_t                    tcp      8080
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ports=8991 setype=ssh_port_t | semanage port -a -t ssh_port_t -p tcp 8991
          ports=22 setype=ssh_port_t | <none>
          ports=22,80 setype=http_port_t | semanage port -m -t http_port_t -p tcp 22
          ports=81 setype=http_port_t | semanage port -a -t http_port_t -p tcp 81
          ports=10000-10100 setype=http_port_t | <none>
          ports=80 setype=http_port_t local=yes | semanage port -m -t http_port_t -p tcp 80
          ports=8080 setype=http_port_t local=yes | <none>
          ports=8080 setype=http_port_t state=absent | semanage port -d -t http_port_t -p tcp 8080
          ports=80 setype=http_port_t state=absent local=yes | <none>
          ports=22 setype=http_port_t state=absent | <none>
          ports=8991 setype=ssh_port_t reload=no | semanage port -N -a -t ssh_port_t -p tcp 8991
          """)
  void setsWhatIsDifferent(String options, String call) {
    Decided decided = Decided.of(new Seport(), Seport.Args.class, "proto=tcp " + options, HOST);
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::script);
    String script = decided.script().replace("'", "");
    assertTrue(none || script.contains(call + "\n"), decided::script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ports=1 | 'disabled' | SELinux is disabled on this host.
          ports=ssh | '' | not a port or a range of ports: ssh
          """)
  void refusesWhatCannotBeSet(String options, String seen, String message) {
    Decided decided =
        Decided.checked(new Seport(), Seport.Args.class, "proto=tcp setype=x " + options, seen);
    assertEquals(message, decided.text("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void readsTheHost(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    Object[] options = {"ports", "8991, 8992", "proto", "tcp", "setype", "ssh_port_t"};
    var tools =
        new FakeTools(host, dir, shell)
            .tool("selinuxenabled", ":")
            .tool(
                "semanage",
                "case $2 in -l) cat \"$d/ports\" 2>/dev/null; :;;"
                    + " *) echo \"$4 $6 $7\" >>\"$d/ports\";; esac");
    Result first = host.run(new Seport(), options);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("ssh_port_t tcp 8991\nssh_port_t tcp 8992\n", tools.read("ports"));
    assertFalse(host.run(new Seport(), options).isChanged());
    tools.tool("semanage", "echo 'no policy' >&2; exit 1");
    Result failed = host.run(new Seport(), options);
    assertEquals("no policy", failed.fields().text("msg").orElse(failed.toString()));
  }
}
