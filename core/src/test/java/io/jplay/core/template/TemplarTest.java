package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplarTest {
  private static final Map<String, Value> VARIABLES =
      Map.of(
          "port", Int.of(8080),
          "name", Str.of("web"),
          "names", Seq.ofTexts(List.of("a", "b")),
          "cfg", Dict.of(Map.of("x", Int.of(1))),
          "chain", Template.ofTrusted("{{ link }}", Tag.NONE),
          "link", Template.ofTrusted("{{ prot }}", Tag.NONE),
          "loop_a", Template.ofTrusted("{{ loop_b }}", Tag.NONE),
          "loop_b", Template.ofTrusted("{{ loop_a }}", Tag.NONE));
  private static final Map<String, String> FILES =
      Map.of(
          "base.j2", "[{% block a %}A{% endblock %}|{{ self.a() }}]",
          "child.j2",
              "{% extends 'base.j2' %}{% set v = 'V' %}{% block a %}{{ v }}{{ super() }}{% endblock"
                  + " %}",
          "m.j2",
              "{% macro f(x, y=2) %}{{ x }}{{ y }}{{ caller() if caller is defined else '' }}{%"
                  + " endmacro %}");
  private final Templar templar =
      new Templar(new FakeEnvironment(FILES, false), PluginRegistry.standard());
  private final MapScope scope = new MapScope(VARIABLES);

  private String file(String template) {
    return templar.renderFile(SourceText.of("t.j2", template), scope, Map.of()).text();
  }

  private Value value(String template) {
    return templar.render(Template.ofTrusted(template, Tag.NONE), scope);
  }

  @Test
  void aNumberKeepsItsTypeOnlyAloneInBraces() {
    assertEquals(Int.of(8080), value("{{ port }}"));
    assertEquals(Int.of(8080), value("{{port}}\n"));
    assertEquals(Str.of("8080"), value("{{ (port) }}"));
    assertEquals(Str.of("8080"), value("{{- port -}}"));
    assertEquals(Str.of("8080"), value("{# c #}{{ port }}"));
    assertEquals(Bool.of(true), value("{{ port == 8080 }}\n"));
    assertEquals(Bool.of(true), value("{{ 'True' }}\n"));
  }

  @Test
  void readsLineStatementsAndComments() {
    assertEquals(
        "a\n8080b\n  c\n",
        file(
            "#jinja2: line_statement_prefix:\":\", line_comment_prefix:\"##\"\n"
                + "a ## gone\n  : if port\n{{ port }}b\n: endif\n\n  c\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "gP9BAMM= | b64decode | b64encode, gP9BAMM=",
    "gP9BAMM= | b64decode | length, 5",
    "gP9BAMM= | b64decode | hash, fe359f88f1921375bb46ce34a100d2b41674f63f",
    "gP9BAMM= | b64decode | urlencode, %80%FFA%00%C3"
  })
  void bytesThatAreNoTextSurviveFilters(String call, String expected) {
    String[] parts = call.split(" ", 2);
    assertEquals(expected, file("{{ '%s' %s }}".formatted(parts[0], parts[1])));
  }

  @Test
  void namesTheClassOfAValueAndNothingBehindIt() {
    assertEquals(Str.of("list"), value("{{ names.__class__.__name__ }}"));
    assertEquals(Str.of("none"), value("{{ name.__class__.__mro__ | default('none') }}"));
  }

  @Test
  void keepsATextThatAFilterMadeWithALineEndBehindIt() {
    assertEquals(Str.of("{\"x\": 1}\n"), value("{{ cfg | to_json }}\n"));
  }

  @Test
  void passesUndefinedArgumentsOnWhereTheyMayNotBeUsed() {
    assertEquals(Str.of("b"), value("{{ true | ternary('b', nope) }}"));
    assertEquals(Str.of("d"), value("{{ 'k' | extract(nope) | default('d') }}"));
  }

  private Diagnostic failure(String text, SourceRange origin) {
    var template = new Template(text, Tag.at(origin));
    return assertThrows(JplayException.class, () -> templar.render(template, scope)).diagnostic();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{% set l = [] %}{% for n in names %}{% set _ = l.append(n ~ loop.index) %}{% endfor %}{{ l"
            + " }}#['a1', 'b2']",
        "{% set d = {} %}{% for n in names %}{{ d.setdefault('k', []).append(n) or '' }}{% endfor"
            + " %}{{ d }}#{'k': ['a', 'b']}",
        "{% do names.append('c') %}{{ names }}{{ names | length }}#['a', 'b', 'c']3",
        "{% do cfg.update({'y': 2}) %}{{ cfg.y }}#2",
        "{% set ns = namespace(n=0) %}{% for i in range(4) %}{% set ns.n = ns.n + i %}{% endfor"
            + " %}{{ ns.n }}#6",
        "{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i > 3 %}{% break %}{%"
            + " endif %}{{ i }}{% endfor %}#013",
        "{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}#1",
        "{% extends 'base.j2' %}{% block a %}B{% endblock %}ignored#[B|B]",
        "{% include 'child.j2' %}#[VA|VA]",
        "{% from 'm.j2' import f %}{{ f(1) }}{{ f(1, y=3) }}{% call f(4) %}C{% endcall %}#121342C",
        "{% import 'm.j2' as m %}{{ m.f('q') }}#q2",
        "{%- for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor -%}  #a=1",
        "{% raw %}{{ x }}{% endraw %}#{{ x }}",
        "{{ '%05.1f' % 3.14159 }} {{ '{:>4}|{:<3}|{!r}'.format(1, 'a', 'q') }}#003.1    1|a  |'q'",
        "{% filter upper %}a{{ name }}{% endfilter %}#AWEB",
        "{{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }} {{ not 1 in [1] }}#True False False",
        "{{ names[-1] }}{{ name[::-1] }}{{ (1, 2, 3)[1:] }}#bbew(2, 3)",
        "{{ cfg['x'] if cfg.x is defined else 0 }}{{ 'no' if false }}#1",
        "{% set c = cycler('o', 'e') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}#oeo",
        "{% for i in [[1, [2]]] recursive %}{{ i if i is number else loop(i) }}{% endfor %}#12",
        "{{ 10 // 3 }}{{ -7 // 2 }}{{ -7 % 3 }}{{ 2 ** 10 }}#3-421024",
      })
  void rendersStatements(String template, String expected) {
    assertEquals(expected, file(template));
  }

  @Test
  void keepsTheTypesOfAnsible() {
    assertEquals(Int.of(8080), value("{{ port }}"));
    assertEquals(Str.of("8081"), value("{{ port + 1 }}"));
    assertEquals(Bool.of(true), value("{{ port == 8080 }}"));
    assertEquals(Seq.of(Int.of(1), Str.of("x")), value("[1, {{ \"'x'\" }}]"));
    assertEquals(Str.of("[1, 2]"), value("{{ [1, 2] | to_json }}"));
    assertInstanceOf(Omit.class, value("{{ nope | default(omit) }}"));
    assertEquals(Bool.of(true), value("{{ omit is string }}"));
    var args = new LinkedHashMap<String, Value>();
    args.put("a", Template.ofTrusted("{{ port }}", Tag.NONE));
    args.put("b", Seq.of(Template.ofTrusted("{{ name }}!", Tag.NONE)));
    assertEquals(
        "{'a': 8080, 'b': ['web!']}", PythonText.str(templar.render(Dict.of(args), scope)));
  }

  @Test
  void readsTheHeaderAndTheOptionsOfTheModule() {
    assertEquals("a\n\nb\n", file("#jinja2: trim_blocks: False\na\n{% if true %}{% endif %}\nb\n"));
    var settings =
        Map.<String, Value>of(
            "variable_start_string",
            Str.of("[["),
            "variable_end_string",
            Str.of("]]"),
            "newline_sequence",
            Str.of("\r\n"));
    var file = SourceText.of("t.j2", "[[ name ]] {{ x }}\n");
    assertEquals("web {{ x }}\r\n", templar.renderFile(file, scope, settings).text());
  }

  @Test
  void showsThePlaceInsideTheScalar() {
    var source = SourceText.of("site.yml", "- debug:\n    msg: \"it's\\t{{ prot }}\"\n");
    var origin = new SourceRange(source, 2, 10, 2, 28);
    Diagnostic d = failure("it's\t{{ prot }}", origin);
    assertEquals("site.yml:2:20", d.primary().label());
    assertEquals("JP1401", d.code());
    assertEquals("'prot' is undefined", d.detail());
    assertEquals("did you mean 'port'?", d.hint());
  }

  @Test
  void showsThePlaceInFoldedAndLiteralBlocks() {
    var source = SourceText.of("b.yml", "a: >-\n  one\n  two {{ 1 + name }}\n");
    Diagnostic d = failure("one two {{ 1 + name }}", new SourceRange(source, 1, 4, 3, 21));
    assertEquals("b.yml:3:12", d.primary().label());
    assertTrue(d.detail().contains("unsupported operand type(s) for +: 'int' and 'str'"));
    var file = SourceText.of("t.j2", "ok\n{{ name | uper }}\n");
    var e = assertThrows(JplayException.class, () -> templar.renderFile(file, scope, Map.of()));
    assertEquals("t.j2:2:11", e.diagnostic().primary().label());
    assertEquals("did you mean 'upper'?", e.diagnostic().hint());
  }

  @Test
  void anUndefinedVariableIsHarmlessUntilItIsUsed() {
    assertEquals(Str.of("d"), value("{{ chain | default('d') }}"));
    assertEquals(Bool.of(false), value("{{ nope.x.y is defined }}"));
    var result = templar.renderOrUndefined(Template.ofTrusted("{{ chain }}", Tag.NONE), scope);
    assertTrue(((Undefined) result).message().contains("'prot' is undefined"));
    assertThrows(JplayException.class, () -> value("{{ nope == 1 }}"));
  }

  @Test
  void showsTheCycleOfVariables() {
    Diagnostic d = failure("{{ loop_a }}", SourceRange.NONE);
    assertTrue(d.detail().contains("recursive loop detected in template string"));
    assertTrue(d.detail().contains("loop_a -> loop_b -> loop_a"), d.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'x' * 99999999999 }}",
        "{{ 2 ** 99999999999 }}",
        "{{ range(99999999999) }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ ('x' * 100000000) ~ ('x' * 200000000) }}",
        "{{ {} | json_query('!' * 5000) }}",
      })
  void refusesWhatUsesTooMuch(String template) {
    Diagnostic d = failure(template, SourceRange.NONE);
    assertEquals("JP1407", d.code(), d.detail());
  }

  @Test
  void datesOfTemplateFilesAreDates() {
    Clock clock = Clock.fixed(Instant.parse("2026-06-02T03:04:05Z"), ZoneOffset.UTC);
    var facts = new MapScope(TemplateFacts.of(Path.of("t.j2"), "t.j2", "", clock));
    String template = "{{ template_run_date.year }} {{ template_run_date.strftime('%Y-%m') }}";
    var file = SourceText.of("t.j2", template);
    assertEquals("2026 2026-06", templar.renderFile(file, facts, Map.of()).text());
  }

  @Test
  void refusesDeepNesting() {
    String deep = "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}";
    assertEquals("JP1402", failure(deep, SourceRange.NONE).code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {"port == 8080#true", "name#true", "'a' in names#true", "not cfg#false"})
  void testsBareExpressions(String condition, boolean expected) {
    assertEquals(expected, templar.test(Str.of(condition), scope));
  }

  @Test
  void testsListsAndValues() {
    assertTrue(templar.test(Seq.of(Str.of("port"), Bool.of(true)), scope));
    assertFalse(templar.test(Seq.of(Str.of("port"), Bool.of(false)), scope));
    assertTrue(templar.test(Template.ofTrusted("{{ port == 8080 }}", Tag.NONE), scope));
    assertTrue(templar.test(Str.of(" "), scope));
  }
}
