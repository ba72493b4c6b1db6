package io.jplay.core.playbook;

import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Every keyword of plays, roles, blocks, tasks and handlers, with where it may stand (like
/// ansible-core 2.18, "Playbook Keywords"). Keywords whose value is structure (`tasks`, `block`,
/// `roles`, `hosts`) are components of their records instead.
public enum Keyword {
  ANY_ERRORS_FATAL(KeywordType.FLAG, Place.ALL),
  BECOME(KeywordType.FLAG, Place.ALL),
  BECOME_EXE(KeywordType.TEXT, Place.ALL),
  BECOME_FLAGS(KeywordType.TEXT, Place.ALL),
  BECOME_METHOD(KeywordType.TEXT, Place.ALL),
  BECOME_USER(KeywordType.TEXT, Place.ALL),
  CHECK_MODE(KeywordType.FLAG, Place.ALL),
  COLLECTIONS(KeywordType.OTHER, Place.ALL),
  CONNECTION(KeywordType.TEXT, Place.ALL),
  DEBUGGER(KeywordType.TEXT, Place.ALL),
  DIFF(KeywordType.FLAG, Place.ALL),
  ENVIRONMENT(KeywordType.OTHER, Place.ALL),
  IGNORE_ERRORS(KeywordType.FLAG, Place.ALL),
  IGNORE_UNREACHABLE(KeywordType.FLAG, Place.ALL),
  MODULE_DEFAULTS(KeywordType.OTHER, Place.ALL),
  NAME(KeywordType.TEXT, Place.ALL),
  NO_LOG(KeywordType.FLAG, Place.ALL),
  PORT(KeywordType.WHOLE, Place.ALL),
  REMOTE_USER(KeywordType.TEXT, Place.ALL),
  RUN_ONCE(KeywordType.FLAG, Place.ALL),
  TAGS(KeywordType.OTHER, Place.ALL),
  THROTTLE(KeywordType.WHOLE, Place.ALL),
  TIMEOUT(KeywordType.WHOLE, Place.ALL),
  VARS(KeywordType.OTHER, Place.ALL),
  WHEN(KeywordType.OTHER, EnumSet.of(Place.ROLE, Place.BLOCK, Place.TASK)),
  DELEGATE_TO(KeywordType.TEXT, EnumSet.of(Place.ROLE, Place.BLOCK, Place.TASK)),
  DELEGATE_FACTS(KeywordType.FLAG, EnumSet.of(Place.ROLE, Place.BLOCK, Place.TASK)),
  NOTIFY(KeywordType.OTHER, EnumSet.of(Place.BLOCK, Place.TASK)),
  ARGS(KeywordType.OTHER, EnumSet.of(Place.TASK)),
  ASYNC(KeywordType.WHOLE, EnumSet.of(Place.TASK)),
  POLL(KeywordType.WHOLE, EnumSet.of(Place.TASK)),
  CHANGED_WHEN(KeywordType.OTHER, EnumSet.of(Place.TASK)),
  FAILED_WHEN(KeywordType.OTHER, EnumSet.of(Place.TASK)),
  LOOP_CONTROL(KeywordType.OTHER, EnumSet.of(Place.TASK)),
  REGISTER(KeywordType.TEXT, EnumSet.of(Place.TASK)),
  RETRIES(KeywordType.WHOLE, EnumSet.of(Place.TASK)),
  DELAY(KeywordType.NUMBER, EnumSet.of(Place.TASK)),
  UNTIL(KeywordType.OTHER, EnumSet.of(Place.TASK)),
  LISTEN(KeywordType.OTHER, EnumSet.of(Place.TASK)),
  FACT_PATH(KeywordType.TEXT, EnumSet.of(Place.PLAY)),
  FORCE_HANDLERS(KeywordType.FLAG, EnumSet.of(Place.PLAY)),
  GATHER_FACTS(KeywordType.FLAG, EnumSet.of(Place.PLAY)),
  GATHER_SUBSET(KeywordType.OTHER, EnumSet.of(Place.PLAY)),
  GATHER_TIMEOUT(KeywordType.WHOLE, EnumSet.of(Place.PLAY)),
  HOSTS(KeywordType.OTHER, EnumSet.of(Place.PLAY)),
  MAX_FAIL_PERCENTAGE(KeywordType.PERCENT, EnumSet.of(Place.PLAY)),
  ORDER(KeywordType.TEXT, EnumSet.of(Place.PLAY)),
  SERIAL(KeywordType.OTHER, EnumSet.of(Place.PLAY)),
  STRATEGY(KeywordType.TEXT, EnumSet.of(Place.PLAY)),
  VARS_FILES(KeywordType.OTHER, EnumSet.of(Place.PLAY)),
  VARS_PROMPT(KeywordType.OTHER, EnumSet.of(Place.PLAY));

  /// Where a keyword may stand; TASK includes handlers.
  public enum Place {
    PLAY,
    ROLE,
    BLOCK,
    TASK;

    static final Set<Place> ALL = EnumSet.allOf(Place.class);
  }

  /// Those with a type that a task has or inherits and that are rendered for it. A name is shown as
  /// it is written where it cannot be rendered, and that of a result is no template.
  public static final List<Keyword> TYPED =
      Arrays.stream(values())
          .filter(k -> k.type != KeywordType.OTHER && k.isAllowedIn(Place.TASK))
          .filter(k -> k != NAME && k != REGISTER)
          .toList();

  /// When a task is debugged.
  public static final List<String> DEBUGGERS =
      List.of("always", "on_unreachable", "on_failed", "on_skipped", "never");

  private final KeywordType type;
  private final Set<Place> places;

  Keyword(KeywordType type, Set<Place> places) {
    this.type = type;
    this.places = places;
  }

  public KeywordType type() {
    return type;
  }

  /// Whether a rendered value may stand here.
  public boolean takes(Value rendered) {
    return type.fits(rendered)
        && !(this == DEBUGGER && rendered instanceof Str word && isUnknown(word.text()));
  }

  private static boolean isUnknown(String debugger) {
    return !debugger.isEmpty() && !DEBUGGERS.contains(debugger);
  }

  public boolean isAllowedIn(Place place) {
    return places.contains(place);
  }

  /// As written in playbooks: `become_user`.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Keyword> of(String key) {
    for (Keyword keyword : values()) {
      if (keyword.key().equals(key)) {
        return Optional.of(keyword);
      }
    }
    return Optional.empty();
  }
}
