package io.jplay.core.playbook;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Every keyword of plays, roles, blocks, tasks and handlers, with where it may stand (like
/// ansible-core 2.18, "Playbook Keywords"). Keywords whose value is structure (`tasks`, `block`,
/// `roles`, `hosts`) are components of their records instead.
public enum Keyword {
  ANY_ERRORS_FATAL(Place.ALL),
  BECOME(Place.ALL),
  BECOME_EXE(Place.ALL),
  BECOME_FLAGS(Place.ALL),
  BECOME_METHOD(Place.ALL),
  BECOME_USER(Place.ALL),
  CHECK_MODE(Place.ALL),
  COLLECTIONS(Place.ALL),
  CONNECTION(Place.ALL),
  DEBUGGER(Place.ALL),
  DIFF(Place.ALL),
  ENVIRONMENT(Place.ALL),
  IGNORE_ERRORS(Place.ALL),
  IGNORE_UNREACHABLE(Place.ALL),
  MODULE_DEFAULTS(Place.ALL),
  NAME(Place.ALL),
  NO_LOG(Place.ALL),
  PORT(Place.ALL),
  REMOTE_USER(Place.ALL),
  RUN_ONCE(Place.ALL),
  TAGS(Place.ALL),
  THROTTLE(Place.ALL),
  TIMEOUT(Place.ALL),
  VARS(Place.ALL),
  WHEN(EnumSet.of(Place.ROLE, Place.BLOCK, Place.TASK)),
  DELEGATE_TO(EnumSet.of(Place.ROLE, Place.BLOCK, Place.TASK)),
  DELEGATE_FACTS(EnumSet.of(Place.ROLE, Place.BLOCK, Place.TASK)),
  NOTIFY(EnumSet.of(Place.BLOCK, Place.TASK)),
  ARGS(EnumSet.of(Place.TASK)),
  ASYNC(EnumSet.of(Place.TASK)),
  POLL(EnumSet.of(Place.TASK)),
  CHANGED_WHEN(EnumSet.of(Place.TASK)),
  FAILED_WHEN(EnumSet.of(Place.TASK)),
  LOOP_CONTROL(EnumSet.of(Place.TASK)),
  REGISTER(EnumSet.of(Place.TASK)),
  RETRIES(EnumSet.of(Place.TASK)),
  DELAY(EnumSet.of(Place.TASK)),
  UNTIL(EnumSet.of(Place.TASK)),
  LISTEN(EnumSet.of(Place.TASK)),
  FACT_PATH(EnumSet.of(Place.PLAY)),
  FORCE_HANDLERS(EnumSet.of(Place.PLAY)),
  GATHER_FACTS(EnumSet.of(Place.PLAY)),
  GATHER_SUBSET(EnumSet.of(Place.PLAY)),
  GATHER_TIMEOUT(EnumSet.of(Place.PLAY)),
  HOSTS(EnumSet.of(Place.PLAY)),
  MAX_FAIL_PERCENTAGE(EnumSet.of(Place.PLAY)),
  ORDER(EnumSet.of(Place.PLAY)),
  SERIAL(EnumSet.of(Place.PLAY)),
  STRATEGY(EnumSet.of(Place.PLAY)),
  VARS_FILES(EnumSet.of(Place.PLAY)),
  VARS_PROMPT(EnumSet.of(Place.PLAY));

  /// Where a keyword may stand; TASK includes handlers.
  public enum Place {
    PLAY,
    ROLE,
    BLOCK,
    TASK;

    static final Set<Place> ALL = EnumSet.allOf(Place.class);
  }

  private final Set<Place> places;

  Keyword(Set<Place> places) {
    this.places = places;
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
