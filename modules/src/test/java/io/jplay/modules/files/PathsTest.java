package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.modules.testing.Decided;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
  @ParameterizedTest
  @CsvSource({
    "~, {home}",
    "~/x, {home}/x",
    "~{user}, {home}",
    "~{user}/x, {home}/x",
    "~another/x, ~another/x",
    "$HOME/x, {home}/x",
    "${HOME}/x, {home}/x",
    "/srv/$USER, /srv/{user}",
    "/srv/${LOGNAME}.d, /srv/{user}.d",
    "$HOMES/$, $HOMES/$",
    "/a/~/$1, /a/~/$1",
  })
  void expandsWhatTheSessionKnows(String path, String expanded) {
    assertEquals(filled(expanded), Paths.expand(filled(path), Decided.FACTS));
  }

  @ParameterizedTest
  @CsvSource({
    "~deploy, /srv/deploy",
    "~deploy/.ssh/, /srv/deploy/.ssh/",
    "~daemon, /",
    "~daemon/x, /x",
    "~other/x, ~other/x",
    "/a/~deploy, /a/~deploy",
  })
  void expandsTheHomesOfAccounts(String path, String expanded) {
    var facts = Decided.FACTS.withHomes(Map.of("deploy", "/srv/deploy", "daemon", "/"));
    assertEquals(expanded, Paths.expand(path, facts));
  }

  private static String filled(String text) {
    return text.replace("{home}", Decided.FACTS.home()).replace("{user}", Decided.FACTS.user());
  }
}
