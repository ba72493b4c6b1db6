package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Value;
import java.util.function.Consumer;

/// How a run reads the YAML and JSON that its user wrote for data: inventories, files of variables,
/// extra variables. `duplicates` judges keys that are there twice; what stays a warning goes to
/// `warnings`. Any thread, as far as `warnings` is.
public record UserYaml(DuplicateKeys duplicates, Consumer<Diagnostic> warnings) {
  /// Without a run: duplicate keys are let pass.
  public static final UserYaml LENIENT = new UserYaml(DuplicateKeys.IGNORE, warning -> {});

  /// The only document of a text; `secret` when the text was encrypted. All its errors at once as
  /// JplayException.
  public Value read(SourceText text, boolean secret) {
    var options = secret ? YamlReader.Options.SECRET : YamlReader.Options.TRUSTED;
    Parsed<Value> parsed =
        duplicates.judge(YamlReader.read(secret ? text.asSecret() : text, options));
    Value value = parsed.orThrow(ExitCode.UNREACHABLE_OR_PARSE_ERROR);
    parsed.diagnostics().forEach(warnings);
    return value;
  }
}
