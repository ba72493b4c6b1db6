package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GetentTest {
  @TempDir Path dir;

  private static Dict facts(Result result, String database) {
    Dict facts = result.facts();
    return (Dict) facts.get("getent_" + database).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "database=passwd, a:x:1:2::/h:/s, a, '[x, 1, 2, , /h, /s]'",
    "database=group, g:x:1:a, g, '[x, 1, a]'",
    "database=hosts, '::1   localhost ip6', '::1', '[localhost, ip6]'",
    "database=services split=/, http 80/tcp, http 80, '[tcp]'",
  })
  void splitsEntries(String options, String line, String key, String fields) {
    Decided d = Decided.of(new Getent(), Getent.Args.class, options, line + "\n");
    String database = options.replaceFirst("database=(\\w+).*", "$1");
    var entry = (Seq) facts(d.result(), database).get(key).orElseThrow();
    assertEquals(
        fields, entry.stream().map(Object::toString).toList().toString(), d.result()::toString);
  }

  @ParameterizedTest
  @EnumSource
  void asksThisMachine(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result root = host.run(new Getent(), "database", "passwd", "key", "root");
    assertTrue(facts(root, "passwd").get("root").isPresent());
    Result missing = host.run(new Getent(), "database", "passwd", "key", "jplay-nosuch");
    assertEquals(
        "One or more supplied key could not be found in the database.",
        missing.fields().text("msg").orElseThrow());
    Result allowed =
        host.run(new Getent(), "database", "passwd", "key", "jplay-nosuch", "fail_key", false);
    assertEquals(Null.NULL, facts(allowed, "passwd").get("jplay-nosuch").orElseThrow());
    assertEquals(
        "Missing arguments, or database unknown.",
        host.run(new Getent(), "database", "nosuchdb", "key", "x")
            .fields()
            .text("msg")
            .orElseThrow());
  }
}
