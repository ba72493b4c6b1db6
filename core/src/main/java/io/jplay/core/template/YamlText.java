package io.jplay.core.template;

import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.YamlReader;
import java.util.List;

/// YAML texts inside templates (`from_yaml`): data, whatever they contain, so never a template.
final class YamlText {
  private YamlText() {}

  /// The documents of a text; every value gets the taint of `tag` and is remote.
  static List<Value> read(String text, Tag tag) {
    var options = new YamlReader.Options(tag.taint().and(Taint.REMOTE), false);
    try {
      return YamlReader.readAll(SourceText.of("<from_yaml>", text), options)
          .orThrow(ExitCode.ERROR);
    } catch (JplayException e) {
      SourceRange at = e.diagnostic().primary();
      String sentence = e.diagnostic().sentence().strip();
      throw PythonError.value(
          at.isKnown()
              ? "%s\n  in \"<unicode string>\", line %d, column %d"
                  .formatted(sentence, at.line(), at.column())
              : sentence);
    }
  }
}
