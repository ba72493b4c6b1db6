package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.List;

/// Puts what the `<<` keys of a mapping bring in the place of them: first what is merged, then the
/// mapping's own entries, since of equal keys the last one wins. Used by one thread.
final class MergeKeys {
  private final YamlPlaces places;
  private final List<Diagnostic> problems;

  MergeKeys(YamlPlaces places, List<Diagnostic> problems) {
    this.places = places;
    this.problems = problems;
  }

  void flatten(YamlNode.Mapping node) {
    List<YamlNode.Pair> written = node.pairs();
    if (written.stream().noneMatch(MergeKeys::isMerge)) {
      return;
    }
    node.replace(written.stream().filter(pair -> !isMerge(pair)).toList());
    var merged = new ArrayList<YamlNode.Pair>();
    written.stream().filter(MergeKeys::isMerge).forEach(pair -> merge(pair.value(), merged));
    merged.addAll(node.pairs());
    node.replace(merged);
  }

  private static boolean isMerge(YamlNode.Pair pair) {
    return pair.key().is(YamlTags.MERGE);
  }

  /// The value of a `<<` key: a mapping, or a list of them of which earlier ones win.
  private void merge(YamlNode value, List<YamlNode.Pair> merged) {
    switch (value) {
      case YamlNode.Mapping mapping -> {
        flatten(mapping);
        merged.addAll(mapping.pairs());
      }
      case YamlNode.Sequence list -> {
        for (YamlNode item : list.items().reversed()) {
          if (item instanceof YamlNode.Mapping mapping) {
            flatten(mapping);
            merged.addAll(mapping.pairs());
          } else {
            refuse("a mapping", item);
          }
        }
      }
      case YamlNode.Scalar scalar -> refuse("a mapping or list of mappings", scalar);
    }
  }

  private void refuse(String wanted, YamlNode found) {
    SourceRange where = places.at(found.start());
    problems.add(
        Diagnostic.error("JP1005", "YAML merge key needs a mapping", where)
            .withDetail("expected " + wanted + " for merging, but found " + found.shape()));
  }
}
