package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.template.Taints;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Marks what a task returns when it was given a secret: a host may give the secret back in any
/// form (encoded, hashed, inside a message), so every text of the result is a secret too, but for
/// those that say where and how, as long as they do not hold it. A secret of the environment is
/// there for many tasks that never speak of it: of their results only the texts that hold it are
/// secret.
final class SecretResults {
  private static final Set<String> PLAIN =
      Set.of(
          "msg",
          "dest",
          "path",
          "state",
          "mode",
          "owner",
          "group",
          "src",
          "start",
          "end",
          "delta",
          "name",
          "item",
          "ansible_loop_var",
          "skip_reason",
          "false_condition");

  private final List<String> secrets = new ArrayList<>();
  private final List<String> ambient = new ArrayList<>();

  private SecretResults() {}

  static SecretResults of(Dict options, Optional<Value> freeForm, List<Value> environments) {
    var found = new SecretResults();
    collect(options, found.secrets);
    freeForm.ifPresent(text -> collect(text, found.secrets));
    environments.forEach(variables -> collect(variables, found.ambient));
    found.ambient.removeIf(String::isEmpty);
    return found;
  }

  private static void collect(Value value, List<String> secrets) {
    switch (value) {
      case Dict d -> d.entries().values().forEach(v -> collect(v, secrets));
      case Seq s -> s.items().forEach(v -> collect(v, secrets));
      case Value v when v.isSecret() ->
          secrets.add(v instanceof Str s ? s.text() : OptionTypes.text(v));
      default -> {}
    }
  }

  /// Lets what was made of secrets be known as secret too: tasks that were not given it may meet
  /// it.
  void teach(KnownSecrets known) {
    secrets.forEach(known::learnDerived);
    ambient.forEach(known::learnDerived);
  }

  boolean areKnown() {
    return !secrets.isEmpty();
  }

  Dict mark(Dict result) {
    Dict told = ambient.isEmpty() ? result : (Dict) holding(result, ambient);
    return secrets.isEmpty() ? told : markAll(told);
  }

  /// As [#mark], of a module that runs here and hands values on as they are: only texts that hold a
  /// secret are secret, such as the name of a file in a message.
  Dict markHolding(Dict result) {
    return secrets.isEmpty() ? result : (Dict) holding(result, secrets);
  }

  /// A problem without the secrets that the task was given.
  Diagnostic hide(Diagnostic problem) {
    var hidden = new HiddenTexts(secrets);
    return hidden.isEmpty()
        ? problem
        : problem.withDetail(hidden.mask(problem.detail())).withHint(hidden.mask(problem.hint()));
  }

  /// The value with each text that holds one of these marked.
  private static Value holding(Value value, List<String> texts) {
    return switch (value) {
      case Str s when texts.stream().anyMatch(t -> !t.isEmpty() && s.text().contains(t)) ->
          secret(s);
      case Seq s ->
          new Seq(s.items().stream().map(item -> holding(item, texts)).toList(), s.kind(), s.tag());
      case Dict d -> {
        var all = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> all.put(k, holding(v, texts)));
        yield new Dict(all, d.tag());
      }
      default -> value;
    };
  }

  private Dict markAll(Dict result) {
    var marked = new LinkedHashMap<Value, Value>();
    result
        .entries()
        .forEach((key, value) -> {
          boolean plain = key instanceof Str k && PLAIN.contains(k.text()) && !holdsSecret(value);
          marked.put(key, plain ? value : secret(value));
        });
    return new Dict(marked, result.tag());
  }

  private boolean holdsSecret(Value value) {
    String text = OptionTypes.text(value);
    return secrets.stream().anyMatch(s -> !s.isEmpty() && text.contains(s));
  }

  private static Value secret(Value value) {
    return switch (value) {
      case Str s -> Taints.add(s, Taint.SECRET);
      case Seq s ->
          new Seq(s.items().stream().map(SecretResults::secret).toList(), s.kind(), s.tag());
      case Dict d -> {
        var all = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> all.put(k, secret(v)));
        yield new Dict(all, d.tag());
      }
      default -> value;
    };
  }
}
