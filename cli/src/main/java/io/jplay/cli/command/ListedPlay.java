package io.jplay.cli.command;

import io.jplay.cli.run.Engine;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.HostPattern;
import io.jplay.core.inventory.HostSelection;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A play as it is listed: hosts and name rendered with the variables that need no host.
final class ListedPlay {
  private final Play play;
  private final Engine.Loaded loaded;
  private final Scope scope;

  ListedPlay(Play play, Engine.Loaded loaded) {
    this.play = play;
    this.loaded = loaded;
    this.scope = Scope.EMPTY.with(variables(play, loaded));
  }

  Play play() {
    return play;
  }

  /// The name, as it is written when it has a variable of a host.
  Optional<String> name() {
    return play.keywords()
        .get(Keyword.NAME)
        .map(name -> {
          Value rendered = loaded.renderer().renderOrUndefined(name, scope);
          return PythonText.str(rendered instanceof Undefined ? name : rendered);
        });
  }

  List<String> patterns() {
    Value rendered = loaded.renderer().renderOrUndefined(play.hosts(), scope);
    return switch (rendered) {
      case Undefined u -> throw undefined(u);
      case Seq seq -> seq.stream().map(PythonText::str).toList();
      default -> List.of(PythonText.str(rendered));
    };
  }

  /// The hosts that its patterns select.
  HostSelection selection() {
    return HostPattern.parse(patterns()).select(loaded.inventory()).at(play.hosts().tag().origin());
  }

  /// The tags of a play, block or task; one that cannot be rendered here as it is written.
  List<String> tags(Keywords keywords) {
    var tags = new ArrayList<String>();
    keywords.get(Keyword.TAGS).ifPresent(written -> addTags(written, tags));
    return tags;
  }

  private void addTags(Value written, List<String> tags) {
    Value rendered = loaded.renderer().renderOrUndefined(written, scope);
    switch (rendered) {
      case Seq s -> s.items().forEach(item -> addTags(item, tags));
      case Null n -> {}
      case Undefined u -> tags.add(PythonText.str(written));
      default -> tags.add(PythonText.str(rendered));
    }
  }

  private JplayException undefined(Undefined value) {
    return new JplayException(
        ExitCode.UNREACHABLE_OR_PARSE_ERROR,
        Diagnostic.error("JP1216", "play has no valid hosts", play.hosts().tag().origin())
            .withDetail(
                "The field 'hosts' has an invalid value, which includes an undefined variable. The"
                    + " error was: "
                    + value.message())
            .withHint("give it with -e, or a default: {{ x | default('all') }}"));
  }

  /// Those of roles, play, files of the play and the command line, stronger ones later.
  private static Map<String, Value> variables(Play play, Engine.Loaded loaded) {
    var all = new LinkedHashMap<String, Value>();
    for (Role role : play.staticRoles()) {
      put(role.own().defaults(), all);
    }
    prompts(play.keywords(), all);
    play.imports().forEach(imported -> put(imported.vars(), all));
    put(play.keywords().vars(), all);
    for (Role role : play.staticRoles()) {
      put(role.own().variables(), all);
    }
    put(loaded.extraVars(), all);
    var groups = Dict.builder();
    loaded
        .inventory()
        .groups()
        .keySet()
        .forEach(name -> groups.put(name, Seq.ofTexts(loaded.inventory().hostsOf(name))));
    all.put("groups", groups.build());
    var file = play.file().toAbsolutePath().normalize();
    all.put("playbook_dir", Str.of(Objects.requireNonNullElse(file.getParent(), file).toString()));
    return all;
  }

  private static void put(Dict variables, Map<String, Value> into) {
    variables
        .entries()
        .forEach((key, value) -> {
          switch (key) {
            case Str s -> into.put(s.text(), value);
            case Template t -> into.put(t.text(), value);
            default -> into.put(PythonText.str(key), value);
          }
        });
  }

  /// Nobody is asked: the default, or "None".
  private static void prompts(Keywords keywords, Map<String, Value> into) {
    if (keywords.get(Keyword.VARS_PROMPT).orElse(Null.NULL) instanceof Seq prompts) {
      for (Value prompt : prompts.items()) {
        if (prompt instanceof Dict d && d.get("name").orElse(Null.NULL) instanceof Str name) {
          into.put(name.text(), d.get("default").orElse(Str.of("None")));
        }
      }
    }
  }
}
