package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.BackslashEscapes;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The variables of `-e`: `@file`, JSON or YAML in brackets, else `key=value` words whose values
/// stay texts. Later ones win, key by key, or are merged where `hash_behaviour` says so.
public final class ExtraVars {
  private static final String PLACE = "<command line: -e>";
  private static final String NO_MAPPING =
      "Invalid extra vars data supplied. '%s' could not be made into a dictionary";
  private static final String FORMS = "write key=value, {\"key\": \"value\"} or @file";
  private final Path directory;
  private final VaultKeyring keyring;
  private final Merge merge;
  private final UserYaml yaml;

  public ExtraVars(Path directory, VaultKeyring keyring, Merge merge, UserYaml yaml) {
    this.directory = directory;
    this.keyring = keyring;
    this.merge = merge;
    this.yaml = yaml;
  }

  public Dict read(List<String> options) {
    Dict all = Dict.EMPTY;
    for (String option : options) {
      if (!option.isEmpty()) {
        all = merge.join(all, one(option));
      }
    }
    return all;
  }

  private Dict one(String option) {
    if (option.startsWith("@")) {
      return file(option.substring(1));
    }
    if (option.startsWith("/") || option.startsWith(".")) {
      throw bad(
          "extra variables are a file name without @",
          "Please prepend extra_vars filename '" + option + "' with '@'",
          "-e @" + option);
    }
    if (option.startsWith("[") || option.startsWith("{")) {
      return written(option);
    }
    return words(option);
  }

  private Dict written(String option) {
    try {
      return yaml(SourceText.of(PLACE, option), false);
    } catch (JplayException e) {
      SourceRange where = e.diagnostic().primary();
      String reason = e.diagnostic().sentence().strip();
      throw new JplayException(
          e.exitCode(),
          problem(
              "extra variables are not a mapping",
              "%s: %s (column %d)".formatted(NO_MAPPING.formatted(PLACE), reason, where.column()),
              FORMS));
    }
  }

  private Dict file(String name) {
    Path path = directory.resolve(name);
    try {
      byte[] content = Files.readAllBytes(path);
      boolean secret = VaultKeyring.isVault(content);
      byte[] plain = secret ? keyring.decrypt(content, path.toString()) : content;
      return yaml(SourceText.of(name, new String(plain, StandardCharsets.UTF_8)), secret);
    } catch (IOException e) {
      throw new JplayException(
          ExitCode.ERROR,
          problem(
              "file of extra variables cannot be read",
              "Unable to retrieve file contents of " + path,
              ""));
    }
  }

  private Dict yaml(SourceText source, boolean secret) {
    return switch (yaml.read(source, secret)) {
      case Dict d -> d;
      case Null _ -> Dict.EMPTY;
      default ->
          throw bad(
              "extra variables are not a mapping", NO_MAPPING.formatted(source.name()), FORMS);
    };
  }

  private static Dict words(String text) {
    SourceText source = SourceText.of(PLACE, text);
    var values = new LinkedHashMap<Value, Value>();
    for (String word : split(text)) {
      int at = equalsSign(word);
      if (at > 0) {
        String value = unquote(word.substring(at + 1).strip());
        int start = Math.max(0, text.indexOf(word)) + at + 1;
        Tag tag = Tag.at(source.range(start, word.length() - at - 1));
        boolean template = value.contains("{{") || value.contains("{%");
        values.put(
            Str.of(word.substring(0, at).strip().replace("\\=", "=")),
            template ? new Template(value, tag) : new Str(BackslashEscapes.decode(value), tag));
      }
    }
    return new Dict(values, Tag.NONE);
  }

  private static int equalsSign(String word) {
    for (int at = word.indexOf('='); at >= 0; at = word.indexOf('=', at + 1)) {
      if (at == 0 || word.charAt(at - 1) != '\\') {
        return at;
      }
    }
    return -1;
  }

  private static String unquote(String text) {
    boolean quoted =
        text.length() > 1
            && (text.startsWith("'") || text.startsWith("\""))
            && text.charAt(0) == text.charAt(text.length() - 1)
            && text.charAt(text.length() - 2) != '\\';
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /// Words between blanks; quotes and Jinja's braces hold words together.
  static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = i > 0 && text.charAt(i - 1) == '\\';
      if (quote != 0) {
        quote = c == quote && !escaped ? 0 : quote;
      } else if ((c == '\'' || c == '"') && !escaped) {
        quote = c;
      } else if (text.startsWith("{{", i) || text.startsWith("{%", i) || text.startsWith("{#", i)) {
        depth++;
      } else if (depth > 0
          && (text.startsWith("}}", i) || text.startsWith("%}", i) || text.startsWith("#}", i))) {
        depth--;
      }
      if (Character.isWhitespace(c) && quote == 0 && depth == 0) {
        if (!word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    if (quote != 0 || depth > 0) {
      throw bad(
          "unbalanced quotes or braces",
          "failed at splitting arguments, either an unbalanced jinja2 block or quotes: " + text,
          "");
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static JplayException bad(String summary, String detail, String hint) {
    return new JplayException(ExitCode.BAD_OPTIONS, problem(summary, detail, hint));
  }

  private static Diagnostic problem(String summary, String detail, String hint) {
    return Diagnostic.error("JP1821", summary, SourceRange.NONE).withDetail(detail).withHint(hint);
  }
}
