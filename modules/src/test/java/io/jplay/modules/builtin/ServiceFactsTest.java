package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceFactsTest {
  @TempDir Path dir;

  private static Dict services(Result result) {
    Dict facts = result.facts();
    return (Dict) facts.get("services").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "units/a.service loaded active running A; a.service; running; active; systemd",
        "units/a.service loaded active exited A; a.service; stopped; active; systemd",
        "units/a.service loaded failed failed A; a.service; stopped; failed; systemd",
        "units/a.service not-found inactive dead a; a.service; stopped; not-found; systemd",
        "files/a.service disabled enabled; a.service; unknown; disabled; systemd",
        "files/b.service alias/#asked/b.service/#states/ActiveState=active; b.service; active;"
            + " alias; systemd",
        "units/a.service loaded active running A/#files/a.service enabled enabled; a.service;"
            + " running; enabled; systemd",
        "units/a.service loaded failed failed A/#files/a.service enabled; a.service; stopped;"
            + " failed; systemd",
        "openrc/ a   started; a; started; ''; openrc",
        "chkconfig/running enabled a; a; running; enabled; sysv",
        "runit/run: |var|service|a: (pid 3) 5s; a; running; ''; runit",
        "runit/down: |var|service|a: 5s; a; stopped; ''; runit",
        "all/ [ + ]  a; a; running; ''; sysv",
        "all/ [ - ]  a; a; stopped; ''; sysv",
        "scripts/running a; a; running; ''; sysv",
      })
  void parses(String seen, String name, String state, String status, String source) {
    String said = "\036" + seen.replace('/', '\n').replace('#', '\036').replace('|', '/') + "\n";
    Decided d = Decided.of(new ServiceFacts(), ServiceFacts.Args.class, "", said);
    Dict entry = (Dict) services(d.result()).get(name).orElseThrow();
    assertEquals(state, entry.text("state").orElseThrow());
    assertEquals(status, entry.text("status").orElse(""));
    assertEquals(source, entry.text("source").orElseThrow());
  }

  @Test
  void namesTheRunlevelsOfOpenrc() {
    String seen = "\036levels\n a | boot default\n b |\n\036openrc\n a started\n b stopped\n";
    Dict all = services(Decided.of(new ServiceFacts(), ServiceFacts.Args.class, "", seen).result());
    assertEquals(
        Seq.ofTexts(List.of("boot", "default")),
        ((Dict) all.get("a").orElseThrow()).get("runlevels").orElseThrow());
    assertEquals(Optional.of(Null.NULL), ((Dict) all.get("b").orElseThrow()).get("runlevels"));
  }

  @Test
  void isSkippedWhereThereIsNothing() {
    Decided d = Decided.of(new ServiceFacts(), ServiceFacts.Args.class, "", "");
    assertEquals(Status.SKIPPED, d.result().status());
    assertEquals(
        "Failed to find any services. This can be due to privileges or some other configuration"
            + " issue.",
        d.text("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void asksAHost(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell)
        .tool("rc-status", "echo ' web [started]'")
        .tool("rc-update", "echo ' web | default'");
    Dict web = (Dict) services(host.run(new ServiceFacts())).get("web").orElseThrow();
    assertEquals("started", web.text("state").orElse(""));
    assertEquals(Optional.of(Seq.ofTexts(List.of("default"))), web.get("runlevels"));
  }
}
