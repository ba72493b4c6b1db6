package io.jplay.cli.run;

import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultWitness;
import io.jplay.core.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Remembers what a run decrypts as secrets: of a file of variables the values, of another file its
/// lines and what they assign. A file of tasks has no secrets of its own.
record DecryptedTexts(KnownSecrets secrets) implements VaultWitness {
  private static final Pattern ASSIGNMENT = Pattern.compile("[\\w.-]+\\s*[=:]\\s*(.+)");

  /// A line of a configuration file is shorter than that too often to be a secret.
  private static final int SHORTEST_LINE = 16;

  @Override
  public void value(String text) {
    secrets.learn(text);
  }

  @Override
  public void file(byte[] content) {
    var source = SourceText.of("", new String(content, StandardCharsets.UTF_8));
    switch (YamlReader.read(source, YamlReader.Options.SECRET).value()) {
      case Dict variables -> values(variables);
      case Seq _ -> {}
      default -> source.text().lines().map(String::strip).forEach(this::line);
    }
  }

  private void values(Value value) {
    switch (value) {
      case Dict d -> d.entries().values().forEach(this::values);
      case Seq s -> s.items().forEach(this::values);
      case Str s -> secrets.learn(s.text());
      case Int i -> secrets.learn(i.bigValue().toString());
      default -> {}
    }
  }

  private void line(String line) {
    if (line.length() >= SHORTEST_LINE) {
      secrets.learn(line);
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (assignment.matches()) {
      secrets.learn(assignment.group(1).replaceAll("^([\"'])(.*)\\1$", "$2"));
    }
  }
}
