package io.jplay.cli.view;

import io.jplay.core.run.Explanation;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Shows where the value of a variable comes from: the value, who gives it, what its templates lead
/// to. Secrets are masked.
public final class ExplanationView {
  private static final int SHOWN = 60;
  private final Console console;

  public ExplanationView(Console console) {
    this.console = console;
  }

  public void show(Explanation e) {
    if (!e.play().isEmpty()) {
      console.display("play " + e.play());
    }
    console.display(
        e.result() instanceof Undefined u
            ? "%s has no value on %s: %s".formatted(e.variable(), e.host(), u.message())
            : "%s = %s on %s".formatted(e.variable(), whole(e.result()), e.host()));
    var rows = new ArrayList<List<String>>();
    for (int i = e.candidates().size() - 1; i >= 0; i--) {
      rows.add(row(i == e.candidates().size() - 1 ? "  * " : "    ", e.candidates().get(i)));
    }
    table("given by, strongest first:", rows);
    rows.clear();
    e.later().forEach(c -> rows.add(row("    ", c)));
    table("set while the play runs, if these are reached:", rows);
    rows.clear();
    for (Explanation.Step step : e.chain()) {
      rows.add(
          List.of(
              "    " + "  ".repeat(step.depth() - 1) + step.name(),
              cut(step.value()),
              place(step.where())));
    }
    table("its templates ask for:", rows);
    console.display("");
  }

  private static List<String> row(String mark, Explanation.Candidate c) {
    return List.of(mark + c.level(), cut(c.value()), place(c.where()));
  }

  private void table(String title, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    console.display("  " + title);
    int first = rows.stream().mapToInt(r -> r.get(0).length()).max().orElse(0);
    int second = rows.stream().mapToInt(r -> r.get(1).length()).max().orElse(0);
    for (List<String> row : rows) {
      String line =
          row.get(0)
              + " ".repeat(first - row.get(0).length() + 2)
              + row.get(1)
              + " ".repeat(second - row.get(1).length() + 2)
              + row.get(2);
      console.display(line.stripTrailing());
    }
  }

  private static String place(SourceRange where) {
    return where.isKnown() ? where.label() : "";
  }

  private static String cut(Value value) {
    String text = whole(value);
    return text.length() > SHOWN ? text.substring(0, SHOWN - 3) + "..." : text;
  }

  /// As written: templates in quotes, data as Python prints it.
  private static String whole(Value value) {
    return switch (Masking.masked(value)) {
      case Template t -> '"' + t.text().replace("\n", "\\n") + '"';
      case Undefined u -> "undefined";
      case Str s -> PythonText.repr(s);
      case Value v -> PythonText.repr(v);
    };
  }
}
