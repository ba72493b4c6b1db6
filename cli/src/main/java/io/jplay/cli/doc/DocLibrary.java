package io.jplay.cli.doc;

import io.jplay.cli.config.SettingCatalogue;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All pages of one type of plug-in: of docs/modules for modules, else of docs/plugins.
public final class DocLibrary {
  /// The types that ansible-doc knows. Those without pages here are of network devices.
  public static final List<String> TYPES =
      List.of(
          "become",
          "cache",
          "callback",
          "cliconf",
          "connection",
          "httpapi",
          "inventory",
          "lookup",
          "netconf",
          "shell",
          "vars",
          "module",
          "strategy",
          "test",
          "filter",
          "role",
          "keyword");

  private static final String KEYWORDS = "/docs/plugins/keywords.md";

  /// Namespaces under which plug-ins of another one are found as well.
  private static final List<String> OTHER_NAMES =
      List.of("ansible.legacy", "ansible.builtin", "ansible.netcommon");

  private final String type;

  public DocLibrary(String type) {
    this.type = type;
  }

  /// Names and one-line descriptions, by name.
  public Map<String, String> summaries() {
    var summaries = new TreeMap<String, String>();
    pages().forEach(page -> summaries.put(page.name(), page.summary()));
    return summaries;
  }

  /// All names that a page is found by: in full, or without collections.
  public Collection<String> names(boolean full) {
    var names = new TreeSet<String>();
    for (DocPage page : pages()) {
      names.add(full ? page.name() : page.shortName());
      page.also().stream().filter(n -> full == n.indexOf('.') >= 0).forEach(names::add);
    }
    return names;
  }

  /// Every page, by name.
  public List<DocPage> pages() {
    if (type.equals("keyword")) {
      return KeywordTable.pages(text(KEYWORDS).orElse(""));
    }
    return names().stream().flatMap(name -> exact(name).stream()).toList();
  }

  /// The page of a name: in full, without its collection, or another name of the same.
  public Optional<DocPage> page(String name) {
    Optional<DocPage> exact = type.equals("keyword") ? Optional.empty() : exact(name);
    return exact.or(() -> pages().stream().filter(page -> isOf(page, name)).findFirst());
  }

  private static boolean isOf(DocPage page, String name) {
    int dot = name.lastIndexOf('.');
    String shortName = name.substring(dot + 1);
    boolean anyNamespace = dot < 0 || OTHER_NAMES.contains(name.substring(0, dot));
    return page.also().contains(name)
        || (anyNamespace
            && (page.shortName().equals(shortName) || page.also().contains(shortName)));
  }

  /// Where a page comes from, for `--list_files`.
  public String source(String name) {
    return type.equals("keyword") ? KEYWORDS.substring(1) : file(name).substring(1);
  }

  private String directory() {
    return type.equals("module") ? "/docs/modules/" : "/docs/plugins/" + type + "/";
  }

  private String file(String name) {
    return directory() + name + ".md";
  }

  private Optional<DocPage> exact(String name) {
    return text(file(name)).map(text -> DocPage.parse(name, text).with(settings(name)));
  }

  /// What plug-ins are told by variables, ansible.cfg and the environment; pages of lookups name
  /// all their options themselves.
  private List<DocPage.Entry> settings(String name) {
    String shortName = name.replaceFirst("^ansible\\.builtin\\.", "");
    String prefix = type + "/" + shortName + "/";
    var options = new ArrayList<DocPage.Entry>();
    if (type.equals("lookup")) {
      return options;
    }
    for (SettingCatalogue.Entry entry : SettingCatalogue.plugins()) {
      if (entry.name().startsWith(prefix)) {
        var places = new ArrayList<>(entry.setting().environmentNames());
        entry.setting().iniKeys().forEach(key -> places.add(key.replace(".", ": ")));
        places.addAll(entry.setting().variableNames());
        if (places.isEmpty()) {
          continue;
        }
        options.add(
            new DocPage.Entry(
                entry.name().substring(prefix.length()),
                entry.type(),
                entry.setting().fallback(),
                entry.purpose() + " (" + String.join("; ", places) + ")"));
      }
    }
    return options;
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

  private List<String> names() {
    URL known = DocLibrary.class.getResource("/docs/modules/ansible.builtin.ping.md");
    URL pages = DocLibrary.class.getResource(KEYWORDS);
    URL near = type.equals("module") ? known : pages;
    if (near == null) {
      return List.of();
    }
    try {
      URI uri = near.toURI();
      if (uri.getScheme().equals("file")) {
        Path there = Path.of(uri);
        return names(type.equals("module") ? there.resolveSibling("") : there.resolveSibling(type));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath(directory()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
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
    return snippet ? page.snippet(type) : page.text(type);
  }
}
