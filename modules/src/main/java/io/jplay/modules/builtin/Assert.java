package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.List;

/// Fails unless every condition is true. Imitates ansible.builtin.assert.
@ModuleInfo(
    summary = "Asserts given expressions are true",
    refusesUnknown = true,
    neededByModule = "that",
    rendering = ModuleInfo.Rendering.CONDITION)
public final class Assert implements ControllerModule<Assert.Args> {
  public record Args(
      @Option(raw = true) Value that,
      @Option(aliases = "msg") Value failMsg,
      @Option Value successMsg,
      @Option("false") boolean quiet) {}

  @Override
  public Result run(Args a, TaskContext context) {
    if (a.that() instanceof Null) {
      return Result.refused("conditional required in \"that\" string");
    }
    requireText("fail_msg or msg", a.failMsg());
    requireText("success_msg", a.successMsg());
    // like ansible-core 2.18 plugins/action/assert.py: a text may come to a list
    Value that =
        a.that() instanceof Template t ? context.renderer().render(t, context.scope()) : a.that();
    List<Value> conditions = that instanceof Seq s ? s.items() : List.of(that);
    for (Value condition : conditions) {
      if (!context.renderer().test(condition, context.scope())) {
        return shown(Result.failed(""), a)
            .with("assertion", shown(condition))
            .with("evaluated_to", false)
            .with("msg", a.failMsg() instanceof Null ? Str.of("Assertion failed") : a.failMsg());
      }
    }
    return shown(Result.ok().with("changed", false), a)
        .with(
            "msg",
            a.successMsg() instanceof Null ? Str.of("All assertions passed") : a.successMsg());
  }

  /// A message is a text or a list of texts.
  private static void requireText(String option, Value message) {
    boolean fits =
        switch (message) {
          case Null n -> true;
          case Str s -> true;
          case Seq list -> list.items().stream().allMatch(i -> i instanceof Str);
          default -> false;
        };
    if (!fits) {
      throw new ModuleFailure(
          "Incorrect type for %s, expected a string or list and got <class '%s'>"
              .formatted(option, IncludeVars.type(message)));
    }
  }

  /// Views show the result in full, unless it is to be quiet.
  private static Result shown(Result result, Args a) {
    return a.quiet() ? result : result.with("_ansible_verbose_always", true);
  }

  private static Value shown(Value condition) {
    return condition instanceof Template t ? new Str(t.text(), t.tag()) : condition;
  }
}
