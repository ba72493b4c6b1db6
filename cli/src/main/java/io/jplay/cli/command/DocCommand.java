package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.doc.DocLibrary;
import io.jplay.cli.doc.DocPage;
import io.jplay.cli.doc.RolePage;
import io.jplay.cli.view.Console;
import io.jplay.cli.view.TerminalText;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `jdoc`, `ansible-doc`: pages of modules and plug-ins, lists of them, tasks to start from.
public final class DocCommand {
  private static final List<String> WITH_SNIPPETS = List.of("inventory", "lookup", "module");

  private final Invocation invocation;
  private final Console console;

  public DocCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run(List<String> words) {
    Options options = CommonOptions.doc(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      console.display(options.usage());
      return ExitCode.OK;
    }
    String type = given.last("-t").orElse("module");
    if (!DocLibrary.TYPES.contains(type)) {
      throw options.usage(
          options.argument("-t") + ": " + Options.invalid(type, DocLibrary.TYPES),
          Suggestion.hint(type, DocLibrary.TYPES));
    }
    if (given.has("--metadata-dump")) {
      dump(given);
      return ExitCode.OK;
    }
    var library = new DocLibrary(type);
    boolean lists = given.has("-l") || given.has("-F");
    if (!lists && given.positionals().isEmpty()) {
      throw options.bad("Incorrect options passed", "name a plug-in, or -l for a list");
    }
    if (type.equals("role")) {
      roles(new RoleDocCommand(invocation.settings(), given, console), given, lists);
    } else if (lists) {
      list(wanted(library, given), given);
    } else {
      pages(library, type, given, options);
    }
    return ExitCode.OK;
  }

  private static Map<String, String> wanted(DocLibrary library, Options.Given given) {
    var shown = new TreeMap<String, String>();
    library
        .summaries()
        .forEach((name, summary) -> {
          if (isWanted(name, given.positionals())) {
            shown.put(name, given.has("-F") ? library.source(name) : summary);
          }
        });
    return shown;
  }

  private void list(Map<String, String> shown, Options.Given given) {
    if (given.has("-j")) {
      var data = new LinkedHashMap<String, Value>();
      shown.forEach((name, text) -> data.put(name, Str.of(text)));
      json(Dict.of(data));
      return;
    }
    int width = shown.keySet().stream().mapToInt(String::length).max().orElse(0);
    var out = new StringBuilder();
    shown.forEach((name, text) ->
        out.append((name + " ".repeat(width - name.length()) + " " + text).stripTrailing())
            .append('\n'));
    page(out.toString());
  }

  /// Arguments of a list are namespaces or collections.
  private static boolean isWanted(String name, List<String> collections) {
    return collections.isEmpty() || collections.stream().anyMatch(c -> name.startsWith(c + "."));
  }

  /// The pages of names, in JSON each under the name that it was asked for by.
  private void pages(DocLibrary library, String type, Options.Given given, Options options) {
    var found = new LinkedHashMap<String, DocPage>();
    for (String name : given.positionals()) {
      library
          .page(name)
          .ifPresentOrElse(
              page -> found.put(name, page), () -> console.warning(missing(library, type, name)));
    }
    if (found.isEmpty()) {
      throw nothing(type);
    }
    if (given.has("-s") && !WITH_SNIPPETS.contains(type)) {
      throw options.bad("Snippets are only available for " + String.join(", ", WITH_SNIPPETS), "");
    }
    if (given.has("-j")) {
      var data = new LinkedHashMap<String, Value>();
      found.forEach((name, page) -> data.put(name, page.data(type)));
      json(Dict.of(data));
      return;
    }
    var out = new StringBuilder();
    for (Map.Entry<String, DocPage> entry : found.entrySet()) {
      out.append(out.isEmpty() ? "" : "\n");
      out.append(library.text(entry.getValue(), given.has("-s")));
    }
    page(out.toString());
  }

  private void roles(RoleDocCommand roles, Options.Given given, boolean lists) {
    if (given.has("-F")) {
      list(roles.files(), given);
    } else if (lists && given.has("-j")) {
      json(roles.listData());
    } else if (lists) {
      page(roles.list());
    } else {
      List<RolePage> found = roles.pages();
      if (found.isEmpty()) {
        throw nothing("role");
      }
      if (given.has("-j")) {
        var data = new LinkedHashMap<String, Value>();
        found.forEach(role -> data.put(role.name(), role.data()));
        json(Dict.of(data));
      } else {
        page(found.stream().map(RolePage::text).collect(Collectors.joining("\n")));
      }
    }
  }

  private JplayException nothing(String type) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1840", "nothing to show", SourceRange.NONE)
            .withDetail("there is no page of what was asked for")
            .withHint("see " + invocation.program() + " -t " + type + " -l"));
  }

  /// Every page of every type.
  private void dump(Options.Given given) {
    var all = new LinkedHashMap<String, Value>();
    for (String type : DocLibrary.TYPES) {
      var pages = new LinkedHashMap<String, Value>();
      new DocLibrary(type).pages().forEach(page -> pages.put(page.name(), page.data(type)));
      all.put(type, Dict.of(pages));
    }
    all.put("role", new RoleDocCommand(invocation.settings(), given, console).dump());
    json(Dict.EMPTY.with("all", Dict.of(all)));
  }

  private static String missing(DocLibrary library, String type, String name) {
    String hint = Suggestion.hint(name, library.names(name.indexOf('.') >= 0));
    return type + " " + name + " not found" + (hint.isEmpty() ? "" : "; " + hint);
  }

  private void json(Dict data) {
    console.displayData(Json.write(data, new Json.Layout(4, true, false)));
  }

  private void page(String text) {
    invocation
        .terminal()
        .page(
            TerminalText.visible(text).getBytes(StandardCharsets.UTF_8),
            invocation.settings().text(Setting.PAGER));
  }
}
