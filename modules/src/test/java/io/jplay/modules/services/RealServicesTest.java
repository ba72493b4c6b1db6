package io.jplay.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.builtin.Service;
import io.jplay.modules.testing.Lab;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The service module with the real OpenRC and the real scripts of System V, in a root of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealServicesTest {
  private static final Map<String, String> PROGRAMS =
      Map.of("openrc", "rc-service", "sysvinit", "update-rc.d");

  private Lab lab;

  @BeforeAll
  void open(@TempDir Path dir) {
    lab = Lab.open(dir);
    lab.script("services.sh");
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Result run(String system, String options, boolean check) {
    var map = new LinkedHashMap<String, Object>();
    map.put("use", system);
    Stream.of(options.split(" ")).map(pair -> pair.split("=", 2)).forEach(p -> map.put(p[0], p[1]));
    var host = lab.harness("apt");
    return host.run(new Service(), host.context(new Mode(check, true)), map);
  }

  private String shell(String text) {
    return lab.run("sh", "-c", "PATH=$PATH:/sbin:/usr/sbin; " + text).strip();
  }

  /// A process in the background is waited for until it is the program: OpenRC stops no other.
  private String pid(String name) {
    return shell(
        """
        p=$(cat /run/%s.pid 2>/dev/null) && kill -0 $p 2>/dev/null || exit 0
        n=0
        until grep -q sleep /proc/$p/comm || [ $n = 50 ]; do sleep 0.1; n=$((n + 1)); done
        echo $p
        """
            .formatted(name));
  }

  private void does(String system, String options, boolean changes) {
    if (changes) {
      Result would = run(system, options, true);
      assertTrue(would.isChanged() && !would.isFailed(), () -> would.fields().toString());
    }
    Result result = run(system, options, false);
    assertFalse(result.isFailed(), () -> result.fields().toString());
    assertEquals(changes, result.isChanged(), () -> result.fields().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "openrc, lab-rc, rc-update show default | grep -q lab-rc",
    "sysvinit, lab-sysv, ls /etc/rc2.d/S??lab-sysv"
  })
  void bringsAServiceThroughItsLife(String system, String name, String isEnabled) {
    String program = PROGRAMS.get(system);
    Assumptions.assumeTrue(Lab.isInstalled(program), "needs " + program);
    does(system, "name=" + name + " state=started", true);
    String first = pid(name);
    assertNotEquals("", first);
    does(system, "name=" + name + " state=started", false);
    assertEquals(first, pid(name));
    does(system, "name=" + name + " state=restarted", true);
    assertNotEquals(first, pid(name));
    shell("rm -f /tmp/reloads");
    does(system, "name=" + name + " state=reloaded", true);
    assertEquals("reloaded", shell("cat /tmp/reloads"));
    does(system, "name=" + name + " enabled=yes", true);
    shell(isEnabled);
    does(system, "name=" + name + " enabled=yes state=started", false);
    does(system, "name=" + name + " enabled=no state=stopped", true);
    shell("! { " + isEnabled + "; } >/dev/null 2>&1");
    does(system, "name=" + name + " enabled=no state=stopped", false);
    assertEquals("", pid(name));
    assertTrue(run(system, "name=lab-nosuch state=started", false).isFailed());
  }
}
