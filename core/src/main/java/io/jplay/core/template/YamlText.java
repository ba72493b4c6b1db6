package io.jplay.core.template;

import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.List;

/// The seam to the YAML reader, for `from_yaml`.
final class YamlText {
  private YamlText() {}

  /// The documents of a text; every value gets `tag`.
  static List<Value> read(String text, Tag tag) {
    throw PythonError.value("from_yaml is not connected yet");
  }
}
