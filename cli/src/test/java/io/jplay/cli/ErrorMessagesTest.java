package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes that people make in options, conditions and template files fail the task with
/// ansible-core 2.18's text in `msg`, in at least 95 of 100 cases. The cases were recorded by
/// core/src/test/python/make_message_cases.py.
class ErrorMessagesTest {
  private static final int LEAST_PERCENT = 95;

  @TempDir private Path dir;

  @Test
  @Timeout(300)
  void messagesContainTheTextOfAnsible() throws IOException {
    Dict recorded = recorded();
    List<Dict> cases = dicts(recorded.get("cases").orElseThrow());
    write(recorded, cases);
    Map<String, String> settings =
        Map.of("ANSIBLE_STDOUT_CALLBACK", "json", "ANSIBLE_LOCALHOST_WARNING", "False");
    Played played = Played.of("ansible-playbook", dir, settings, "site.yml");
    Map<String, Dict> results = results(played);
    assertEquals(cases.size(), results.size(), played.err());
    var missing = new ArrayList<String>();
    for (int i = 0; i < cases.size(); i++) {
      String wanted = cases.get(i).text("msg").orElseThrow().strip();
      String ours = message(Objects.requireNonNull(results.get("e" + i)));
      if (!ours.contains(wanted)) {
        String text = cases.get(i).text("text").orElseThrow();
        missing.add(text + "\n  " + wanted + "\n  ours: " + ours);
      }
    }
    assertTrue(
        100 * (cases.size() - missing.size()) >= LEAST_PERCENT * cases.size(),
        () -> missing.size() + " of " + cases.size() + " differ\n" + String.join("\n", missing));
  }

  private static Dict recorded() throws IOException {
    try (InputStream in = ErrorMessagesTest.class.getResourceAsStream("/messages.json")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return (Dict) Json.read(text, Tag.NONE);
    }
  }

  private void write(Dict recorded, List<Dict> cases) throws IOException {
    for (var file : ((Dict) recorded.get("files").orElseThrow()).entries().entrySet()) {
      write(text(file.getKey()), text(file.getValue()));
    }
    var tasks = new ArrayList<Value>();
    for (int i = 0; i < cases.size(); i++) {
      Dict test = cases.get(i);
      var task = Dict.builder().put("name", Str.of("e" + i)).put("ignore_errors", Bool.of(true));
      Value text = test.get("text").orElseThrow();
      switch (test.text("kind").orElseThrow()) {
        case "file" -> {
          String source = "e" + i + ".j2";
          write("templates/" + source, text(text));
          task.put("template", Dict.of(Map.of("src", Str.of(source), "dest", Str.of("out"))));
        }
        case "when" -> task.put("debug", Dict.of(Map.of("msg", Str.of("ran")))).put("when", text);
        default -> task.put("debug", Dict.of(Map.of("msg", text)));
      }
      tasks.add(task.build());
    }
    Dict play =
        Dict.builder()
            .put("hosts", Str.of("localhost"))
            .put("gather_facts", Bool.of(false))
            .put("vars", recorded.get("vars").orElseThrow())
            .put("tasks", Seq.of(tasks))
            .build();
    write("site.yml", Json.write(Seq.of(play), Json.Layout.LINE));
  }

  private void write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private static Map<String, Dict> results(Played played) throws IOException {
    var said = (Dict) Json.read(played.out(), Tag.NONE);
    var results = new HashMap<String, Dict>();
    for (Dict play : dicts(said.get("plays").orElseThrow())) {
      for (Dict task : dicts(play.get("tasks").orElseThrow())) {
        String name = ((Dict) task.get("task").orElseThrow()).text("name").orElseThrow();
        var hosts = (Dict) task.get("hosts").orElseThrow();
        results.put(name, (Dict) hosts.get("localhost").orElseThrow());
      }
    }
    return results;
  }

  private String message(Dict result) throws IOException {
    return result
        .text("msg")
        .orElse("")
        .replace(dir.toRealPath().toString(), "ROOT")
        .replace(dir.toString(), "ROOT");
  }

  private static List<Dict> dicts(Value list) {
    return ((Seq) list).stream().map(Dict.class::cast).toList();
  }

  private static String text(Value value) {
    return ((Str) value).text();
  }
}
