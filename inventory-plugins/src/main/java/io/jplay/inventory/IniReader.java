package io.jplay.inventory;

import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.HostRange;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.shell.WordSplitter;
import io.jplay.core.shell.WordSplitter.Comments;
import io.jplay.core.shell.WordSplitter.Escapes;
import io.jplay.core.shell.WordSplitter.OpenEnd;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Int;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One pass over an INI inventory.
final class IniReader {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(?:#.*)?");

  private static final WordSplitter WORDS =
      new WordSplitter(Comments.ANYWHERE, Escapes.POSIX, OpenEnd.REFUSED);

  private final SourceText source;
  private final InventoryBuilder into;

  /// Groups that are named by a section or as a child before they are declared, with the complaint
  /// for the case that they never are.
  private final Map<String, JplayException> undeclared = new LinkedHashMap<>();

  private int lineNumber;

  IniReader(SourceText source, InventoryBuilder into) {
    this.source = source;
    this.into = into;
  }

  void read() {
    String group = InventoryBuilder.UNGROUPED;
    String kind = "hosts";
    for (lineNumber = 1; lineNumber <= source.lineCount(); lineNumber++) {
      String line = source.line(lineNumber).strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      Matcher section = SECTION.matcher(line);
      if (section.matches()) {
        group = section.group(1);
        kind = section.group(2) == null ? "hosts" : section.group(2);
        openSection(group, kind);
      } else if (line.startsWith("[") && line.endsWith("]")) {
        throw problem(
            "Invalid section entry: '"
                + line
                + "'. Please make sure that there are no spaces in the section entry, and that"
                + " there are no other invalid characters");
      } else {
        entry(group, kind, line);
      }
    }
    undeclared.values().stream()
        .findFirst()
        .ifPresent(complaint -> {
          throw complaint;
        });
  }

  private void openSection(String group, String kind) {
    switch (kind) {
      case "hosts", "children" -> declare(group);
      case "vars" -> {
        if (!into.hasGroup(group)) {
          undeclared.putIfAbsent(
              group,
              problem("Section [" + group + ":vars] not valid for undefined group: " + group));
          guarded(() -> into.addGroup(group));
        }
      }
      default -> throw problem("Section [" + group + ":" + kind + "] has unknown type: " + kind);
    }
  }

  private void declare(String group) {
    undeclared.remove(group);
    guarded(() -> into.addGroup(group));
  }

  private void entry(String group, String kind, String line) {
    switch (kind) {
      case "children" -> child(group, line);
      case "vars" -> {
        String[] pair = assignment(line, "Expected key=value, got: " + line);
        into.groupVariable(group, pair[0].strip(), value(pair[1].strip(), line));
      }
      default -> host(group, line);
    }
  }

  private void child(String group, String line) {
    List<String> words = words(line);
    if (words.size() > 1) {
      throw problem("Expected group name, got: " + line);
    }
    String name = words.getFirst();
    if (!into.hasGroup(name)) {
      undeclared.put(
          name, problem("Section [" + group + ":children] includes undefined group: " + name));
      guarded(() -> into.addGroup(name));
    }
    if (name.equals(group)) {
      throw problem("can't add group to itself");
    }
    if (!into.addChild(group, name)) {
      throw problem(
          "Adding group '"
              + name
              + "' as child to '"
              + group
              + "' creates a recursive dependency loop.");
    }
  }

  private void host(String group, String line) {
    List<String> words = words(line);
    var variables = new LinkedHashMap<String, Value>();
    for (String word : words.subList(1, words.size())) {
      String[] pair = assignment(word, "Expected key=value host variable assignment, got: " + word);
      variables.put(pair[0], value(pair[1], line));
    }
    refuseYaml(words.getFirst());
    HostRange hosts = guard(() -> HostRange.parse(words.getFirst()));
    for (String name : hosts.names()) {
      boolean isNew = !into.hasHost(name);
      guarded(() -> into.addHost(name));
      into.addHostTo(group, name);
      if (isNew) { // who is known keeps the port that he has
        hosts.port().ifPresent(p -> into.hostVariable(name, "ansible_port", Int.of(p, tag(line))));
      }
      variables.forEach((k, v) -> into.hostVariable(name, k, v));
    }
  }

  /// Any file is offered to this format; these two tell that it is YAML.
  private void refuseYaml(String pattern) {
    if (pattern.equals("---")) {
      throw problem(
          "Invalid host pattern '---' supplied, '---' is normally a sign this is a YAML file.");
    }
    if (pattern.endsWith(":")) {
      throw problem(
          "Invalid host pattern '"
              + pattern
              + "' supplied, ending in ':' is not allowed, this character is reserved to provide"
              + " a port.");
    }
  }

  private List<String> words(String line) {
    try {
      List<String> words = WORDS.split(line);
      return words.isEmpty() ? List.of("") : words;
    } catch (WordSplitter.OpenQuotation e) {
      throw problem("Error parsing host definition '" + line + "': " + e.getMessage());
    }
  }

  private String[] assignment(String text, String complaint) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw problem(complaint);
    }
    return new String[] {text.substring(0, equals), text.substring(equals + 1)};
  }

  private Value value(String text, String line) {
    Tag tag = tag(line);
    return PythonLiteral.parse(text, tag).orElseGet(() -> Template.ofTrusted(text, tag));
  }

  private Tag tag(String line) {
    return Tag.at(place(line));
  }

  private SourceRange place(String line) {
    int column = source.line(lineNumber).indexOf(line) + 1;
    return new SourceRange(source, lineNumber, column, lineNumber, column + line.length());
  }

  private void guarded(Runnable action) {
    guard(() -> {
      action.run();
      return true;
    });
  }

  /// Gives complaints about names and ranges their place.
  private <T> T guard(Supplier<T> action) {
    try {
      return action.get();
    } catch (JplayException e) {
      throw problem(e.diagnostic().sentence());
    }
  }

  private JplayException problem(String detail) {
    return Problems.at(
        source.name() + ":" + lineNumber + ": " + detail, place(source.line(lineNumber).strip()));
  }
}
