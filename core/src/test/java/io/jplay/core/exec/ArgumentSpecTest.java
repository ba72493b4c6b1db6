package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/// What ansible-core 2.18 says to the same specification and arguments.
class ArgumentSpecTest {
  private static final String SPEC =
      """
      i: {type: int}
      f: {type: float}
      b: {type: bool}
      l: {type: list, elements: int}
      d: {type: dict}
      nested:
        type: dict
        options: {x: {type: int, required: true}, y: {choices: [a]}}
        required_together: [[x, y]]
        required_if: [[y, a, [q, r], true]]
        required_by: {y: z}
        mutually_exclusive: [[x, w]]
      each:
        type: list
        elements: dict
        options: {x: {required: true}, z: {type: list, elements: str, choices: [q, r]}}
      c: {choices: [1, 2]}
      s: {type: str, aliases: [alias1], choices: ['yes', 'no', other]}
      r: {required: true}
      """;

  private static Dict read(String text) {
    return (Dict) YamlReader.read(SourceText.of("spec", text), YamlReader.Options.TRUSTED).value();
  }

  private static List<String> problems(String arguments) {
    return ArgumentSpec.problems(read(SPEC), read(arguments), Mockito.mock(Renderer.class));
  }

  @Test
  void acceptsWhatCanBeConverted() {
    assertEquals(List.of(), problems("{r: 1, i: '7', f: '1.5', b: 'yes', l: '1,2', d: 'a=b'}"));
    assertEquals(List.of(), problems("{r: a, alias1: true, i: null}"));
  }

  @Test
  void saysWhatDoesNotFit() {
    assertEquals(
        List.of(
            "missing required arguments: r",
            "argument 'i' is of type <class 'float'> and we were unable to convert to int: \"1.5\""
                + " cannot be converted to an int",
            "argument 'f' is of type <class 'ansible.parsing.yaml.objects.AnsibleUnicode'> and we"
                + " were unable to convert to float: <class"
                + " 'ansible.parsing.yaml.objects.AnsibleUnicode'> cannot be converted to a float",
            "argument 'b' is of type <class 'list'> and we were unable to convert to bool: <class"
                + " 'list'> cannot be converted to a bool",
            "Elements value for option 'l' is of type <class"
                + " 'ansible.parsing.yaml.objects.AnsibleUnicode'> and we were unable to convert to"
                + " int: \"'x'\" cannot be converted to an int",
            "argument 'd' is of type <class 'ansible.parsing.yaml.objects.AnsibleUnicode'> and we"
                + " were unable to convert to dict: dictionary requested, could not parse JSON or"
                + " key=value",
            "value of c must be one of: 1, 2, got: 3"),
        problems("{i: 1.5, f: x, b: [1], l: [1, x], d: foo, c: 3}"));
  }

  @Test
  void looksIntoDictsAndLists() {
    assertEquals(
        List.of(
            "argument 'x' is of type <class 'ansible.parsing.yaml.objects.AnsibleUnicode'> found in"
                + " 'nested'. and we were unable to convert to int: \"'q'\" cannot be converted to"
                + " an int",
            "parameters are required together: x, y found in nested",
            "missing required arguments: x found in each",
            "value of z must be one or more of: q, r. Got no match for: t found in each",
            "each.y, nested.v. Supported parameters include: x, z."),
        problems("{r: 1, nested: {x: q, v: 1}, each: [{x: 1}, {y: 1}, {x: 1, z: [t]}]}"));
    assertEquals(
        List.of(
            "Value '5' in the sub parameter field 'each' must be a list, not 'int'",
            "Elements value for option 'each' is of type <class 'str'> and we were unable to"
                + " convert to dict: dictionary requested, could not parse JSON or key=value"),
        problems("{r: 1, each: 5}"));
  }

  @Test
  void keepsTheRulesBetweenOptions() {
    assertEquals(
        List.of(
            "y is a but any of the following are missing: q, r found in nested",
            "missing parameter(s) required by 'y': z found in nested"),
        problems("{r: 1, nested: {x: 1, y: a}}"));
    assertEquals(
        List.of(
            "parameters are mutually exclusive: x|w found in nested",
            "parameters are required together: x, y found in nested",
            "nested.w. Supported parameters include: x, y."),
        problems("{r: 1, nested: {x: 1, w: 2}}"));
  }

  @Test
  void namesWhatIsUnknown() {
    assertEquals(
        List.of(
            "unknown. Supported parameters include: b, c, d, each, f, i, l, nested, r, s"
                + " (alias1)."),
        problems("{r: 1, unknown: 1}"));
  }
}
