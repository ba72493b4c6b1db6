package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateSurveyTest {
  private static TemplateSurvey survey(String text) {
    var walk = new SurveyWalk(new TemplateReader().value(new Template(text, Tag.NONE)));
    walk.template();
    return walk.result();
  }

  /// Variables, those that are not surely read with a question mark.
  private static String variables(String text) {
    return survey(text).uses().stream()
        .filter(use -> use.kind() == TemplateSurvey.Kind.VARIABLE)
        .map(use -> use.name() + (use.isCertain() ? "" : "?"))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{ a }}; a",
        "{{ a.b[c] }}; a c",
        "{{ a and b }}; a b?",
        "{{ a or b }}; a b?",
        "{{ b if a else c }}; a b? c?",
        "{{ a | default(b) }}; a? b?",
        "{{ a | d(b) | upper }}; a? b?",
        "{{ a is defined }}; a?",
        "{{ a is defined and a == 1 }}; a? a?",
        "{% if a %}{{ b }}{% elif c %}{% endif %}; a b? c?",
        "{% for x in xs %}{{ x }}{{ loop.index }}{{ y }}{% endfor %}; xs y?",
        "{% set x = 1 %}{{ x }}{{ y }}; y",
        "{% macro m(p) %}{{ p }}{{ z }}{% endmacro %}{{ m(1) }}; z?",
        "{{ [a, b] | select('defined') | list }}; a? b?",
        "{{ x | ternary(a, b) }}; x a? b?",
        "{{ range(3) | map('string') | join(lookup('env', 'HOME')) }}; ''",
      })
  void tellsWhatIsSurelyRead(String text, String expected) {
    assertEquals(expected, variables(text));
  }

  @Test
  void notesWhatMayBeAbsent() {
    assertEquals(
        new TreeSet<>(List.of("a", "b", "c", "d")),
        new TreeSet<>(
            survey("{{ a is not defined }}{{ b.x | default(1) }}{{ vars['c'] }}{{ 'd' in vars }}")
                .guarded()));
  }

  @Test
  void findsPlugInsAndPatterns() {
    String uses =
        survey(
                "{{ a | regex_replace('(', '') | map('upper') | select('match', '[') }}"
                    + "{{ query('fileglob', 'x') }}{{ groups['web'] }}{% include 'b.j2' %}")
            .uses()
            .toString();
    for (String each :
        new String[] {
          "FILTER regex_replace",
          "PATTERN (",
          "FILTER upper",
          "TEST match",
          "PATTERN [",
          "LOOKUP fileglob",
          "GROUP web",
          "FILE b.j2"
        }) {
      assertTrue(uses.contains(each), each + " in " + uses);
    }
  }
}
