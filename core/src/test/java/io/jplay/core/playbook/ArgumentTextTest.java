package io.jplay.core.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ArgumentTextTest {

  @Test
  void splitsEveryTextAsAnsibleDoes() throws IOException {
    var wrong = new ArrayList<String>();
    for (Value row : ((Seq) Json.read(resource(), Tag.NONE)).items()) {
      var c = (Seq) row;
      String expected = line(Seq.of(c.at(2), c.at(3)));
      String actual = outcome(((Str) c.at(0)).text(), ((Bool) c.at(1)).value());
      if (!actual.equals(expected)) {
        wrong.add(
            line(c.at(0))
                + " "
                + line(c.at(1))
                + "\n  expected "
                + expected
                + "\n  actual   "
                + actual);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void optionsKnowTheirPlaces() throws ArgumentText.Unbalanced {
    var text = SourceText.of("t.yml", "copy: >-\n   src=a\n   dest='{{ b }}/c'  x=\"y\"\n");
    var doc = (Dict) YamlReader.read(text, YamlReader.Options.TRUSTED).value();
    var arguments = ArgumentText.parse(doc.get("copy").orElseThrow(), false);
    assertEquals("t.yml:2:8", place(arguments.options(), "src"));
    assertEquals("t.yml:3:9", place(arguments.options(), "dest"));
    assertEquals("t.yml:3:24", place(arguments.options(), "x"));
  }

  private static String place(Dict options, String key) {
    return options.get(key).orElseThrow().tag().origin().label();
  }

  private static String outcome(String text, boolean freeForm) {
    try {
      var arguments = ArgumentText.parse(Str.of(text), freeForm);
      return line(Seq.of(arguments.options(), arguments.rest().orElse(Null.NULL)));
    } catch (ArgumentText.Unbalanced e) {
      return line(Seq.of(Null.NULL, Null.NULL));
    }
  }

  private static String line(Value value) {
    return Json.write(value, Json.Layout.LINE);
  }

  private static String resource() throws IOException {
    try (var in = ArgumentTextTest.class.getResourceAsStream("/argument-cases.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
