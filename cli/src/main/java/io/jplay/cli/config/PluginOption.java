package io.jplay.cli.config;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An option of a plug-in (`connection/ssh/remote_user`) and all that may give it: of several
/// variables, of the environment's names and of the file's keys the last that is there counts.
public record PluginOption(
    String name,
    String typeName,
    boolean isRequired,
    boolean hasDefault,
    String fallback,
    List<String> variableNames,
    List<String> environmentNames,
    List<String> iniKeys,
    List<String> commandLineNames,
    String purpose)
    implements SettingKey {
  private static final String NONE = "~";

  static PluginOption parse(String line) {
    String[] cells = line.split("\t", -1);
    boolean isRequired = cells[1].endsWith("!");
    return new PluginOption(
        cells[0],
        isRequired ? cells[1].substring(0, cells[1].length() - 1) : cells[1],
        isRequired,
        !cells[2].equals(NONE),
        cells[2].equals(NONE) ? "" : cells[2],
        words(cells[3]),
        words(cells[4]),
        words(cells[5]),
        words(cells[6]),
        cells[7]);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /// The plug-in with its type: `connection/ssh`.
  public String plugin() {
    return name.substring(0, name.lastIndexOf('/'));
  }

  @Override
  public Setting.Type type() {
    return switch (typeName) {
      case "boolean" -> Setting.Type.BOOL;
      case "integer" -> Setting.Type.INT;
      case "list" -> Setting.Type.LIST;
      case "path" -> Setting.Type.PATH;
      default -> Setting.Type.TEXT;
    };
  }

  /// Passwords stay hidden wherever they come from.
  private boolean isSecret() {
    return name.endsWith("/become_pass") || name.endsWith("/password");
  }

  /// What environment, file and default say; None where nobody says anything.
  public Value value(Settings settings) {
    Settings.Resolved found = settings.resolved(this);
    if (found.origin().equals("default") && !hasDefault) {
      return Null.NULL;
    }
    if (type() == Setting.Type.PATH) {
      return settings.path(this).<Value>map(p -> Str.of(p.toString())).orElse(Null.NULL);
    }
    return typed(
        isSecret() ? new Str(found.text(), Tag.SECRET) : Str.of(found.text()), found.origin());
  }

  /// A value that a variable or an argument gives, as the option's type.
  Value typed(Value given, String origin) {
    return switch (typeName) {
      case "boolean" -> given instanceof Bool ? given : Bool.of(truth(given, origin));
      case "integer" -> given instanceof Int ? given : Int.of((long) number(given, origin));
      case "float" -> given instanceof Real ? given : Real.of(number(given, origin));
      case "list" -> given instanceof Seq ? given : json(given).orElseGet(() -> list(given));
      case "dict" -> json(given).orElse(given);
      case "string", "path" ->
          given instanceof Int || given instanceof Real ? PythonText.text(given) : given;
      default -> given;
    };
  }

  /// A list or dictionary that is written as JSON.
  private static Optional<Value> json(Value given) {
    String text = PythonText.str(given);
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(text, given.tag()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Value list(Value given) {
    return Seq.ofTexts(
        Arrays.stream(PythonText.str(given).split(","))
            .map(String::strip)
            .filter(t -> !t.isEmpty())
            .toList());
  }

  private boolean truth(Value value, String origin) {
    return Settings.truth(PythonText.str(value)).orElseThrow(() -> bad(value, origin));
  }

  private double number(Value value, String origin) {
    try {
      return Double.parseDouble(PythonText.str(value).strip());
    } catch (NumberFormatException e) {
      throw bad(value, origin);
    }
  }

  private JplayException bad(Value value, String origin) {
    String detail =
        "Invalid type for configuration option %s (from %s): '%s' is no %s"
            .formatted(
                described(), origin, isSecret() ? "********" : PythonText.str(value), typeName);
    return new JplayException(
        Diagnostic.error("JP1803", "setting has a value of the wrong kind", SourceRange.NONE)
            .withDetail(detail));
  }

  /// The option as ansible's messages call it.
  String described() {
    String[] parts = name.split("/");
    return "plugin_type: %s plugin: %s setting: %s".formatted(parts[0], parts[1], parts[2]);
  }

  /// Whether the option belongs to a plug-in that is called by any of its names.
  boolean isOf(String type, String called) {
    String[] parts = name.split("/");
    String own = parts[1];
    String meant = called.toLowerCase(Locale.ROOT).equals("paramiko") ? "paramiko_ssh" : called;
    return parts[0].equals(type)
        && (own.equals(meant)
            || own.endsWith("." + meant)
            || meant.equals("ansible.builtin." + own)
            || meant.equals("ansible.legacy." + own));
  }
}
