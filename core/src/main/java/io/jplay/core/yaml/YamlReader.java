package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads YAML (and JSON) texts as Ansible's loader does. Stateless; any thread. Bounded in time and
/// memory whatever the text: depth, size and the growth by aliases are limited.
public final class YamlReader {
  /// The largest text that is read.
  static final int MAX_LENGTH = 64 << 20;

  private YamlReader() {}

  /// How to read. `taint` is put on every value: texts become templates unless it is remote.
  /// `ansible` says that `!vault`, `!unsafe` and the duplicate key warning are known, and that JSON
  /// is tried first; without it a text is read as PyYAML's safe loader reads it (`from_yaml`).
  public record Options(Taint taint, boolean ansible) {
    /// Files and arguments that the user wrote.
    public static final Options TRUSTED = new Options(Taint.NONE, true);

    /// The user's files that were encrypted by a vault: trusted, but masked in every output.
    public static final Options SECRET = new Options(Taint.SECRET, true);

    /// Text that came from a host or a lookup.
    public static final Options REMOTE = new Options(Taint.REMOTE, false);
  }

  /// The only document of a text ([Null] when it is empty). With errors the value holds what could
  /// be read.
  public static Parsed<Value> read(SourceText source, Options options) {
    if (options.ansible()) {
      Optional<Value> json = JsonText.read(source, options);
      if (json.isPresent()) {
        return Parsed.of(json.get());
      }
    }
    var problems = new ArrayList<Diagnostic>();
    var documents = YamlComposer.compose(source, options, true, problems);
    return new Parsed<>(documents.isEmpty() ? empty(options) : documents.getFirst(), problems);
  }

  /// All documents of a text, in order (`from_yaml_all`).
  public static Parsed<List<Value>> readAll(SourceText source, Options options) {
    var problems = new ArrayList<Diagnostic>();
    return new Parsed<>(YamlComposer.compose(source, options, false, problems), problems);
  }

  private static Value empty(Options options) {
    return new Null(Tag.NONE.with(options.taint()));
  }
}
