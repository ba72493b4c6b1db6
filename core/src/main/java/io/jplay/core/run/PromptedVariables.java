package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.Prompter;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Play;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Null;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks for a play's `vars_prompt` (like ansible-core 2.18 utils/display.py do_var_prompt). Private
/// answers are secret; an answer may be a template unless the prompt says `unsafe`.
final class PromptedVariables {
  private final Prompter prompter;
  private final Renderer renderer;
  private final KnownSecrets secrets;
  private final Consumer<Diagnostic> warnings;

  PromptedVariables(
      Prompter prompter, Renderer renderer, KnownSecrets secrets, Consumer<Diagnostic> warnings) {
    this.prompter = prompter;
    this.renderer = renderer;
    this.secrets = secrets;
    this.warnings = warnings;
  }

  /// The answers; `given` are the extra vars, which answer a prompt as well. The entries may be
  /// templates of what the play knows.
  Dict ask(Play play, Scope scope, Dict given) throws InterruptedException {
    Value entries =
        renderer.render(play.keywords().get(Keyword.VARS_PROMPT).orElse(Seq.EMPTY), scope);
    Dict answers = Dict.EMPTY;
    for (Value entry : entries instanceof Seq s ? s.items() : List.of(entries)) {
      if (entry instanceof Dict spec) {
        String name = text(spec, "name").orElse("");
        if (!given.has(name)) {
          answers = answers.with(name, answer(spec, name));
        }
      }
    }
    return answers;
  }

  private static Optional<String> text(Dict spec, String key) {
    return spec.get(key).filter(v -> !(v instanceof Null)).map(PythonText::str);
  }

  private static boolean flag(Dict spec, String key, boolean otherwise) {
    return spec.get(key).flatMap(Truth::of).orElse(otherwise);
  }

  private Value answer(Dict spec, String name) throws InterruptedException {
    Optional<String> fallback = text(spec, "default");
    boolean hidden = flag(spec, "private", true);
    String prompt = text(spec, "prompt").orElse(name);
    String shown =
        prompt.isEmpty()
            ? "input for " + name + ": "
            : prompt + fallback.map(text -> " [" + text + "]").orElse("") + ": ";
    Optional<String> typed = typed(shown, hidden, flag(spec, "confirm", false));
    if (typed.isEmpty()) {
      warnings.accept(
          Diagnostic.warning("JP1918", "nobody to ask", SourceRange.NONE)
              .withDetail("Not prompting as we are not in interactive mode"));
    }
    Optional<String> answer = typed.filter(text -> !text.isEmpty());
    // what the playbook says itself is no secret
    boolean secret = hidden && answer.isPresent();
    String text = answer.or(() -> fallback).or(() -> typed).orElse("None");
    Optional<String> method = text(spec, "encrypt").filter(t -> !t.isEmpty());
    if (method.isPresent()) {
      text = encrypted(new Str(text, Tag.SECRET.and(Tag.REMOTE)), method.get(), spec);
      secret = true;
    }
    if (secret) {
      answer.ifPresent(secrets::learn);
      secrets.learn(text);
    }
    Tag tag = secret ? Tag.SECRET : Tag.NONE;
    return flag(spec, "unsafe", false)
        ? new Str(text, tag.and(Tag.REMOTE))
        : Template.ofTrusted(text, tag);
  }

  private Optional<String> typed(String shown, boolean hidden, boolean confirmed)
      throws InterruptedException {
    Optional<String> first =
        prompter.isInteractive() ? prompter.ask(shown, hidden, 0) : Optional.empty();
    while (confirmed && first.isPresent()) {
      if (first.equals(prompter.ask("confirm " + shown, hidden, 0))) {
        return first;
      }
      first = prompter.ask("***** VALUES ENTERED DO NOT MATCH ****\n" + shown, hidden, 0);
    }
    return first;
  }

  /// By the filter `password_hash`; names of methods may be those of passlib (`sha512_crypt`).
  private String encrypted(Value answer, String method, Dict spec) {
    Value salt = spec.get("salt").orElse(Null.NULL);
    Value size = spec.get("salt_size").orElse(Null.NULL);
    var scope =
        Scope.EMPTY.with(
            Map.of(
                "answer",
                answer,
                "method",
                Str.of(method.replaceFirst("_crypt$", "")),
                "salt",
                salt,
                "salt_size",
                size));
    String options =
        (salt instanceof Null ? "" : ", salt=salt | string")
            + (size instanceof Null ? "" : ", salt_size=salt_size | int");
    var template = new Template("{{ answer | password_hash(method" + options + ") }}", Tag.NONE);
    try {
      return PythonText.str(renderer.render(template, scope));
    } catch (JplayException e) {
      throw refused(template, scope, spec).orElse(e);
    }
  }

  /// What is wrong with the method or the salt: with an answer that is no secret it may be said.
  private Optional<JplayException> refused(Template template, Scope scope, Dict spec) {
    try {
      renderer.render(template, scope.with(Map.of("answer", Str.of("answer"))));
      return Optional.empty();
    } catch (JplayException why) {
      SourceRange place = spec.get("encrypt").map(v -> v.tag().origin()).orElse(SourceRange.NONE);
      return Optional.of(
          new JplayException(
              Diagnostic.error("JP1207", "value of a keyword has the wrong form", place)
                  .withDetail(why.diagnostic().detail())));
    }
  }
}
