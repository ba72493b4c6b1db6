package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Attributes of everything below a directory (`recurse`).
public final class TreeAttributes {
  /// Paths of one command, well below any limit of a command line.
  private static final int CHUNK = 200;

  private TreeAttributes() {}

  /// What one read saw below a directory. `dereferenced` entries were reached through links and are
  /// changed themselves; a `closed` one says of a directory, listed as well, that it cannot be
  /// looked into.
  public record Entry(String path, FileStat stat, boolean dereferenced, boolean closed) {}

  public static Read<Map<String, Entry>> read(String path, boolean follow) {
    var program =
        new ScriptBuilder()
            .use("sh/tree.sh", TreeAttributes.class)
            .line("jp_tree {} {}", path, follow ? "follow" : "stay")
            .program();
    return new Read<>("tree:" + follow + ":" + path, program, TreeAttributes::parse);
  }

  /// What is below a directory, links themselves, down to a depth (0: all).
  public static Read<Map<String, Entry>> list(String path, int depth) {
    return list(path, depth, false);
  }

  /// The same, with what is below directories that links lead to where they are followed.
  public static Read<Map<String, Entry>> list(String path, int depth, boolean follow) {
    String kind = follow ? "walk" : "list";
    var script = new ScriptBuilder().use("sh/tree.sh", TreeAttributes.class);
    if (depth > 0) {
      script.line("jp_tree {} {} {}", path, kind, Integer.toString(depth));
    } else {
      script.line("jp_tree {} {}", path, kind);
    }
    return new Read<>("tree:" + kind + depth + ":" + path, script.program(), TreeAttributes::parse);
  }

  /// The entries directory by directory, as a walk from the top meets them: files before
  /// directories, in the order in which the host lists them.
  public static List<List<Entry>> walk(String top, Map<String, Entry> tree) {
    var below = new LinkedHashMap<String, List<Entry>>();
    for (Entry entry : tree.values()) {
      String parent = entry.path().substring(0, entry.path().lastIndexOf('/'));
      below.computeIfAbsent(parent, p -> new ArrayList<>()).add(entry);
    }
    var groups = new ArrayList<List<Entry>>();
    descend(top.equals("/") ? "" : Paths.trimmed(top), below, groups);
    return groups;
  }

  private static void descend(
      String path, Map<String, List<Entry>> below, List<List<Entry>> groups) {
    List<Entry> entries = below.getOrDefault(path, List.of());
    var group = new ArrayList<Entry>(entries);
    // a stable sort: a link that was entered counts as a directory
    group.sort(Comparator.comparing(e -> e.stat().isDirectory() || below.containsKey(e.path())));
    groups.add(group);
    entries.stream()
        .filter(e -> !e.closed() && below.containsKey(e.path()))
        .forEach(e -> descend(e.path(), below, groups));
  }

  /// What is below a directory by kind, as differences of a removal show it: the entries of each
  /// directory together, in the order in which the host lists them.
  public static Dict content(String top, Map<String, Entry> tree) {
    var directories = new ArrayList<Value>();
    var files = new ArrayList<Value>();
    for (List<Entry> group : walk(top, tree)) {
      for (Entry entry : group) {
        if (!entry.closed()) {
          (entry.stat().isDirectory() ? directories : files).add(new Str(entry.path(), Tag.REMOTE));
        }
      }
    }
    return Dict.builder()
        .put("directories", Seq.of(directories))
        .put("files", Seq.of(files))
        .build();
  }

  private static Map<String, Entry> parse(ProgramOutput output) {
    if (output.rc() == 127) {
      // nothing seen is not nothing there
      throw new ModuleFailure(output.stderr().strip());
    }
    var entries = new LinkedHashMap<String, Entry>();
    for (String record : new String(output.stdoutBytes(), StandardCharsets.UTF_8).split("\0")) {
      String flag =
          record.startsWith("-L ") || record.startsWith("-E ") ? record.substring(0, 3) : "";
      String[] fields = record.substring(flag.length()).split(" ", 14);
      if (fields.length == 14) {
        String line = String.join(" ", List.of(fields).subList(0, 13));
        String path = fields[13].replaceFirst("//", "/");
        entries.put(
            flag + path,
            new Entry(path, FileStat.parse(line), flag.equals("-L "), flag.equals("-E ")));
      }
    }
    return entries;
  }

  /// Appends the commands that bring all entries to what is wanted; returns how many need it.
  public static int append(
      ScriptBuilder script,
      Map<String, Entry> tree,
      FileAttributes wanted,
      int umask,
      Observed seen) {
    var commands = new LinkedHashMap<List<String>, List<String>>();
    FileAttributes plain =
        new FileAttributes(
            wanted.owner(), wanted.group(), wanted.mode(), Optional.empty(), wanted.context());
    int changed = 0;
    for (Entry entry : tree.values()) {
      AttributeChange change = plain.changeOf(entry.path(), entry.stat(), umask, seen);
      changed += change.isEmpty() ? 0 : 1;
      List<String> flag = entry.dereferenced() ? List.of() : List.of("-h");
      change.owner().ifPresent(o -> add(commands, entry, words("chown", flag, o)));
      change.group().ifPresent(g -> add(commands, entry, words("chgrp", flag, g)));
      change
          .mode()
          .ifPresent(m -> add(commands, entry, List.of("chmod", "0" + FileMode.octal(m), "--")));
    }
    commands.forEach((command, paths) -> appendChunks(script, command, paths));
    return changed;
  }

  /// The same for times; links have none of their own.
  public static int appendTimes(
      ScriptBuilder script, Map<String, Entry> tree, FileTimes times, Observed seen) {
    var commands = new LinkedHashMap<List<String>, List<String>>();
    int changed = 0;
    for (Entry entry : tree.values()) {
      FileTimes.Change change = times.changeOf(entry.stat(), seen);
      if (!entry.stat().isLink() && !change.isEmpty()) {
        changed++;
        change.commands().forEach(command -> add(commands, entry, command));
      }
    }
    commands.forEach((command, paths) -> appendChunks(script, command, paths));
    return changed;
  }

  private static List<String> words(String command, List<String> flag, String account) {
    var words = new ArrayList<String>();
    words.add(command);
    words.addAll(flag);
    words.add("--");
    words.add(account);
    return words;
  }

  private static void add(Map<List<String>, List<String>> commands, Entry entry, List<String> c) {
    commands.computeIfAbsent(c, k -> new ArrayList<>()).add(entry.path());
  }

  private static void appendChunks(ScriptBuilder script, List<String> command, List<String> paths) {
    for (int i = 0; i < paths.size(); i += CHUNK) {
      var words = new ArrayList<>(command);
      words.addAll(paths.subList(i, Math.min(paths.size(), i + CHUNK)));
      script.command(words);
      script.line("[ $? -eq 0 ] || exit");
    }
  }
}
