package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;

/// Checks variables against an argument specification. Imitates
/// ansible.builtin.validate_argument_spec.
@ModuleInfo(summary = "Validate role argument specs")
public final class ValidateArgumentSpec implements ControllerModule<ValidateArgumentSpec.Args> {
  public record Args(
      @Option Value argumentSpec,
      @Option Value providedArguments,
      @Option Dict validateArgsContext) {}

  @Override
  public Result run(Args a, TaskContext context) {
    if (a.argumentSpec() instanceof Null) {
      return Result.refused("\"argument_spec\" arg is required in args: {}");
    }
    if (!(a.argumentSpec() instanceof Dict spec)) {
      return wrongType("argument_spec", a.argumentSpec());
    }
    Value given = a.providedArguments() instanceof Null ? Dict.EMPTY : a.providedArguments();
    if (!(given instanceof Dict provided)) {
      return wrongType("provided_arguments", given);
    }
    List<String> problems = context.argumentProblems(spec, variables(spec, context).plus(provided));
    Result result =
        problems.isEmpty()
            ? Result.ok().with("msg", "The arg spec validation passed")
            : Result.failed("Validation of arguments failed:\n" + String.join("\n", problems))
                .with("argument_spec_data", spec)
                .with("argument_errors", Seq.ofTexts(problems));
    return result.with("validate_args_context", a.validateArgsContext());
  }

  private static Result wrongType(String option, Value value) {
    return Result.refused(
        "Incorrect type for %s, expected dict and got <class '%s'>"
            .formatted(option, className(value)));
  }

  /// The class that ansible has for it: texts of a YAML file have one of their own.
  private static String className(Value value) {
    return switch (value) {
      case Seq list -> "list";
      case Int number -> "int";
      case Real number -> "float";
      case Bool flag -> "bool";
      case Str text when text.isRemote() -> "ansible.utils.unsafe_proxy.AnsibleUnsafeText";
      case Str text when text.isYamlScalar() -> "ansible.parsing.yaml.objects.AnsibleUnicode";
      default -> "str";
    };
  }

  /// The variables that are called like options.
  private static Dict variables(Dict spec, TaskContext context) {
    var found = new LinkedHashMap<Value, Value>();
    for (Value key : spec.keys()) {
      if (key instanceof Str name) {
        Value raw = context.scope().lookup(name.text());
        if (!(raw instanceof Undefined)) {
          found.put(name, context.renderer().render(raw, context.scope()));
        }
      }
    }
    return new Dict(found, spec.tag());
  }
}
