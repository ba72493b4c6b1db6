package io.jplay.cli.doc;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The table of docs/plugins/keywords.md: a page for each row.
final class KeywordTable {
  private KeywordTable() {}

  static List<DocPage> pages(String table) {
    var pages = new ArrayList<DocPage>();
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 7 && !cells[1].strip().equals("keyword") && !cells[1].startsWith("--")) {
        pages.add(
            new DocPage(
                cells[1].strip(),
                cells[5].strip(),
                "",
                List.of(),
                Map.of(
                    "applies_to", cells[2].strip(),
                    "type", cells[3].strip(),
                    "template", cells[4].strip())));
      }
    }
    return pages;
  }

  /// What `--json` says of a keyword, and the page in YAML.
  static Dict data(DocPage page) {
    return Dict.builder()
        .put("applies_to", Seq.ofTexts(List.of(page.section("applies_to").split(", "))))
        .put("description", page.summary())
        .put("template", page.section("template"))
        .put("type", page.section("type"))
        .build();
  }
}
