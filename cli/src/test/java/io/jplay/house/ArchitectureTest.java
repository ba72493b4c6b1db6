package io.jplay.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of the house that a compiler does not know. The order of packages is read from
/// docs/architecture.md, so that text and code cannot part.
class ArchitectureTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", ".."));
  private static JavaClasses classes;

  @BeforeAll
  static void load() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(place -> !place.contains("-tests.jar") && !place.contains("/test/"))
            .importPackages("io.jplay");
  }

  /// Rules over nothing hold always: this makes the others mean something.
  @Test
  void seesTheWholeProduct() {
    assertTrue(classes.size() > 400, "only " + classes.size() + " classes");
    for (String part : List.of("core.value", "core.exec", "core.run", "modules", "cli.view")) {
      assertTrue(
          classes.stream().anyMatch(c -> c.getPackageName().startsWith("io.jplay." + part)), part);
    }
  }

  @Test
  void packagesOfCoreLookOnlyToTheRight() throws IOException {
    List<List<String>> groups = order();
    assertTrue(groups.size() >= 10, "the order in docs/architecture.md has " + groups);
    for (int i = 0; i < groups.size(); i++) {
      for (String name : groups.get(i)) {
        var forbidden = new ArrayList<String>();
        groups.subList(0, i).forEach(g -> g.forEach(other -> forbidden.add(packages(other))));
        groups.get(i).stream()
            .filter(other -> !other.equals(name))
            .forEach(other -> forbidden.add(packages(other)));
        forbidden.add("io.jplay.cli..");
        forbidden.add("io.jplay.modules..");
        forbidden.add("io.jplay.inventory..");
        noClasses()
            .that(resideInAnyPackage(packages(name)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)))
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  private static String packages(String name) {
    return "io.jplay.core." + name + "..";
  }

  /// The groups of `a > (b, c) > d` in the line of docs/architecture.md that begins with `run`.
  private static List<List<String>> order() throws IOException {
    String line =
        Files.readAllLines(ROOT.resolve("docs/architecture.md")).stream()
            .filter(l -> l.contains("`run > "))
            .findFirst()
            .orElseThrow();
    Matcher text = Pattern.compile("`(run > [^`]*)`").matcher(line);
    assertTrue(text.find());
    return Stream.of(text.group(1).split(">"))
        .map(g -> List.of(g.replaceAll("[() ]", "").split(",")))
        .toList();
  }

  @Test
  void modulesSeeOnlyWhatAuthorsMayImport() {
    noClasses()
        .that(resideInAnyPackage("io.jplay.modules.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.jplay..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "io.jplay.modules..",
                            "io.jplay.core.api..",
                            "io.jplay.core.spi..",
                            "io.jplay.core.shell..",
                            "io.jplay.core.value..",
                            "io.jplay.core.event..",
                            "io.jplay.core.diag..",
                            "io.jplay.core.source.."))))
        .check(classes);
  }

  @Test
  void librariesStayBehindTheirPackage() {
    fence("org.apache.sshd..", "io.jplay.core.ssh..");
    fence("net.i2p..", "io.jplay.core.ssh..");
    fence("com.hubspot..", "io.jplay.core.template..");
    fence("org.yaml.snakeyaml..", "io.jplay.core.yaml..");
    fence("picocli..", "io.jplay.cli..");
  }

  private static void fence(String library, String owner) {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage(owner)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library))
        .check(classes);
  }

  /// The classes that `--version` loads must not pull in the slow libraries.
  @Test
  void startIsLight() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "answer --version",
                c ->
                    c.getPackageName().equals("io.jplay.cli.config")
                        || c.getName().equals("io.jplay.cli.Main")
                        || c.getName().equals("io.jplay.cli.Version")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "picocli..", "com.fasterxml..", "org.apache.sshd..", "com.hubspot.."))
        .check(classes);
  }

  @Test
  void onlyTheCommandLineTouchesTheProcess() {
    noClasses()
        .that(DescribedPredicate.not(resideInAnyPackage("io.jplay.cli..")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
    noClasses()
        .that(DescribedPredicate.not(DescribedPredicate.describe("Main", ArchitectureTest::isMain)))
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
  }

  private static boolean isMain(JavaClass c) {
    return c.getName().equals("io.jplay.cli.Main");
  }

  @Test
  void thereIsNoStaticStateAndNoThreadLocal() {
    List<String> found =
        classes.stream()
            .flatMap(c -> c.getFields().stream())
            .filter(f -> f.getModifiers().contains(JavaModifier.STATIC))
            .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
            .filter(f -> !f.getName().startsWith("$"))
            .map(f -> f.getFullName())
            .toList();
    assertEquals(List.of(), found);
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(classes);
  }

  @Test
  void namesSayWhatThingsAre() {
    List<String> bad =
        classes.stream()
            .filter(c -> !c.getSimpleName().isEmpty())
            .filter(c ->
                c.getSimpleName().matches(".*(Impl|Util|Utils|Helper|Manager)")
                    || c.getPackageName().matches(".*\\.(util|common|helper|misc|impl)(\\..*)?"))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of(), bad);
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    var missing = new ArrayList<Path>();
    for (String module : List.of("core", "modules", "inventory-plugins", "cli")) {
      Path source = ROOT.resolve(module).resolve("src/main/java");
      if (!Files.isDirectory(source)) {
        continue;
      }
      try (Stream<Path> tree = Files.walk(source)) {
        for (Path directory : tree.filter(Files::isDirectory).toList()) {
          if (holdsClasses(directory)) {
            Path info = directory.resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
              missing.add(directory);
            }
          }
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static boolean holdsClasses(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(f -> f.toString().endsWith(".java"));
    }
  }
}
