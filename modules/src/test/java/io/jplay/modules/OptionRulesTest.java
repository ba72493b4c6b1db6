package io.jplay.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jplay.core.api.TaskModule;
import io.jplay.core.exec.ArgumentBinder;
import io.jplay.modules.testing.TestArgs;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What options need beside them, refused before anything is read on a host; the texts are
/// ansible-core 2.18's (those of community.general and ansible.posix for theirs).
class OptionRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          builtin.Group | name=a non_unique=yes | non_unique is True but all of the following are missing: gid
          builtin.Cron | name=a env=yes insertafter=b insertbefore=c | 'parameters are mutually exclusive: insertafter|insertbefore'
          builtin.Git | repo=a dest=b archive_prefix=c | missing parameter(s) required by 'archive_prefix': archive
          builtin.Iptables | jump=ACCEPT | flush is False but all of the following are missing: chain
          builtin.Iptables | flush=no jump=ACCEPT | flush is False but all of the following are missing: chain
          builtin.Iptables | chain=INPUT jump=TEE | jump is TEE but all of the following are missing: gateway
          builtin.Iptables | chain=INPUT set_dscp_mark=1 | missing parameter(s) required by 'set_dscp_mark': jump
          builtin.Systemd | state=started | missing parameter(s) required by 'state': name
          builtin.Systemd | daemon_reload=yes masked=no | missing parameter(s) required by 'masked': name
          general.Ufw | rule=allow interface=eth0 | missing parameter(s) required by 'interface': direction
          posix.Firewalld | source=10.0.0.1 state=enabled | missing parameter(s) required by 'source': permanent
          posix.Firewalld | interface=e permanent=yes state=enabled | missing parameter(s) required by 'interface': zone
          builtin.Debconf | name=a question=b | parameters are required together: question, vtype, value
          """)
  void refuses(String module, String options, String message) throws Exception {
    var given = new LinkedHashMap<String, Object>();
    Stream.of(options.split(" ")).map(o -> o.split("=", 2)).forEach(o -> given.put(o[0], o[1]));
    var type = Class.forName(getClass().getPackageName() + "." + module);
    var bound = TestArgs.bind((TaskModule<?>) type.getConstructor().newInstance(), given);
    var bad = assertInstanceOf(ArgumentBinder.Bound.Bad.class, bound);
    assertEquals(message, bad.result().fields().text("msg").orElse(""));
  }
}
