package io.jplay.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Places in a SARIF report as code hosts find them.
class SarifTextTest {
  private static String written(SourceRange where) {
    var problem = Diagnostic.error("JP2001", "unknown module", where);
    var report = new CheckReport(List.of(problem), List.of());
    return Json.write(SarifText.of(report, "my site.yml"), Json.Layout.LINE);
  }

  @Test
  void filesBelowTheWorkingDirectoryAreRelativeToTheRoot() {
    String text =
        written(SourceRange.at(SourceText.of("roles/a b/tasks/main.yml", "- debgu:\n"), 1, 3));
    assertTrue(
        text.contains("\"uri\": \"roles/a%20b/tasks/main.yml\", \"uriBaseId\": \"%SRCROOT%\""),
        text);
    assertTrue(text.contains("\"originalUriBaseIds\": {\"%SRCROOT%\""), text);
  }

  @Test
  void otherFilesAreAbsolute() {
    String text =
        written(SourceRange.at(SourceText.of("/etc/ansible/site.yml", "- debgu:\n"), 1, 3));
    assertTrue(text.contains("{\"uri\": \"file:///etc/ansible/site.yml\"}"), text);
  }

  @Test
  void whatHasNoPlaceStandsAtThePlaybook() {
    String text = written(SourceRange.NONE);
    assertTrue(text.contains("\"uri\": \"my%20site.yml\""), text);
    assertEquals(1, text.split("\"startLine\": 1", -1).length - 1);
  }
}
