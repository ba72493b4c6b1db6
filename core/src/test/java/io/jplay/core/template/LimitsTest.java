package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Templates that would run for ever or fill the memory end with a clear message, in bounded time.
class LimitsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Templar templar =
      new Templar(
          new FakeEnvironment(Map.of("me.j2", "{% include 'me.j2' %}"), false),
          PluginRegistry.standard(),
          Duration.ofSeconds(2));
  private final MapScope scope =
      new MapScope(
          Map.of(
              "n", Int.of(1),
              "self", Template.ofTrusted("{{ other }}", Tag.NONE),
              "other", Template.ofTrusted("{{ self }}", Tag.NONE),
              "long", Str.of("a".repeat(40) + "!")));

  private Diagnostic failure(String text) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () ->
            assertThrows(
                    JplayException.class,
                    () -> templar.render(Template.ofTrusted(text, Tag.NONE), scope),
                    text)
                .diagnostic());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        // depth
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}#templates, macros or loops within one",
        "{% include 'me.j2' %}#templates, macros or loops within one",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}#templates, macros or loops within"
            + " one",
        // size of the output and of values
        "{{ 'x' * 99999999999 }}#more than 268435456 characters",
        "{{ 'x'.center(9999999999) }}#more than 268435456 characters",
        "{{ 'x'.ljust(9999999999) }}#more than 268435456 characters",
        "{{ '%9999999999d' % 1 }}#characters",
        "{{ '{:>9999999999}'.format(1) }}#characters",
        "{{ 'x' | center(9999999999) }}#characters",
        "{{ 'x' | indent(9999999999, true) }}#characters",
        "{{ ('x' * 200000000) ~ ('y' * 200000000) }}#characters",
        "{{ 2 ** 99999999999 }}#",
        "{{ range(99999999999) }}#more than 10000000 elements",
        "{{ [1] * 99999999999 }}#more than 10000000 elements",
        "{{ range(100000) | product(range(100000)) | list }}#elements",
        "{{ range(40) | permutations | list }}#elements",
        "{{ range(60) | combinations(30) | list }}#elements",
        // turns of loops
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}#",
        // time: one slow filter, one slow pattern, many fast ones
        "{{ long | regex_search('^(a+)+b\\1$') }}#the regular expression took longer than",
        "{{ long | regex_replace('^(a|aa)+b\\1$', 'x') }}#the regular expression took longer than",
        "{{ long is match('^(a?a+)+b\\1$') }}#the regular expression took longer than",
        "{{ range(3000000) | map('string') | map('hash', 'sha512') | list | length }}#took more"
            + " than 2 seconds",
        "{{ range(2000) | product(range(2000)) | map('join') | map('hash', 'sha512') | list |"
            + " length }}#took more than 2 seconds",
        "{{ 'x' | password_hash('sha512', 'abcdefgh', rounds=999999999) }}#rounds",
        "{{ 'x' | password_hash('bcrypt', rounds=31) }}#rounds",
      })
  void stopsWithAClearMessage(String text, String message) {
    Diagnostic d = failure(text);
    assertEquals("JP1407", d.code(), () -> text + ": " + d.detail());
    assertTrue(d.detail().contains(message == null ? "" : message), d.detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ self }}#recursive loop detected",
        "{{ [self] | length }}#recursive loop detected"
      })
  void showsCirclesOfVariables(String text, String message) {
    assertTrue(failure(text).detail().contains(message));
  }
}
