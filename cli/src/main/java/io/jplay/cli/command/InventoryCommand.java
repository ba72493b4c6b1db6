package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.inventory.InventoryGraph;
import io.jplay.cli.inventory.InventoryReport;
import io.jplay.cli.inventory.TomlText;
import io.jplay.cli.run.InspectedInventory;
import io.jplay.cli.run.PatternMismatch;
import io.jplay.cli.run.RunRequest;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.HostPattern;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.YamlDumper;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `jinventory`, `ansible-inventory`: the inventory as data or as a graph. Values are shown as they
/// were written, decrypted when their file was a vault: this output is meant for programs.
public final class InventoryCommand {
  private final Invocation invocation;
  private final Console console;

  public InventoryCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run(List<String> words) {
    Options options = CommonOptions.inventory(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      console.display(options.usage());
      return ExitCode.OK;
    }
    if (given.positionals().size() > 1) {
      throw options.usage(
          "unrecognized arguments: "
              + String.join(" ", given.positionals().subList(1, given.positionals().size())),
          "");
    }
    long actions = Stream.of("--list", "--host", "--graph").filter(given::has).count();
    if (actions != 1) {
      throw options.bad(
          actions == 0
              ? "No action selected, at least one of --host, --graph or --list needs to be"
                  + " specified."
              : "Conflicting options used, only one of --host, --graph or --list can be used at"
                  + " the same time.",
          "");
    }
    var requests = new Requests(invocation, options, given);
    RunRequest request =
        requests.of(
            new RunRequest.Work.Inspection(
                given
                    .last("--playbook-dir")
                    .map(requests::path)
                    .or(() -> invocation.settings().path(Setting.PLAYBOOK_DIR))));
    Screen.announce(console, request);
    InspectedInventory inspected = invocation.engine().inspect(request, console::diagnostic);
    request
        .hosts()
        .limit()
        .ifPresent(
            limit -> inspected.inventory().select(limit).problems().forEach(console::diagnostic));
    String text = text(inspected, request, options, given);
    if (text.isEmpty()) {
      return ExitCode.ERROR;
    }
    Optional<Path> file = given.last("--output").map(requests::path);
    if (file.isPresent()) {
      write(file.get(), text);
    } else {
      console.displayData(text);
    }
    return ExitCode.OK;
  }

  private String text(
      InspectedInventory inspected, RunRequest request, Options options, Options.Given given) {
    boolean export = given.has("--export") || invocation.settings().flag(Setting.INVENTORY_EXPORT);
    var report = new InventoryReport(inspected, export, request.hosts().limit());
    if (given.has("--host")) {
      return data(host(inspected, report, given.last("--host").orElse(""), options), given);
    }
    if (given.has("--graph")) {
      List<String> groups = given.positionals();
      List<String> lines =
          new InventoryGraph(inspected, given.has("--vars"), export)
              .below(groups.isEmpty() ? "all" : groups.getFirst());
      if (lines.isEmpty()) {
        throw options.bad("Pattern must be valid group name when using --graph", "");
      }
      return String.join("\n", lines);
    }
    return data(
        given.has("-y") ? report.nested() : given.has("--toml") ? report.tables() : report.flat(),
        given);
  }

  private Dict host(
      InspectedInventory inspected, InventoryReport report, String pattern, Options options) {
    var selection = HostPattern.parse(pattern).select(inspected.inventory()).orThrow();
    selection
        .problems()
        .forEach(PatternMismatch.before(console::diagnostic, invocation.settings()));
    if (selection.hosts().size() != 1) {
      throw options.bad("You must pass a single valid host to --host parameter", "");
    }
    return report.host(selection.hosts().getFirst());
  }

  private static String data(Dict data, Options.Given given) {
    if (given.has("-y")) {
      return YamlDumper.block(data);
    }
    return given.has("--toml")
        ? TomlText.of(data)
        : Json.write(tagged(data), new Json.Layout(4, true, false));
  }

  /// JSON has no tags: an inline vault and an `!unsafe` text become the mappings that ansible
  /// writes and reads. What scripts and services answer is data as well, but stands in no file.
  private static Value tagged(Value value) {
    return switch (value) {
      case Vaulted v -> Dict.EMPTY.with("__ansible_vault", Str.of(v.ciphertext()));
      case Str s when s.tag().taint().isRemote() && s.tag().origin().isKnown() ->
          Dict.EMPTY.with("__ansible_unsafe", s);
      case Seq s ->
          new Seq(s.items().stream().map(InventoryCommand::tagged).toList(), s.kind(), s.tag());
      case Dict d -> {
        var out = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> out.put(k, tagged(v)));
        yield new Dict(out, d.tag());
      }
      default -> value;
    };
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new JplayException(
          Diagnostic.error("JP1835", "output file cannot be written", SourceRange.NONE)
              .withDetail("Unable to write to destination file (" + file + "): " + IoReason.of(e)));
    }
  }
}
