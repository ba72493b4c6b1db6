package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.VariableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the keywords of one play, role, block or task into the form that [Keywords] promises, and
/// reports values of a wrong shape.
final class KeywordReader {
  private static final Pattern OUTER_COMMA = Pattern.compile(",(?![^{]*\\}\\})");

  private static final Set<String> LOOP_CONTROL =
      Set.of(
          "loop_var", "index_var", "label", "pause", "extended", "extended_allitems", "break_when");

  /// Keywords of which a null is not the same as nothing: a condition without text is true.
  private static final Set<Keyword> NULLS =
      EnumSet.of(Keyword.LOOP_CONTROL, Keyword.CHANGED_WHEN, Keyword.FAILED_WHEN);

  private static final Set<String> PROMPT =
      Set.of(
          "name",
          "prompt",
          "default",
          "private",
          "confirm",
          "encrypt",
          "salt_size",
          "salt",
          "unsafe");

  private final LoadSession session;
  private final Keyword.Place place;
  private final String kind;
  private final Map<Keyword, Value> values = new EnumMap<>(Keyword.class);

  /// `kind` is the name that messages use: Play, RoleDefinition, Block, Task, Handler.
  KeywordReader(LoadSession session, Keyword.Place place, String kind) {
    this.session = session;
    this.place = place;
    this.kind = kind;
  }

  Keywords keywords() {
    return new Keywords(values);
  }

  String kind() {
    return kind;
  }

  /// The keys that may stand here, for suggestions.
  Set<String> known() {
    var names = new LinkedHashSet<String>();
    Arrays.stream(Keyword.values())
        .filter(k -> k.isAllowedIn(place))
        .forEach(k -> names.add(k.key()));
    return names;
  }

  /// Takes a key when it is a keyword of this place; null values count as absent.
  boolean accept(Str key, Value value) {
    if (legacy(key, value)) {
      return true;
    }
    Optional<Keyword> keyword = Keyword.of(key.text()).filter(k -> k.isAllowedIn(place));
    if (keyword.isEmpty()) {
      return false;
    }
    if (!(value instanceof Null) || NULLS.contains(keyword.get())) {
      normal(keyword.get(), value).ifPresent(v -> values.put(keyword.get(), v));
    }
    return true;
  }

  void put(Keyword keyword, Value value) {
    values.put(keyword, value);
  }

  /// Keywords of Ansible 1.x that still have one meaning.
  private boolean legacy(Str key, Value value) {
    Keyword now =
        switch (key.text()) {
          case "sudo", "su" -> Keyword.BECOME;
          case "sudo_user", "su_user" -> Keyword.BECOME_USER;
          case "user" -> place == Keyword.Place.PLAY ? Keyword.REMOTE_USER : null;
          default -> null;
        };
    if (now == null) {
      return false;
    }
    if (key.text().equals("user") && values.containsKey(now)) {
      session.error(
          "JP1207",
          "key is given twice",
          "both 'user' and 'remote_user' are set for this play. The use of 'user' is deprecated,"
              + " and should be removed",
          key.tag().origin());
    }
    session.deprecated(
        "'" + key.text() + "' is deprecated", "use '" + now.key() + "'", key.tag().origin());
    values.put(now, value);
    if (key.text().startsWith("su") && !key.text().startsWith("sudo")) {
      values.putIfAbsent(Keyword.BECOME_METHOD, new Str("su", key.tag()));
    }
    return true;
  }

  private Optional<Value> normal(Keyword keyword, Value value) {
    return switch (keyword) {
      case VARS -> vars(value);
      case TAGS -> tags(value);
      case WHEN, UNTIL, CHANGED_WHEN, FAILED_WHEN, NOTIFY, LISTEN, ENVIRONMENT ->
          Optional.of(list(value));
      case COLLECTIONS, GATHER_SUBSET -> texts(keyword, value);
      case MODULE_DEFAULTS -> dicts(keyword, value);
      case LOOP_CONTROL -> loopControl(value);
      case VARS_PROMPT -> prompts(value);
      case REGISTER -> register(value);
      default ->
          keyword.type() == KeywordType.TEXT ? text(keyword.key(), value) : Optional.of(value);
    };
  }

  private Optional<Value> text(String key, Value value) {
    return value instanceof Dict || value instanceof Seq
        ? wrong(
            "The field '%s' is supposed to be a string type, however the incoming data structure is a %s"
                .formatted(key, value instanceof Dict ? "mapping" : "list"),
            value)
        : Optional.of(value);
  }

  private Optional<Value> texts(Keyword keyword, Value value) {
    Seq list = list(value);
    for (Value item : list.items()) {
      if (!(item instanceof Str || item instanceof Template)) {
        return wrong(
            "the field '%s' should be a list of strings, but the item '%s' is none"
                .formatted(keyword.key(), plain(item)),
            item);
      }
    }
    return Optional.of(list);
  }

  static Seq list(Value value) {
    return value instanceof Seq seq ? seq : new Seq(List.of(value), Seq.Kind.LIST, value.tag());
  }

  private Optional<Value> vars(Value value) {
    Dict all;
    if (value instanceof Dict dict) {
      all = dict;
    } else if (value instanceof Seq list
        && list.items().stream().allMatch(Dict.class::isInstance)) {
      all = Dict.EMPTY;
      for (Value item : list.items()) {
        all = all.plus((Dict) item);
      }
      session.deprecated(
          "Specifying a list of dictionaries for vars is deprecated",
          "use one mapping",
          value.tag().origin());
    } else {
      return wrong(
          "Vars in a " + kind + " must be specified as a dictionary, or a list of dictionaries",
          value);
    }
    for (Value key : all.keys()) {
      if (!(key instanceof Str s && VariableName.isValid(s.text()))) {
        session.error(
            "JP1207",
            "value of a keyword has the wrong form",
            "Invalid variable name in vars specified for "
                + kind
                + ": '"
                + plain(key)
                + "' is not a valid variable name",
            key.tag().origin());
      }
    }
    return Optional.of(all.withTag(value.tag()));
  }

  private Optional<Value> register(Value value) {
    String name = plain(value);
    return value instanceof Str && VariableName.isValid(name)
        ? Optional.of(value)
        : wrong("Invalid variable name in 'register' specified: '" + name + "'", value);
  }

  static String plain(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Template t -> t.text();
      case Int i -> i.toString();
      default -> value.toString();
    };
  }

  private Optional<Value> tags(Value value) {
    if (!(value instanceof Str || value instanceof Template || value instanceof Seq)) {
      return wrong("tags must be specified as a list", value);
    }
    return Optional.of(
        switch (value) {
          case Str s -> parts(s.text(), value.tag());
          case Template t -> parts(t.text(), value.tag());
          default -> list(value);
        });
  }

  /// What a text lists between commas. Those inside of braces belong to an expression.
  private static Seq parts(String text, Tag tag) {
    var parts = new ArrayList<Value>();
    for (String part : OUTER_COMMA.split(text, -1)) {
      String stripped = part.strip();
      parts.add(Template.ofTrusted(stripped, tag));
    }
    return new Seq(parts, Seq.Kind.LIST, tag);
  }

  private Optional<Value> dicts(Keyword keyword, Value value) {
    Seq list = list(value);
    for (Value item : list.items()) {
      if (item instanceof Template) {
        return wrong(
            "The field 'module_defaults' is supposed to be a dictionary or list of dictionaries,"
                + " the keys of which must be static action, module, or group names. Only the"
                + " values may contain templates. For example: {'ping': \"{{ ping_defaults }}\"}",
            item);
      }
      if (!(item instanceof Dict)) {
        return wrong("the field '" + keyword.key() + "' should be a dictionary", item);
      }
      ((Dict) item).keys().forEach(this::checkAction);
    }
    return Optional.of(list);
  }

  private void checkAction(Value key) {
    if (key instanceof Str name) {
      session
          .options()
          .actions()
          .problem(name)
          .ifPresent(problem ->
              session.add(
                  Diagnostic.error("JP1220", "no such action", name.tag().origin())
                      .withDetail(problem.detail())
                      .withHint(problem.hint())));
    }
  }

  private Optional<Value> loopControl(Value value) {
    if (!(value instanceof Dict dict)) {
      return wrong(
          "the `loop_control` value must be specified as a dictionary and cannot be a variable"
              + " itself (though it can contain variables)",
          value);
    }
    for (Value key : dict.keys()) {
      if (key instanceof Str s && !LOOP_CONTROL.contains(s.text())) {
        session.unknownKey(s, "LoopControl", LOOP_CONTROL);
      }
    }
    for (String key : List.of("loop_var", "index_var", "label")) {
      dict.get(key).ifPresent(v -> text(key, v));
    }
    return Optional.of(dict);
  }

  private Optional<Value> prompts(Value value) {
    Seq list = list(value);
    for (Value item : list.items()) {
      if (!(item instanceof Dict dict)) {
        return wrong("Invalid vars_prompt data structure", item);
      }
      if (!dict.has("name")) {
        wrong("Invalid vars_prompt data structure, missing 'name' key", item);
      }
      for (Value key : dict.keys()) {
        if (key instanceof Str s && !PROMPT.contains(s.text())) {
          wrong(
              "Invalid vars_prompt data structure, found unsupported key '" + s.text() + "'", key);
        }
      }
    }
    return Optional.of(list);
  }

  private Optional<Value> wrong(String detail, Value value) {
    SourceRange where = value.tag().origin();
    session.add(
        Diagnostic.error("JP1207", "value of a keyword has the wrong form", where)
            .withDetail(detail));
    return Optional.empty();
  }

  static Value flag(boolean value, Tag tag) {
    return new Bool(value, tag);
  }
}
