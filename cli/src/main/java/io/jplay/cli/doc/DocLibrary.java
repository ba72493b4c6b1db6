package io.jplay.cli.doc;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.value.Dict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All pages of one type of plug-in.
public final class DocLibrary {
  /// The types that have pages.
  public static final List<String> TYPES =
      List.of(
          "module",
          "filter",
          "test",
          "lookup",
          "inventory",
          "keyword",
          "callback",
          "connection",
          "become",
          "strategy",
          "cache",
          "vars",
          "shell");

  private static final String MODULES = "/docs/modules/";
  private static final String KNOWN = MODULES + "ansible.builtin.ping.md";

  private final String type;

  public DocLibrary(String type) {
    this.type = type;
  }

  /// Names and one-line descriptions, by name.
  public Map<String, String> summaries() {
    var summaries = new TreeMap<>(table());
    Collection<String> names =
        switch (type) {
          case "module" -> moduleNames();
          case "filter" -> PluginRegistry.standard().filterNames();
          case "test" -> PluginRegistry.standard().testNames();
          case "lookup" -> PluginRegistry.standard().lookupNames();
          case "keyword" ->
              Stream.of(Keyword.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
          default -> summaries.keySet();
        };
    if (type.equals("module")) {
      names.forEach(n -> summaries.put(n, page(n).map(DocPage::summary).orElse("")));
      return summaries;
    }
    summaries.keySet().retainAll(List.copyOf(names));
    names.stream().filter(n -> n.indexOf('.') < 0).forEach(n -> summaries.putIfAbsent(n, ""));
    return summaries;
  }

  /// The page of a name, in full or without its collection.
  public Optional<DocPage> page(String name) {
    if (!type.equals("module")) {
      String shortName = name.substring(name.lastIndexOf('.') + 1);
      return Optional.ofNullable(summaries().get(shortName))
          .map(summary -> new DocPage(shortName, summary, "", List.of(), Map.of()));
    }
    return text(MODULES + name + ".md")
        .map(text -> DocPage.parse(name, text))
        .or(() ->
            name.startsWith("ansible.legacy.")
                ? page("ansible.builtin" + name.substring(name.lastIndexOf('.')))
                : Optional.empty())
        .or(() ->
            name.indexOf('.') < 0
                ? moduleNames().stream()
                    .filter(full -> full.endsWith("." + name))
                    .findFirst()
                    .flatMap(this::page)
                : Optional.empty());
  }

  /// Where a page comes from, for `--list_files`.
  public String source(String name) {
    return type.equals("module") ? "docs/modules/" + name + ".md" : "docs/" + type + ".tsv";
  }

  private Map<String, String> table() {
    return text("/io/jplay/cli/doc/" + type + ".tsv").stream()
        .flatMap(String::lines)
        .map(line -> line.split("\t", 2))
        .filter(cells -> cells.length == 2)
        .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1]));
  }

  private static Optional<String> text(String resource) {
    try (InputStream in = DocLibrary.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> moduleNames() {
    URL known = DocLibrary.class.getResource(KNOWN);
    if (known == null) {
      return List.of();
    }
    try {
      URI uri = known.toURI();
      if (uri.getScheme().equals("file")) {
        return names(Path.of(uri).resolveSibling("."));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath(MODULES));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> pages = Files.list(directory)) {
      return pages
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".md"))
          .map(n -> n.substring(0, n.length() - 3))
          .sorted()
          .toList();
    }
  }

  /// The text of a page as `ansible-doc` shows it.
  public String text(DocPage page, boolean snippet) {
    return snippet ? page.snippet() : page.text(type);
  }

  public Dict data(DocPage page) {
    return page.data();
  }
}
