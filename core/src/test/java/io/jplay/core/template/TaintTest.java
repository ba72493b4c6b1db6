package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text from hosts is never evaluated and secrets stay known as such, whatever is done with them.
class TaintTest {
  private static final String EVIL = "{{ 7 * 191 }}";
  private final Templar templar =
      new Templar(
          new FakeEnvironment(Map.of("e.csv", "k\tv\n", "e.ini", "[s]\nk=v\n"), false),
          PluginRegistry.standard());
  private final MapScope scope =
      new MapScope(
          Map.of(
              "evil", new Str(EVIL, Tag.REMOTE),
              "reg", Dict.of(Map.of("stdout", new Str(EVIL, Tag.REMOTE))).withTag(Tag.REMOTE),
              "evils", Seq.of(new Str(EVIL, Tag.REMOTE), Str.of("plain")),
              "again", Template.ofTrusted("{{ evil }}!", Tag.NONE),
              "password", new Vaulted("terces", Tag.NONE),
              "user",
                  Dict.of(Map.of("name", Str.of("ann"), "key", new Vaulted("terces", Tag.NONE))),
              "users",
                  Seq.of(Dict.of(Map.of("name", Str.of("bob"), "pw", new Str("s3", Tag.SECRET))))));

  private Value render(String template) {
    return templar.render(Template.ofTrusted(template, Tag.NONE), scope);
  }

  /// Asked of the variable itself: what it is rendered to is no vault text any more.
  @Test
  void aVaultedVariableIsEncryptedUntilItIsUsed() {
    assertEquals("True", PythonText.str(render("{{ password is vault_encrypted }}")));
    assertEquals(
        "True False",
        PythonText.str(
            render(
                "{{ password is ansible.builtin.vault_encrypted }}"
                    + " {{ (password ~ '') is vault_encrypted }}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ evil }}",
        "x{{ evil }}",
        "{{ evil ~ '' }}",
        "{{ evil + 'x' }}",
        "{{ again }}",
        "{{ reg.stdout }}",
        "{{ reg['stdout'] | trim }}",
        "{{ evil | upper }}",
        "{{ evil | replace('7', '8') }}",
        "{{ evil.strip() }}",
        "{{ evil | b64encode | b64decode }}",
        "{{ [evil] | join }}",
        "{{ evils | map('upper') | join(',') }}",
        "{{ evil[0:5] }}",
        "{{ '%s' % evil }}",
        "{{ '{}'.format(evil) }}",
        "{{ nope | default(evil) }}",
        "{% set x = evil %}{{ x }}",
        "{% for c in evil %}{{ c }}{% endfor %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(evil) }}",
        "{% filter upper %}{{ evil }}{% endfilter %}",
        "{% set ns = namespace(a=evil) %}{{ ns.a }}",
        "{{ {'a': evil}.a }}",
        "{{ {'a': evil} | to_json }}",
        "{{ evil if true else 1 }}",
        "{{ evil.split(' ') | first }}",
        "{{ evil | regex_replace('x', 'y') }}",
        "{{ evil | list | join }}",
      })
  void remoteTextStaysRemoteAndIsNotEvaluated(String template) {
    Value value = render(template);
    assertTrue(value instanceof Str, () -> value.getClass().toString());
    assertTrue(value.isRemote(), () -> template + " lost its taint");
    assertFalse(PythonText.str(value).contains("1337"));
    // a reader that renders the result once more gets the same text
    assertEquals(value, templar.render(value, scope));
    assertInstanceOf(Str.class, Template.ofTrusted(PythonText.str(value), value.tag()));
  }

  @Test
  void partsOfContainersKeepTheirOwnTaint() {
    var list = (Seq) render("{{ [evil, 'a'] }}");
    assertTrue(list.at(0).isRemote());
    assertFalse(list.at(1).isRemote());
    var names = (Seq) render("{{ users | map(attribute='name') | list }}");
    assertFalse(names.at(0).isSecret());
    assertTrue(((Seq) render("{{ users | map(attribute='pw') | list }}")).at(0).isSecret());
    assertFalse(render("{{ query('list', 'a', password) | first }}").isSecret());
  }

  @Test
  void remoteTextThatLooksLikeDataBecomesTaintedData() {
    var json = new MapScope(Map.of("out", new Str("{\"a\": [\"{{ 1 }}\"]}", Tag.REMOTE)));
    var dict = (Dict) templar.render(Template.ofTrusted("{{ out }}", Tag.NONE), json);
    Value inner = ((Seq) dict.get("a").orElseThrow()).at(0);
    assertEquals(Str.of("{{ 1 }}"), inner);
    assertTrue(inner.isRemote());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ password }}",
        "pw={{ password }}",
        "{{ password | upper }}",
        "{{ password | b64encode }}",
        "{{ password | hash('sha256') }}",
        "{{ password[1:3] }}",
        "{{ user.key }}",
        "{{ [password, 'x'] | join('-') }}",
        "{{ user | to_json }}",
        "{% set p = password %}{{ p }}",
        "{{ lookup('csvfile', 'none', file='e.csv', default=password) }}",
        "{{ lookup('ini', 'none', section='s', file='e.ini', default=password) }}",
        "{{ lookup('csvfile', password, file='e.csv', default='none') }}",
        "{{ query('list', 'a', password) | last }}",
      })
  void secretsStaySecret(String template) {
    assertTrue(render(template).isSecret(), template);
  }

  @Test
  void aConditionFromAHostIsRefused() {
    var e =
        assertThrows(JplayException.class, () -> templar.test(new Str("true", Tag.REMOTE), scope));
    assertTrue(String.valueOf(e.getMessage()).contains("marked as unsafe"));
    assertThrows(
        JplayException.class,
        () -> templar.test(Template.ofTrusted("{{ evil }}", Tag.NONE), scope));
  }

  @Test
  void filesKeepTheTaintOfWhatIsInThem() {
    Str text =
        templar.renderFile(SourceText.of("t.j2", "a {{ password }} {{ evil }}"), scope, Map.of());
    assertEquals(Taint.SECRET_REMOTE, text.taint());
  }
}
