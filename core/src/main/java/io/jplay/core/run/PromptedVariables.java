package io.jplay.core.run;

import io.jplay.core.exec.Prompter;
import io.jplay.core.exec.Truth;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Play;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks for a play's `vars_prompt`. Answers are never templates (CVE-2019-10206); private ones are
/// secret.
final class PromptedVariables {
  private final Prompter prompter;
  private final Renderer renderer;

  PromptedVariables(Prompter prompter, Renderer renderer) {
    this.prompter = prompter;
    this.renderer = renderer;
  }

  Dict ask(Play play, Scope scope) throws InterruptedException {
    Value entries = play.keywords().get(Keyword.VARS_PROMPT).orElse(Seq.EMPTY);
    Dict answers = Dict.EMPTY;
    for (Value entry : entries instanceof Seq s ? s.items() : List.of(entries)) {
      if (entry instanceof Dict spec) {
        String name = spec.get("name").map(PythonText::str).orElse("");
        if (scope.lookup(name) instanceof Undefined || !isExtraVar(name, scope)) {
          answers = answers.with(name, answer(spec, name, scope));
        }
      }
    }
    return answers;
  }

  /// Extra vars answer a prompt; variables of weaker levels do not.
  private static boolean isExtraVar(String name, Scope scope) {
    return scope instanceof io.jplay.core.vars.LayeredScope layered
        && layered.layers().stream()
            .anyMatch(
                l -> l.level() == io.jplay.core.vars.Level.EXTRA_VARS && l.variables().has(name));
  }

  private Value answer(Dict spec, String name, Scope scope) throws InterruptedException {
    Value fallback = spec.get("default").map(v -> renderer.render(v, scope)).orElse(Null.NULL);
    boolean hidden = spec.get("private").flatMap(Truth::of).orElse(true);
    String text =
        spec.get("prompt").map(v -> PythonText.str(renderer.render(v, scope))).orElse(name);
    String shown =
        fallback instanceof Null ? text + ": " : text + " [" + PythonText.str(fallback) + "]: ";
    Optional<String> given = prompter.ask(shown, hidden, 0);
    if (spec.get("confirm").flatMap(Truth::of).orElse(false)) {
      while (given.isPresent() && !given.equals(prompter.ask("confirm " + shown, hidden, 0))) {
        given = prompter.ask(shown, hidden, 0);
      }
    }
    var tag = hidden ? Tag.SECRET : Tag.NONE;
    Value value =
        given
            .filter(g -> !g.isEmpty())
            .<Value>map(g -> new Str(g, tag.and(Tag.REMOTE)))
            .orElse(fallback);
    String encrypt = spec.get("encrypt").map(PythonText::str).orElse("");
    return encrypt.isEmpty() ? value : encrypted(value, encrypt, spec);
  }

  private Value encrypted(Value value, String method, Dict spec) {
    var scope =
        Scope.EMPTY.with(
            Map.of(
                "answer",
                value,
                "method",
                Str.of(method),
                "salt",
                spec.get("salt").orElse(Null.NULL)));
    String salt = spec.has("salt") ? ", salt" : "";
    Value hash =
        renderer.render(
            new Template("{{ answer | password_hash(method" + salt + ") }}", Tag.NONE), scope);
    return hash.withTag(Tag.SECRET.and(Tag.REMOTE));
  }
}
