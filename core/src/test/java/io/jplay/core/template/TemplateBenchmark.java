package io.jplay.core.template;

import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Evaluations per CPU second of the cases in `bench/templates/cases.json`; `bench/templates/run`
/// runs it beside python's jinja2. Arguments: the file, seconds of CPU for each case.
public final class TemplateBenchmark {
  private final double seconds;
  private final PrintStream out;

  private TemplateBenchmark(double seconds, PrintStream out) {
    this.seconds = seconds;
    this.out = out;
  }

  /// Entry point of `bench/templates/run`.
  public static void main(String[] args) throws IOException {
    var cases = (Dict) Json.read(Files.readString(Path.of(args[0])), Tag.NONE);
    new TemplateBenchmark(Double.parseDouble(args[1]), System.out).run(cases);
  }

  private void run(Dict cases) {
    var variables = new LinkedHashMap<String, Value>();
    ((Dict) cases.get("variables").orElseThrow())
        .entries()
        .forEach((k, v) -> variables.put(PythonText.str(k), v));
    var templar = new Templar(new FakeEnvironment(Map.of(), false), PluginRegistry.standard());
    Scope scope = new MapScope(variables);
    for (Value text : ((Seq) cases.get("expressions").orElseThrow()).items()) {
      Value template = Template.ofTrusted("{{ " + PythonText.str(text) + " }}", Tag.NONE);
      print("expression\t" + PythonText.str(text), () -> templar.render(template, scope));
    }
    var lines = (Seq) cases.get("file").orElseThrow();
    var file =
        SourceText.of("t.j2", String.join("\n", lines.stream().map(PythonText::str).toList()));
    print("file\t100 lines", () -> templar.renderFile(file, scope, Map.of()));
    print(
        "hosts\tone template for 1,000 hosts",
        () -> {
          for (int i = 0; i < 1000; i++) {
            Scope host = scope.with(Map.of("name", Str.of("host" + i)));
            templar.renderFile(file, host, Map.of());
          }
        });
  }

  /// The first half of the time is for the compiler.
  private void print(String name, Runnable work) {
    rate(work);
    out.printf("%s\t%f%n", name, rate(work));
  }

  private double rate(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    long spent = 0;
    long count = 0;
    int step = 1;
    while (spent < seconds * 1e9) {
      for (int i = 0; i < step; i++) {
        work.run();
      }
      count += step;
      step = Math.min(step * 2, 1000);
      spent = threads.getCurrentThreadCpuTime() - begin;
    }
    return count / (spent / 1e9);
  }
}
