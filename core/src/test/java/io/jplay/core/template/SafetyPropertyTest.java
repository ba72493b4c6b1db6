package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random chains of filters and roads over text of a target and over secrets. The text holds
/// templates whose result would be PWNED: it may never show. The secret may show nowhere, in no
/// derived form.
class SafetyPropertyTest {
  private static final int CHAINS = 10_000;
  private static final String SECRET = "s3cr3tV4lue";
  private static final List<String> EVIL =
      List.of(
          "{{ 'PW' ~ 'NED' }}",
          "{% set x = 'PW' ~ 'NED' %}{{ x }}",
          "a {{ 'PW' + 'NED' }} b",
          "{# c #}{{ ['PW', 'NED'] | join }}",
          "[\"{{ 'PW' ~ 'NED' }}\", 1]",
          "{\"k\": \"{{ 'PW' ~ 'NED' }}\"}",
          "#jinja2: variable_start_string:'<<', variable_end_string:'>>'\n<< 'PW' ~ 'NED' >>",
          "{{ lookup('items', 'PW' ~ 'NED') }}");

  private static final List<String> FILTERS =
      List.of(
          "upper",
          "lower",
          "trim",
          "title",
          "capitalize",
          "replace('a', 'b')",
          "regex_replace('z', 'y')",
          "regex_search('.*')",
          "regex_findall('.+')",
          "regex_escape",
          "string",
          "list",
          "join",
          "join(',')",
          "first",
          "last",
          "reverse",
          "sort",
          "unique",
          "b64encode",
          "b64decode",
          "to_json",
          "from_json",
          "to_nice_json",
          "to_yaml",
          "from_yaml",
          "to_nice_yaml",
          "quote",
          "urlencode",
          "default('x')",
          "default('', true)",
          "ternary('a', 'b')",
          "center(80)",
          "indent(2)",
          "indent(2, true)",
          "wordwrap(10)",
          "truncate(500)",
          "escape",
          "forceescape",
          "safe",
          "striptags",
          "batch(3)",
          "slice(2)",
          "map('upper')",
          "map('string')",
          "select",
          "reject('undefined')",
          "flatten",
          "zip(['q'])",
          "product(['r'])",
          "combine({'z': 1})",
          "dict2items",
          "items2dict",
          "split(' ')",
          "splitlines",
          "basename",
          "dirname",
          "expanduser",
          "comment",
          "hash('sha1')",
          "checksum",
          "md5",
          "to_uuid",
          "int",
          "float",
          "bool",
          "length",
          "count",
          "min",
          "max",
          "random(seed=1)",
          "shuffle(seed=1)",
          "union(['u'])",
          "difference(['d'])",
          "intersect(['d'])",
          "symmetric_difference(['s'])",
          "groupby(0)",
          "dictsort",
          "items",
          "xmlattr",
          "pprint",
          "format(1)",
          "wordcount",
          "type_debug",
          "mandatory",
          "extract([1, 2])",
          "human_readable",
          "strftime",
          "urlsplit",
          "win_basename",
          "splitext",
          "community.general.json_query('@')",
          "community.general.dict",
          "ansible.utils.ipaddr",
          "password_hash('sha256', 'abcdefgh', rounds=1000)",
          "json_query('[0]')");

  /// What is done with the result, in `r`: the value of a registered variable or fact.
  private static final List<String> ROADS =
      List.of(
          "{{ r }}",
          "x{{ r }}y",
          "{{ r ~ '' }}",
          "{{ [r, r] }}",
          "{{ {'k': r} }}",
          "{{ {'k': r}.k }}",
          "{{ nope | default(r) }}",
          "{{ again }}",
          "{{ deeper.a.b }}",
          "{{ hostvars.h.r }}",
          "{{ hostvars['h']['r'] | string }}",
          "{{ lookup('vars', 'r') }}",
          "{{ lookup('items', r) }}",
          "{{ query('items', r) }}",
          "{{ query('list', [r]) }}",
          "{{ query('nested', [r], [1]) }}",
          "{{ query('together', [r], [1]) }}",
          "{{ lookup('indexed_items', [r]) }}",
          "{{ lookup('dict', {'a': r}) }}",
          "{{ lookup('env', r | string) }}",
          "{{ lookup('file', r | string, errors='ignore') }}",
          "{{ lookup('first_found', [r | string], skip=true) }}",
          "{{ lookup('template', 'show.j2') }}",
          "{{ lookup('varnames', 'r') }}",
          "{{ query('flattened', r) }}",
          "{{ query('random_choice', r) }}",
          "{{ vars.r }}",
          "{{ vars['r'] }}",
          "{% include r | string ignore missing %}",
          "{% include 'show.j2' %}",
          "{% for i in [r] %}{{ i }}{% endfor %}",
          "{% for i in r %}{{ i }}{% endfor %}",
          "{% set q = r %}{{ q }}",
          "{% set q %}{{ r }}{% endset %}{{ q }}",
          "{% macro m(a, b=r) %}{{ a }}{{ b }}{% endmacro %}{{ m(r) }}",
          "{% filter upper %}{{ r }}{% endfilter %}",
          "{% set ns = namespace(v=r) %}{{ ns.v }}",
          "{% set l = [] %}{% set _ = l.append(r) %}{{ l }}",
          "{{ '%s' | format(r) }}",
          "{{ '{}'.format(r) }}",
          "{{ r if true else 1 }}",
          "{{ (r | string).split(' ') | join(' ') }}",
          "{{ (r | string)[0:200] }}",
          "{{ (r | string) + 'z' }}",
          "{{ [r] | map('default', 'x') | list }}",
          "{{ undef(hint=r | string) | default(r) }}",
          "{{ dict(a=r) }}");

  private record Bench(Templar templar, MapScope scope) {
    Bench with(Value r) {
      var all = new LinkedHashMap<>(scope.variables());
      all.put("r", r);
      Deferred host = () -> Dict.of(Map.of("r", r));
      all.put("hostvars", Dict.of(Map.of("h", host)));
      all.put("vars", Dict.of(Map.of("r", r)));
      return new Bench(templar, new MapScope(all));
    }

    Value render(String text) {
      return templar.render(Template.ofTrusted(text, Tag.NONE), scope);
    }
  }

  private static Bench bench(Value input) {
    var files = Map.of("show.j2", "<{{ r }}|{{ again }}>");
    var templar = new Templar(new FakeEnvironment(files, false), PluginRegistry.standard());
    var variables = new LinkedHashMap<String, Value>();
    variables.put("input", input);
    variables.put("again", Template.ofTrusted("{{ r }}", Tag.NONE));
    variables.put(
        "deeper",
        Dict.of(Map.of("a", Dict.of(Map.of("b", Template.ofTrusted("{{ again }}", Tag.NONE))))));
    return new Bench(templar, new MapScope(variables));
  }

  private static String chain(Random random) {
    var text = new StringBuilder("{{ input");
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(" | ").append(FILTERS.get(random.nextInt(FILTERS.size())));
    }
    return text.append(" }}").toString();
  }

  @Test
  void textOfATargetIsNeverEvaluated() {
    var random = new Random(20_18);
    int finished = 0;
    for (int i = 0; i < CHAINS; i++) {
      Value input = evil(random);
      Bench start = bench(input);
      String chain = chain(random);
      Value result;
      try {
        result = start.render(chain);
      } catch (JplayException e) {
        continue;
      }
      Bench bench = start.with(result);
      String road = ROADS.get(random.nextInt(ROADS.size()));
      String what = chain + "  then  " + road + "  of  " + PythonText.repr(input);
      try {
        Value shown = bench.render(road);
        assertHarmless(shown, what);
        assertHarmless(bench.templar.render(shown, bench.scope), what + " once more");
        assertHarmless(bench.with(shown).render("{{ r }}{{ [r] }}"), what + " set as a fact");
        finished++;
      } catch (JplayException e) {
        assertTrue(!String.valueOf(e.getMessage()).contains("PWNED"), what);
      }
      file(bench, what);
      condition(bench, result, what);
    }
    assertTrue(finished > CHAINS / 4, "only " + finished + " chains came to their end");
  }

  private static Value evil(Random random) {
    Value text = new Str(EVIL.get(random.nextInt(EVIL.size())), Tag.REMOTE);
    return switch (random.nextInt(5)) {
      case 0 -> Seq.of(text, Str.of("plain"));
      case 1 -> Dict.of(Map.of("stdout", text)).withTag(Tag.REMOTE);
      case 2 -> Dict.of(Map.of("a", Seq.of(text)));
      default -> text;
    };
  }

  private static void assertHarmless(Value value, String what) {
    assertTrue(!PythonText.str(value).contains("PWNED"), () -> what + " gave " + value);
    assertTrue(!holdsTemplate(value), () -> what + " gave a template");
  }

  private static boolean holdsTemplate(Value value) {
    return switch (value) {
      case Template t -> true;
      case Seq s -> s.stream().anyMatch(SafetyPropertyTest::holdsTemplate);
      case Dict d ->
          d.entries().entrySet().stream()
              .anyMatch(e -> holdsTemplate(e.getKey()) || holdsTemplate(e.getValue()));
      default -> false;
    };
  }

  private static void file(Bench bench, String what) {
    try {
      var file = SourceText.of("t.j2", "{{ r }}{% for x in [r] %}{{ x }}{% endfor %}");
      Str text = bench.templar.renderFile(file, bench.scope, Map.of());
      assertTrue(!text.text().contains("PWNED"), what);
    } catch (JplayException e) {
      // an undefined value, or one that cannot be shown
    }
  }

  /// A condition that is text of a target is refused; one over it compares, and evaluates nothing.
  private static void condition(Bench bench, Value result, String what) {
    try {
      bench.templar.test(Str.of("'PWNED' in (r | string)"), bench.scope);
      assertTrue(
          !bench.templar.test(Str.of("'PWNED' in (r | string)"), bench.scope),
          () -> what + " in a condition");
      if (result instanceof Str s && s.text().contains("{{")) {
        bench.templar.test(Template.ofTrusted("{{ r }}", Tag.NONE), bench.scope);
        assertTrue(false, () -> what + " became a condition");
      }
    } catch (JplayException e) {
      assertTrue(!String.valueOf(e.getMessage()).contains("PWNED"), what);
    }
  }

  @Test
  void derivedSecretsAreMasked() throws NoSuchAlgorithmException {
    var random = new Random(4);
    List<String> forms = forms();
    int finished = 0;
    for (int i = 0; i < CHAINS; i++) {
      Value secret = new Str(SECRET, Tag.SECRET);
      Value input =
          switch (random.nextInt(4)) {
            case 0 -> Seq.of(secret, Str.of("plain"));
            case 1 -> Dict.of(Map.of("pw", secret));
            default -> secret;
          };
      Bench start = bench(input);
      String chain = chain(random);
      String road = ROADS.get(random.nextInt(ROADS.size()));
      Value shown;
      try {
        shown = start.with(start.render(chain)).render(road);
      } catch (JplayException e) {
        assertMasked(String.valueOf(e.getMessage()), forms, chain + "  then  " + road);
        continue;
      }
      assertMasked(PythonText.str(Masking.masked(shown)), forms, chain + "  then  " + road);
      finished++;
    }
    assertTrue(finished > CHAINS / 4, "only " + finished + " chains came to their end");
  }

  private static List<String> forms() throws NoSuchAlgorithmException {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    var forms = new ArrayList<String>();
    forms.add(SECRET.substring(0, 6));
    forms.add(SECRET.substring(5));
    forms.add(new StringBuilder(SECRET).reverse().toString());
    forms.add(Base64.getEncoder().encodeToString(bytes).substring(0, 12));
    for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
      forms.add(HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes)));
    }
    return forms;
  }

  private static void assertMasked(String text, List<String> forms, String what) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String form : forms) {
      assertTrue(!lower.contains(form.toLowerCase(Locale.ROOT)), () -> what + " shows " + text);
    }
  }

  @Test
  void slicesHashesAndJoinsOfSecretsAreSecret() {
    Bench bench = bench(new Str(SECRET, Tag.SECRET)).with(new Str(SECRET, Tag.SECRET));
    for (String expression :
        List.of(
            "r[1:3]",
            "r[::-1]",
            "r | hash('sha256')",
            "r | b64encode | upper",
            "['a', r] | join",
            "{'a': r} | to_json",
            "r | length",
            "r | list | first",
            "'%s' % r",
            "r * 2",
            "r.split('c')[0]",
            "[r] | map('upper') | list | to_yaml",
            "lookup('items', [r])")) {
      Value value = bench.render("{{ " + expression + " }}");
      assertEquals(Taint.SECRET, Taints.deep(value), expression);
    }
  }
}
