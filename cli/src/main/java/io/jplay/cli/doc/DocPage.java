package io.jplay.cli.doc;

import io.jplay.core.template.YamlDumper;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page of one module or plug-in: a title, a summary, what it can, options, further sections.
public record DocPage(
    String name,
    String summary,
    String support,
    List<Entry> options,
    Map<String, String> sections) {
  /// A row of the table of options.
  public record Entry(String name, String type, String fallback, String meaning) {
    boolean isRequired() {
      return fallback.equals("required");
    }

    private Optional<String> value() {
      return isRequired() || fallback.isEmpty()
          ? Optional.empty()
          : Optional.of(fallback.replace("`", ""));
    }

    private List<String> choices() {
      Matcher choices = CHOICES.matcher(meaning);
      return choices.find() ? List.of(choices.group(1).split(", ")) : List.of();
    }

    private List<String> aliases() {
      Matcher also = ALIASES.matcher(meaning);
      return also.find()
          ? Pattern.compile("`([^`]+)`")
              .matcher(also.group(1))
              .results()
              .map(m -> m.group(1))
              .toList()
          : List.of();
    }

    private Dict data() {
      var data = Dict.builder().put("description", meaning).put("type", type);
      data.put("required", isRequired());
      value().ifPresent(v -> data.put("default", v));
      if (!choices().isEmpty()) {
        data.put("choices", Seq.ofTexts(choices()));
      }
      if (!aliases().isEmpty()) {
        data.put("aliases", Seq.ofTexts(aliases()));
      }
      return data.build();
    }
  }

  private static final Pattern CHOICES =
      Pattern.compile("one of ([\\w.+<>=!-]+(?:, [\\w.+<>=!-]+)*)");
  private static final Pattern ALIASES = Pattern.compile("also ((?:`[^`]+`(?:, | and )?)+)");
  private static final Pattern NAMES = Pattern.compile("Also: ((?:`[^`]+`(?:, )?)+)\\.");
  private static final Pattern ROW =
      Pattern.compile("\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|(.*)\\|\\s*");

  public DocPage {
    options = List.copyOf(options);
    sections = Map.copyOf(sections);
  }

  /// A page of Markdown as docs/modules has them.
  static DocPage parse(String name, String text) {
    var options = new ArrayList<Entry>();
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    String section = "";
    for (String line : text.lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (section.equals("Options") && row.matches()) {
        option(row).ifPresent(options::add);
      } else if (!section.isEmpty() || !line.startsWith("# ")) {
        sections.computeIfAbsent(section, _ -> new StringBuilder()).append(line).append('\n');
      }
    }
    var texts = new LinkedHashMap<String, String>();
    sections.forEach((title, body) -> texts.put(title, body.toString().strip()));
    List<String> intro = List.of(texts.getOrDefault("", "").split("\n\n"));
    return new DocPage(
        name,
        intro.getFirst().replaceFirst("\\.$", ""),
        String.join("\n", intro.subList(1, intro.size())),
        options,
        texts);
  }

  private static Optional<Entry> option(Matcher row) {
    String name = row.group(1).strip();
    boolean head = name.equals("option") || name.startsWith("--");
    return head
        ? Optional.empty()
        : Optional.of(
            new Entry(name, row.group(2).strip(), row.group(3).strip(), row.group(4).strip()));
  }

  /// The page with more options.
  DocPage with(List<Entry> more) {
    var all = new ArrayList<>(options);
    all.addAll(more);
    return new DocPage(name, summary, support, all, sections);
  }

  String shortName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// Other names of the same.
  public List<String> also() {
    Matcher also = NAMES.matcher(support);
    return also.find() ? List.of(also.group(1).replace("`", "").split(", ")) : List.of();
  }

  /// As `ansible-doc` shows a page.
  String text(String kind) {
    if (kind.equals("keyword")) {
      return YamlDumper.block(Dict.of(Map.of(name, KeywordTable.data(this))));
    }
    var out = new StringBuilder("> " + kind.toUpperCase(Locale.ROOT) + " " + name + "\n\n");
    out.append("  ").append(summary).append(".\n");
    if (!support.isEmpty()) {
      out.append("\n  ").append(support.replace("\n", "\n  ")).append('\n');
    }
    if (!options.isEmpty()) {
      out.append("\nOPTIONS (= is mandatory):\n");
      for (Entry option : options) {
        out.append('\n').append(option.isRequired() ? "= " : "- ").append(option.name());
        if (!option.meaning().isEmpty()) {
          out.append("  ").append(option.meaning());
        }
        out.append('\n');
        option.value().ifPresent(v -> out.append("        default: ").append(v).append('\n'));
        out.append("        type: ").append(option.type()).append('\n');
      }
    }
    for (String title : List.of("Return values", "Example", "Differences")) {
      String body = section(title);
      if (!body.isEmpty()) {
        out.append('\n').append(title.toUpperCase(Locale.ROOT)).append(":\n\n");
        out.append(body).append('\n');
      }
    }
    return out.toString();
  }

  String section(String title) {
    return sections.getOrDefault(title, "").replaceAll("(?m)^```.*\n?", "").strip();
  }

  /// Something to start from, as `--snippet` shows it: a task, a call, a file.
  String snippet(String kind) {
    return switch (kind) {
      case "lookup" -> call();
      case "inventory" -> {
        var out = new StringBuilder();
        for (Entry option : options) {
          String value = option.name().equals("plugin") ? name : option.value().orElse("");
          out.append((option.name() + ": " + value).stripTrailing());
          out.append("  # ").append(option.meaning()).append('\n');
        }
        yield out.toString();
      }
      default -> task();
    };
  }

  private String call() {
    var out = new StringBuilder();
    for (Entry option : options) {
      out.append("# ").append(option.name()).append(" (").append(option.type()).append("): ");
      out.append(option.meaning()).append('\n');
    }
    out.append("lookup('")
        .append(name.replaceFirst("^ansible\\.builtin\\.", ""))
        .append("', <_terms>");
    for (Entry option : options) {
      if (!option.name().startsWith("_") && !option.name().startsWith("*")) {
        out.append(", ").append(option.name()).append("=<").append(option.type()).append('>');
      }
    }
    return out.append(")\n").toString();
  }

  private String task() {
    var out =
        new StringBuilder("- name: " + summary + "\n  " + name.replaceFirst(".*\\.", "") + ":\n");
    int width = options.stream().mapToInt(o -> o.name().length()).max().orElse(0) + 12;
    for (Entry option : options) {
      String key = "      " + option.name() + ":";
      String note = option.isRequired() ? "(required) " + option.meaning() : option.meaning();
      out.append(key).repeat(' ', Math.max(1, width - key.length())).append("# ").append(note);
      out.append('\n');
    }
    return out.toString();
  }

  /// As `--json` shows a page.
  public Dict data(String kind) {
    if (kind.equals("keyword")) {
      return KeywordTable.data(this);
    }
    var described = new LinkedHashMap<String, Dict>();
    options.forEach(option -> described.put(option.name(), option.data()));
    Dict doc =
        Dict.builder()
            .put("name", name)
            .put("short_description", summary)
            .put("description", Seq.ofTexts(List.of(summary)))
            .put("options", Dict.of(described))
            .build();
    return Dict.builder()
        .put("doc", doc)
        .put("examples", section("Example"))
        .put("return", section("Return values"))
        .build();
  }
}
