package io.jplay.modules;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.TaskModule;
import io.jplay.core.exec.ModuleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Walks all modules: each has a test and a page in docs/modules that names its options, and no
/// other.
class ModuleGuardTest {
  /// A row of four columns: name, type, default, meaning.
  private static final Pattern OPTION_ROW =
      Pattern.compile("(?m)^\\| `?(?!option )(\\w+)`? \\|(?:[^|\n]*\\|){3}$");

  private static final Map<String, String> COLLECTIONS =
      Map.of(
          "builtin", "ansible.builtin",
          "general", "community.general",
          "posix", "ansible.posix",
          "crypto", "community.crypto",
          "docker", "community.docker",
          "mysql", "community.mysql",
          "postgresql", "community.postgresql",
          "jplay", "jplay.builtin");

  private static Path root() {
    String root = System.getProperty("jplay.root");
    Assumptions.assumeTrue(root != null, "jplay.root is not set");
    return Path.of(root);
  }

  @TestFactory
  List<DynamicTest> everyModuleIsTestedAndDocumented() throws Exception {
    Path main = root().resolve("modules/src/main/java/io/jplay/modules");
    var tests = new ArrayList<DynamicTest>();
    for (var collection : COLLECTIONS.entrySet()) {
      Path folder = main.resolve(collection.getKey());
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          Class<?> type =
              name.equals("package-info")
                  ? Object.class
                  : Class.forName("io.jplay.modules." + collection.getKey() + "." + name);
          if (type.isAnnotationPresent(ModuleInfo.class)) {
            tests.add(
                DynamicTest.dynamicTest(
                    collection.getValue() + "." + name, () -> check(type, collection)));
          }
        }
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }

  private static void check(Class<?> type, Map.Entry<String, String> collection) throws Exception {
    String snake = type.getSimpleName().replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    Path test =
        root()
            .resolve("modules/src/test/java/io/jplay/modules")
            .resolve(collection.getKey())
            .resolve(type.getSimpleName() + "Test.java");
    Path page = root().resolve("docs/modules").resolve(collection.getValue() + "." + snake + ".md");
    assertAll(
        () -> assertTrue(Files.exists(test), () -> "no test " + test),
        () -> assertTrue(Files.exists(page), () -> "no page " + page));
    var module = (TaskModule<?>) type.getConstructor().newInstance();
    checkOptions(ModuleSpec.of(type.getSimpleName(), module), page);
  }

  private static void checkOptions(ModuleSpec spec, Path page) throws IOException {
    String text = Files.readString(page);
    for (String name : spec.optionNames()) {
      assertTrue(
          name.startsWith("_") || text.matches("(?s).*\\b" + name + "\\b.*"),
          () -> "option " + name + " is not in " + page);
    }
    for (Matcher row = OPTION_ROW.matcher(text); row.find(); ) {
      assertTrue(spec.takes(row.group(1)), () -> page + " has " + row.group(1) + ", no option");
    }
  }
}
