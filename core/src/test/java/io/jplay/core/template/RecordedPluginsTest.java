package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every filter, test and lookup is used in a case that the real ansible made, and there are as
/// many cases as issue 3 wants.
class RecordedPluginsTest {
  private static final PluginRegistry KNOWN = PluginRegistry.standard();
  private static final List<String> FILES =
      List.of(
          "jinja.json",
          "filter-cases.json",
          "newer-filter-cases.json",
          "statement-cases.json",
          "lookup-cases.json",
          "fuzz-cases.json",
          "dig-cases.json");
  private static final Pattern BY_NAME =
      Pattern.compile("(?:map|select|reject)(?:attr)?\\((?:'\\w+', )?'([^']+)'");

  private enum Sort {
    FILTER,
    TEST,
    LOOKUP;

    Collection<String> known() {
      return switch (this) {
        case FILTER -> KNOWN.filterNames();
        case TEST -> KNOWN.testNames();
        case LOOKUP -> KNOWN.lookupNames();
      };
    }
  }

  private static String shortName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Stream<Dict> cases() {
    return FILES.stream().flatMap(file -> RecordedCases.read(file).cases());
  }

  private static String text(Dict test) {
    return test.text("expr")
        .map(e -> "{{ " + e + " }}")
        .or(() ->
            test.text("mode").orElse("").equals("when")
                ? test.text("text").map(e -> "{{ " + e + " }}")
                : test.text("text"))
        .or(() -> test.text("template"))
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Sort.class)
  void everyPluginHasACaseOfAnsible(Sort sort) {
    var unused =
        sort.known().stream()
            .map(RecordedPluginsTest::shortName)
            .collect(Collectors.toCollection(TreeSet::new));
    cases().map(RecordedPluginsTest::text).forEach(text -> unused.removeAll(used(sort, text)));
    assertEquals(new TreeSet<String>(), unused);
  }

  private static List<String> used(Sort sort, String text) {
    var names = new ArrayList<String>();
    try {
      var walk = new SurveyWalk(new TemplateReader().value(new Template(text, Tag.NONE)));
      walk.template();
      walk.result().uses().stream()
          .filter(use -> use.kind().name().equals(sort.name()))
          .forEach(use -> names.add(shortName(use.name())));
    } catch (JplayException | PythonError | SyntaxError e) {
      return names;
    }
    if (sort != Sort.LOOKUP) {
      BY_NAME.matcher(text).results().forEach(m -> names.add(shortName(m.group(1))));
    }
    return names;
  }

  @Test
  void thereAreFifteenHundredCasesOfOurOwn() {
    long own = cases().count() - RecordedCases.read("jinja.json").cases().count();
    assertTrue(own >= 1500, () -> own + " cases");
  }
}
