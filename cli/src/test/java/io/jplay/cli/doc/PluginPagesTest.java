package io.jplay.cli.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.Templar;
import io.jplay.core.template.TemplateEnvironment;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every filter, test, lookup and keyword has a page in docs/plugins that says what the code does:
/// it takes the options of the page and no others, and the page's examples give their results.
class PluginPagesTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", ".."));
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^\\{\\{ (.*) }}\n# (.*)$");
  private static final Pattern FILE =
      Pattern.compile("`([^`]+)`:\n\n```text\n(.*?)\n```", Pattern.DOTALL);
  private static final PluginRegistry KNOWN = PluginRegistry.standard();

  @TempDir private Path dir;

  private static Collection<String> names(String type) {
    return switch (type) {
      case "filter" -> KNOWN.filterNames();
      case "test" -> KNOWN.testNames();
      default -> KNOWN.lookupNames();
    };
  }

  private static boolean isKnown(String type, String name) {
    return names(type).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter", "test", "lookup"})
  void everyPluginHasAPageAndEveryPageAPlugin(String type) {
    var library = new DocLibrary(type);
    var without = new TreeSet<String>();
    for (String name : names(type)) {
      if (library.page(name).isEmpty()) {
        without.add(name);
      }
    }
    for (DocPage page : library.pages()) {
      Stream.concat(Stream.of(page.name()), page.also().stream())
          .filter(name -> !isKnown(type, name))
          .forEach(name -> without.add(name + " is of no plug-in"));
    }
    assertEquals(new TreeSet<String>(), without);
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter", "test"})
  void pluginsTakeTheOptionsOfTheirPages(String type) {
    var wrong = new ArrayList<String>();
    for (DocPage page : new DocLibrary(type).pages()) {
      List<String> options = page.options().stream().map(DocPage.Entry::name).toList();
      List<String> named = options.stream().filter(o -> !o.startsWith("*")).toList();
      if (!options.contains("**kwargs") && !isRefused(type, page, "zzz=1")) {
        wrong.add(page.name() + " takes any option");
      }
      if (!options.contains("*args") && !isRefused(type, page, "1, ".repeat(named.size()) + "1")) {
        wrong.add(page.name() + " takes more than " + named);
      }
      named.stream()
          .filter(option -> isRefused(type, page, option + "=1"))
          .forEach(option -> wrong.add(page.name() + " does not take " + option));
    }
    assertEquals(List.of(), wrong);
  }

  /// Whether arguments are refused as such, whatever the plug-in says of their values.
  private boolean isRefused(String type, DocPage page, String arguments) {
    String use = type.equals("filter") ? "{{ 'x' | %s(%s) }}" : "{{ 'x' is %s(%s) }}";
    String failure = failure(use.formatted(page.name(), arguments));
    return failure.contains("unexpected keyword")
        || (failure.contains("positional argument") && !failure.contains("missing"))
        || failure.contains("valid keyword");
  }

  private String failure(String template) {
    try {
      render(template);
      return "";
    } catch (JplayException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Options of lookups are asked for by name: those that the sources ask for are on a page, those
  /// of a page are asked for.
  @Test
  void lookupsAskForTheOptionsOfTheirPages() throws IOException {
    var documented = new TreeSet<String>();
    for (DocPage page : new DocLibrary("lookup").pages()) {
      page.options().stream().map(DocPage.Entry::name).forEach(documented::add);
    }
    documented.removeIf(name -> name.startsWith("*") || name.equals("_terms"));
    var texts = new StringBuilder();
    try (Stream<Path> files =
        Files.list(ROOT.resolve("core/src/main/java/io/jplay/core/template"))) {
      for (Path file : files.toList()) {
        texts.append(Files.readString(file));
      }
    }
    String sources = texts.toString();
    var asked =
        Pattern.compile("\\bo\\.(?:text|texts|flag|number|value)\\(\\s*\"([a-z]\\w*)\"[,)]")
            .matcher(sources)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    asked.removeAll(documented);
    assertEquals(new TreeSet<String>(List.of("allow_none")), asked);
    documented.removeIf(name -> sources.contains("\"" + name + "\""));
    // min_ and the name of a set of signs
    documented.removeIf(name -> name.startsWith("min_"));
    assertEquals(new TreeSet<String>(), documented);
  }

  @ParameterizedTest
  @ValueSource(strings = {"filter", "test", "lookup"})
  void examplesGiveTheirResults(String type) throws IOException {
    var wrong = new ArrayList<String>();
    for (DocPage page : new DocLibrary(type).pages()) {
      String text =
          Files.readString(ROOT.resolve("docs/plugins/" + type + "/" + page.name() + ".md"));
      for (MatchResult file : FILE.matcher(text).results().toList()) {
        Path path = dir.resolve(file.group(1));
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.group(2) + "\n");
      }
      List<MatchResult> examples = EXAMPLE.matcher(text).results().toList();
      if (examples.isEmpty() && !text.contains("```jinja\n{{ ")) {
        wrong.add(page.name() + " has no example");
      }
      for (MatchResult example : examples) {
        String result = result(example.group(1));
        if (!result.equals(example.group(2))) {
          wrong.add(page.name() + ": " + example.group(1) + " gave " + result);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private String result(String expression) {
    try {
      return PythonText.str(render("{{ (" + expression + ") | to_json }}"));
    } catch (JplayException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void everyInventoryPluginHasAPage() {
    var known = new TreeSet<String>();
    ServiceLoader.load(InventorySource.class).forEach(source -> known.add(source.name()));
    assertEquals(known, new TreeSet<>(new DocLibrary("inventory").summaries().keySet()));
  }

  @Test
  void everyKeywordIsInTheTable() {
    var known = new TreeSet<String>();
    Stream.of(Keyword.values()).map(Keyword::key).forEach(known::add);
    known.addAll(List.of("action", "block", "rescue", "always", "loop"));
    known.addAll(List.of("handlers", "tasks", "pre_tasks", "post_tasks", "roles"));
    Map<String, String> pages = new DocLibrary("keyword").summaries();
    assertEquals(known, new TreeSet<>(pages.keySet()));
    for (Keyword keyword : Keyword.values()) {
      String places =
          new DocLibrary("keyword").page(keyword.key()).orElseThrow().section("applies_to");
      for (Keyword.Place place : Keyword.Place.values()) {
        String word = place.name().charAt(0) + place.name().substring(1).toLowerCase(Locale.ROOT);
        boolean isHandlers = keyword == Keyword.LISTEN && place == Keyword.Place.TASK;
        assertEquals(
            keyword.isAllowedIn(place),
            isHandlers ? places.equals("Handler") : List.of(places.split(", ")).contains(word),
            keyword + " in " + place);
      }
    }
  }

  private Value render(String template) {
    return new Templar(new Controller(dir), KNOWN)
        .render(new Template(template, Tag.NONE), Scope.EMPTY);
  }

  /// A controller whose files are those of the example.
  private record Controller(Path dir) implements TemplateEnvironment {
    @Override
    public Value decrypt(String ciphertext, Value origin) {
      return origin;
    }

    @Override
    public byte[] read(Path file) throws IOException {
      return Files.readAllBytes(file);
    }

    @Override
    public Optional<Path> find(String kind, String name, Scope scope) {
      return Optional.of(dir.resolve(name)).filter(Files::exists);
    }

    @Override
    public List<String> matchHosts(List<String> patterns, Scope scope) {
      return List.of();
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Optional<Value> setting(String name) {
      return Dict.EMPTY.with("DEFAULT_POLL_INTERVAL", Int.of(15)).get(name);
    }

    @Override
    public boolean isNative() {
      return true;
    }

    @Override
    public Path baseDirectory(Scope scope) {
      return dir;
    }

    @Override
    public Optional<String> environmentVariable(String name) {
      return Optional.empty();
    }
  }
}
