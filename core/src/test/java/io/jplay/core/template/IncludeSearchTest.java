package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeSearchTest {
  @TempDir Path root;

  @BeforeEach
  void files() throws IOException {
    write("templates/web/site.j2", "{% include 'part.j2' %}|{% include 'both.j2' %}");
    write("templates/web/part.j2", "part {% include 'deep/leaf.j2' %}");
    write("templates/web/deep/leaf.j2", "leaf {% include 'below.j2' ignore missing %}");
    write("templates/web/deep/below.j2", "not found: not beside the file that is rendered");
    write("templates/web/templates/own.j2", "own");
    write("templates/web/both.j2", "beside");
    write("templates/both.j2", "path");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private MapScope scope() {
    return new MapScope(
        Map.of(
            "playbook_dir", Str.of(root.toString()),
            "ansible_search_path", Seq.of(Str.of(root.toString()))));
  }

  private String render(String text) {
    var templar = new Templar(new DiskEnvironment(root, Map.of()), PluginRegistry.standard());
    var file = SourceText.of(root + "/templates/web/site.j2", text);
    return templar.renderFile(file, scope(), Map.of()).text();
  }

  @Test
  void looksBesideTheFileThatIsRendered() throws IOException {
    assertEquals(
        "part leaf |path", render(Files.readString(root.resolve("templates/web/site.j2"))));
    assertEquals("own", render("{% include 'own.j2' %}"));
    assertThrows(JplayException.class, () -> render("{% include 'nope.j2' %}"));
  }

  @Test
  void looksThereFirstForALookup() {
    var templar = new Templar(new DiskEnvironment(root, Map.of()), PluginRegistry.standard());
    Value lookup = Template.ofTrusted("{{ lookup('template', 'web/site.j2') }}", Tag.NONE);
    assertEquals(Str.of("part leaf |beside"), templar.render(lookup, scope()));
  }
}
