package io.jplay.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.source.SourceText;
import io.jplay.core.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a: 1\\nb: 2\\na: 3\\n; ERROR",
        "x:\\n  a: 1\\n  # c\\n  a: 3\\n; ERROR",
        "base: &b\\n  a: 1\\nx:\\n  <<: *b\\n  a: 2\\n; WARNING",
        "{a: 1, a: 2}; ERROR",
      })
  void onlyAKeyTwiceInOneMappingIsAMistake(String text, Severity severity) {
    var source = SourceText.of("vars.yml", text.replace("\\n", "\n"));
    List<Diagnostic> problems = YamlReader.read(source, YamlReader.Options.TRUSTED).diagnostics();
    assertEquals(
        List.of(severity),
        problems.stream().map(DuplicateKeys::judged).map(Diagnostic::severity).toList());
  }
}
