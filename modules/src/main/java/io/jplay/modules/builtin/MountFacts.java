package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is mounted, and what fstab says is to be. Imitates ansible.builtin.mount_facts.
@ModuleInfo(summary = "Retrieve mount information", onlyReads = true)
public final class MountFacts implements StateModule<MountFacts.Args> {
  private static final List<String> DYNAMIC = List.of("/etc/mtab", "/proc/mounts", "/etc/mnttab");
  private static final List<String> STATIC =
      List.of("/etc/fstab", "/etc/vfstab", "/etc/filesystems");
  private static final Pattern LISTED = Pattern.compile("^(\\S+) on (.+) type (\\S+) \\((.+)\\)$");

  public enum OnTimeout {
    ERROR,
    WARN,
    IGNORE
  }

  public record Args(
      @Option List<String> devices,
      @Option List<String> fstypes,
      @Option List<String> sources,
      @Option("mount") Optional<Value> mountBinary,
      @Option Optional<Double> timeout,
      @Option("error") OnTimeout onTimeout,
      @Option Optional<Boolean> includeAggregateMounts) {
    public Args {
      devices = List.copyOf(devices);
      fstypes = List.copyOf(fstypes);
      sources = List.copyOf(sources);
    }

    private String binary() {
      return mountBinary.filter(v -> v instanceof Str).map(Value::toString).orElse("");
    }

    /// The sources one by one; the program only where no file of the moving ones is there.
    private List<String> places() {
      var all = new ArrayList<String>();
      for (String source : sources.isEmpty() ? List.of("all") : sources) {
        if (source.equals("all") || source.equals("dynamic")) {
          all.addAll(DYNAMIC);
        }
        if (source.equals("all") || source.equals("static")) {
          all.addAll(STATIC);
        }
        if (!List.of("all", "dynamic", "static").contains(source)) {
          all.add(source);
        }
      }
      return all;
    }

    private boolean fallsBack() {
      return !binary().isEmpty()
          && (sources.isEmpty() || sources.contains("all") || sources.contains("dynamic"));
    }

    private boolean wants(Line line) {
      return matches(devices, line.device()) && matches(fstypes, line.type());
    }

    private static boolean matches(List<String> patterns, String text) {
      return patterns.isEmpty()
          || patterns.stream().anyMatch(p -> Glob.of(p).matcher(text).matches());
    }
  }

  /// A pattern as Python's fnmatch reads it.
  private static final class Glob {
    static Pattern of(String glob) {
      var regex = new StringBuilder("(?s)");
      for (int i = 0; i < glob.length(); i++) {
        char c = glob.charAt(i);
        int end = c == '[' ? glob.indexOf(']', i + 2) : -1;
        if (end > 0) {
          String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
          regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
          i = end;
        } else if (c == '*') {
          regex.append(".*");
        } else {
          regex.append(c == '?' ? "." : Pattern.quote("" + c));
        }
      }
      return Pattern.compile(regex.toString());
    }
  }

  /// One mount as a line of a source says it.
  private record Line(
      String source,
      String text,
      String device,
      String at,
      String type,
      String options,
      List<String> rest) {
    static Optional<Line> of(String source, String text, boolean listed) {
      String line = text.strip();
      if (listed) {
        Matcher m = LISTED.matcher(line);
        return m.matches()
            ? Optional.of(
                new Line(source, line, m.group(1), m.group(2), m.group(3), m.group(4), List.of()))
            : Optional.empty();
      }
      String[] f = line.split("\\s+");
      if (line.isEmpty() || line.startsWith("#") || f.length < 4) {
        return Optional.empty();
      }
      List<String> rest = Arrays.asList(f).subList(4, f.length);
      return Optional.of(new Line(source, line, plain(f[0]), plain(f[1]), f[2], f[3], rest));
    }

    private static String plain(String text) {
      return text.replace("\\040", " ")
          .replace("\\011", "\t")
          .replace("\\012", "\n")
          .replace("\\134", "\\");
    }

    Value describe(Sizes sizes) {
      var all =
          Dict.builder()
              .put("device", device)
              .put("mount", at)
              .put("fstype", type)
              .put("options", options);
      number(0).ifPresent(n -> all.put("dump", n));
      number(1).ifPresent(n -> all.put("passno", n));
      sizes.of(at).ifPresent(all::putAll);
      return all.put(
              "ansible_context",
              Dict.builder().put("source", source).put("source_data", text).build())
          .put("uuid", uuid(sizes))
          .build();
    }

    private Value uuid(Sizes sizes) {
      return device.startsWith("UUID=")
          ? Str.of(device.substring("UUID=".length()))
          : sizes.uuid(device).<Value>map(Str::of).orElse(Null.NULL);
    }

    private Optional<Int> number(int index) {
      return rest.size() > index && rest.get(index).matches("\\d{1,9}")
          ? Optional.of(Int.of(Long.parseLong(rest.get(index))))
          : Optional.empty();
    }
  }

  /// What stat and the links of udev say.
  private record Sizes(Map<String, Dict> mounts, Map<String, String> uuids, List<String> late) {
    Optional<Dict> of(String at) {
      return Optional.ofNullable(mounts.get(at));
    }

    Optional<String> uuid(String device) {
      return Optional.ofNullable(uuids.get(device));
    }

    static Sizes parse(List<String> points, String text) {
      var mounts = new LinkedHashMap<String, Dict>();
      var uuids = new LinkedHashMap<String, String>();
      var late = new ArrayList<String>();
      int next = 0;
      for (String line : text.lines().toList()) {
        String[] f = line.split(" ");
        if (f[0].equals("uuid") && f.length == 3) {
          uuids.put(f[1], f[2]);
        } else if (f[0].equals("late")) {
          late.add(points.get(next++));
        } else if (f[0].equals("size")) {
          String point = points.get(next++);
          if (f.length == 6) {
            mounts.put(point, sizes(f));
          }
        }
      }
      return new Sizes(mounts, uuids, late);
    }

    private static Dict sizes(String[] f) {
      long size = Long.parseLong(f[1]);
      long total = Long.parseLong(f[2]);
      long free = Long.parseLong(f[3]);
      long inodes = Long.parseLong(f[4]);
      long freeInodes = Long.parseLong(f[5]);
      return Dict.builder()
          .put("size_total", size * total)
          .put("size_available", size * free)
          .put("block_size", size)
          .put("block_total", total)
          .put("block_available", free)
          .put("block_used", total - free)
          .put("inode_total", inodes)
          .put("inode_available", freeInodes)
          .put("inode_used", inodes - freeInodes)
          .build();
    }
  }

  /// The sources that are there, each with its lines. The same file under another name is one.
  private static Read<List<Line>> lines(Args a) {
    var script = Call.script().line("jp_seen=: jp_moving=");
    for (String place : a.places()) {
      if (!a.binary().isEmpty() && place.equals(a.binary())) {
        script.line("printf '\\036listed %s\\n' {}; {} 2>/dev/null", place, place);
      } else if (place.startsWith("/")) {
        script.line(
            "jp_f={}; jp_r=$(readlink -f \"$jp_f\" 2>/dev/null | sed"
                + " 's#^/proc/[0-9]*/#/proc/self/#')",
            place);
        script.line(
            "case $jp_seen in *:\"$jp_r\":*) ;; *) if [ -r \"$jp_f\" ] && [ -f \"$jp_f\" ]; then");
        script.line(
            "jp_seen=$jp_seen$jp_r:; printf '\\036file %s\\n' \"$jp_f\"; cat \"$jp_f\"; echo");
        script.line(DYNAMIC.contains(place) ? "jp_moving=1" : ":");
        script.line("fi ;; esac");
      }
    }
    if (a.fallsBack()) {
      script.line(
          "[ -n \"$jp_moving\" ] || { printf '\\036listed %s\\n' {}; {}; }",
          a.binary(), a.binary());
    }
    return new Read<>(
        "mount-lines:" + a.places() + a.binary(),
        script.line(":").program(),
        out -> parse(out.stdout()));
  }

  private static List<Line> parse(String text) {
    var lines = new ArrayList<Line>();
    String source = "";
    boolean listed = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("\036")) {
        listed = line.startsWith("\036listed ");
        source = line.substring(line.indexOf(' ') + 1);
      } else {
        Line.of(source, line, listed).ifPresent(lines::add);
      }
    }
    return List.copyOf(lines);
  }

  private static Read<Sizes> sizes(Args a, List<Line> lines) {
    List<String> points = lines.stream().map(Line::at).distinct().toList();
    String limit = a.timeout().map(t -> "" + (long) Math.max(1, Math.ceil(t))).orElse("");
    var script = Call.script().line("jp_limit={}", limit);
    script.line("jp_stat() { if [ -n \"$jp_limit\" ] && command -v timeout >/dev/null; then");
    script.line("set -- timeout \"$jp_limit\" stat \"$@\"; else set -- stat \"$@\"; fi");
    script.line("jp_o=$(\"$@\" 2>/dev/null); jp_c=$?");
    script.line("if [ $jp_c = 124 ]; then echo late; else echo \"size $jp_o\"; fi; }");
    points.forEach(p -> script.line("jp_stat -f -c '%S %b %a %c %d' -- {}", p));
    script.line("for jp_l in /dev/disk/by-uuid/*; do [ ! -L \"$jp_l\" ] ||");
    script.line("printf 'uuid %s %s\\n' \"$(readlink -f \"$jp_l\")\" \"${jp_l##*/}\"; done");
    return new Read<>(
        "mount-sizes:" + limit + points,
        script.program(),
        out -> Sizes.parse(points, out.stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(lines(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    List<Line> all = seen.get(lines(a)).stream().filter(a::wants).toList();
    Read<Sizes> read = sizes(a, all);
    if (!seen.has(read)) {
      return new Decision.ReadMore(Reads.of(read));
    }
    Sizes sizes = seen.get(read);
    Result result = Result.ok();
    if (!sizes.late().isEmpty()) {
      String said = "Timed out getting mount information for " + String.join(", ", sizes.late());
      switch (a.onTimeout()) {
        case ERROR -> {
          return Decision.failed(said);
        }
        case WARN -> result = result.withWarning(said);
        case IGNORE -> {}
      }
    }
    return Decision.unchanged(told(a, all, sizes, result));
  }

  private static Result told(Args a, List<Line> lines, Sizes sizes, Result base) {
    var points = new LinkedHashMap<String, Value>();
    var aggregate = new ArrayList<Value>();
    var sources = new LinkedHashMap<String, List<String>>();
    for (Line line : lines) {
      Value mount = line.describe(sizes);
      points.putIfAbsent(line.at(), mount);
      aggregate.add(mount);
      sources.computeIfAbsent(line.source(), s -> new ArrayList<>()).add(line.at());
    }
    Result result = warned(a, sources, base);
    boolean includes = a.includeAggregateMounts().orElse(false);
    return result.withFacts(
        Dict.builder()
            .put("mount_points", Dict.of(points))
            .put("aggregate_mounts", Seq.of(includes ? aggregate : List.of()))
            .build());
  }

  /// Several mounts at one place are told when the task does not say whether it wants all of them.
  private static Result warned(Args a, Map<String, List<String>> sources, Result base) {
    Result result = base;
    if (Set.copyOf(a.sources()).size() < a.sources().size()) {
      result =
          result.withWarning(
              "mount_facts option 'sources' contains duplicate entries, repeat sources will be"
                  + " ignored: "
                  + python(a.sources()));
    }
    var repeated = new ArrayList<String>();
    sources.forEach((source, at) -> {
      if (Set.copyOf(at).size() < at.size()) {
        repeated.add(source + " (" + python(at) + ")");
      }
    });
    return a.includeAggregateMounts().isPresent() || repeated.isEmpty()
        ? result
        : result.withWarning(
            "mount_facts: ignoring repeat mounts in the following sources: %s. You can disable this warning by configuring the 'include_aggregate_mounts' option as True or False."
                .formatted(String.join(", ", repeated)));
  }

  private static String python(List<String> words) {
    return words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(", ", "[", "]"));
  }
}
