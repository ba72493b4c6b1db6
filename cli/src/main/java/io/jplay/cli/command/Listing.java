package io.jplay.cli.command;

import io.jplay.cli.run.Engine;
import io.jplay.cli.run.PatternMismatch;
import io.jplay.cli.run.RunRequest;
import io.jplay.cli.view.Console;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.HostPattern;
import io.jplay.core.inventory.HostSelection;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Node;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.Task;
import io.jplay.core.run.TagFilter;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Seq;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `--list-hosts`, `--list-tasks`, `--list-tags`, `--syntax-check`: what would be run, in ansible's
/// layout. Hosts are in inventory order, where ansible's order is that of a hash table.
final class Listing {
  private final Console console;
  private final RunRequest request;
  private final Engine.Loaded loaded;
  private final TagFilter filter;

  Listing(Console console, RunRequest request, Engine.Loaded loaded) {
    this.console = console;
    this.request = request;
    this.loaded = loaded;
    this.filter = new TagFilter(request.tasks().tags(), request.tasks().skipTags());
  }

  /// The hosts of an ad hoc pattern.
  void hosts(String pattern) {
    List<String> names = selected(HostPattern.parse(pattern).select(loaded.inventory()));
    if (names.isEmpty()) {
      console.warning("No hosts matched, nothing to do");
    }
    console.display("  hosts (" + names.size() + "):");
    names.forEach(name -> console.display("    " + name));
  }

  private void judge(HostSelection selection) {
    selection
        .orThrow()
        .problems()
        .forEach(PatternMismatch.before(console::diagnostic, request.settings()));
  }

  private List<String> selected(HostSelection selection) {
    judge(selection);
    Optional<Set<String>> limit =
        request
            .hosts()
            .limit()
            .map(l -> Set.copyOf(names(HostPattern.parse(l).select(loaded.inventory()).hosts())));
    return names(selection.hosts()).stream()
        .filter(name -> limit.map(l -> l.contains(name)).orElse(true))
        .toList();
  }

  private static List<String> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }

  void playbooks(boolean hosts, boolean tasks, boolean tags) {
    List<Path> names =
        request.work() instanceof RunRequest.Work.Playbooks p ? p.files() : List.of();
    List<List<ListedPlay>> all =
        loaded.playbooks().stream()
            .map(playbook ->
                playbook.plays().stream().map(play -> new ListedPlay(play, loaded)).toList())
            .toList();
    all.stream().flatMap(List::stream).forEach(play -> judge(play.selection()));
    for (int i = 0; i < loaded.playbooks().size(); i++) {
      Playbook playbook = loaded.playbooks().get(i);
      console.display("\nplaybook: " + (i < names.size() ? names.get(i) : playbook.file()));
      if (hosts || tasks || tags) {
        int number = 0;
        for (ListedPlay play : all.get(i)) {
          play(play, ++number, hosts, tasks, tags);
        }
      }
    }
  }

  private void play(ListedPlay listed, int number, boolean hosts, boolean tasks, boolean tags) {
    Play play = listed.play();
    List<String> patterns = listed.patterns();
    boolean omitted = patterns.equals(List.of(PythonText.OMIT_TEXT));
    String pattern = omitted ? "" : String.join(",", patterns);
    String name = listed.name().orElse(pattern);
    var playTags = new LinkedHashSet<String>();
    play.imports().forEach(i -> playTags.addAll(listed.tags(i)));
    playTags.addAll(listed.tags(play.keywords()));
    var text =
        new StringBuilder(
            "\n  play #%d (%s): %s\tTAGS: [%s]"
                .formatted(number, pattern, name, String.join(",", playTags)));
    if (hosts) {
      List<String> selected = selected(listed.selection());
      text.append("\n    pattern: ")
          .append(omitted ? "None" : PythonText.repr(Seq.ofTexts(patterns)));
      text.append("\n    hosts (").append(selected.size()).append("):");
      selected.forEach(host -> text.append("\n      ").append(host));
    }
    console.display(text.toString());
    if (tasks || tags) {
      console.display(taskText(listed, playTags, tasks, tags));
    }
  }

  private String taskText(ListedPlay listed, Set<String> playTags, boolean tasks, boolean tags) {
    Play play = listed.play();
    var found = new ArrayList<Listed>();
    // who asks for the tags, and for no tasks in particular, sees those of `never` too (like
    // ansible-core 2.18 cli/playbook.py)
    boolean every =
        tags && request.tasks().tags().isEmpty() && request.tasks().skipTags().isEmpty();
    Predicate<Set<String>> wanted = every ? _ -> true : t -> filter.selects(List.copyOf(t));
    Stream.of(play.preTasks(), play.roles(), play.tasks(), play.postTasks())
        .flatMap(List::stream)
        .forEach(node -> collect(listed, node, "", playTags, wanted, found));
    var text = new StringBuilder(tasks ? "    tasks:\n" : "");
    var all = new TreeSet<>(playTags);
    for (Listed task : found) {
      all.addAll(task.tags());
      if (tasks) {
        text.append("      ").append(task.name()).append("\tTAGS: [");
        text.append(String.join(", ", new TreeSet<>(task.tags()))).append("]\n");
      }
    }
    if (tags) {
      text.append("      TASK TAGS: [").append(String.join(", ", all)).append("]\n");
    }
    return text.toString();
  }

  /// A task as listed.
  private record Listed(String name, Set<String> tags) {}

  /// Only the main part of blocks is listed, as ansible does.
  private void collect(
      ListedPlay listed,
      Node node,
      String role,
      Set<String> inherited,
      Predicate<Set<String>> wanted,
      List<Listed> found) {
    var tags = new LinkedHashSet<>(inherited);
    tags.addAll(listed.tags(node.keywords()));
    switch (node) {
      case Block block -> {
        String inner = block.role().map(Role::fqcn).orElse(role);
        block.block().forEach(child -> collect(listed, child, inner, tags, wanted, found));
      }
      case Task task -> {
        if (wanted.test(tags)) {
          found.add(new Listed(name(task, role), tags));
        }
      }
    }
  }

  /// An include of a role is listed as what it includes, not as what it is part of.
  private static String name(Task task, String role) {
    String module = PythonText.str(task.action().module());
    Optional<String> name = task.keywords().get(Keyword.NAME).map(PythonText::str);
    if (module.equals("include_role") || module.endsWith(".include_role")) {
      return name.orElse(module);
    }
    String prefix = role.isEmpty() ? "" : role + " : ";
    return name.map(n -> prefix + n).orElse(module);
  }
}
