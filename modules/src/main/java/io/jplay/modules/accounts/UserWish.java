package io.jplay.modules.accounts;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a task wants of one user. `groups` empty means not given, an empty list none at all;
/// `expires` is in seconds since 1970, negative for never; the password is a hash.
public record UserWish(
    String name,
    OptionalLong uid,
    boolean nonUnique,
    Optional<String> group,
    Optional<List<String>> groups,
    boolean append,
    Optional<String> comment,
    Optional<String> home,
    boolean createHome,
    boolean moveHome,
    Optional<String> shell,
    Optional<String> password,
    boolean updatePassword,
    Optional<Boolean> passwordLock,
    boolean system,
    boolean local,
    Optional<String> skeleton,
    Optional<String> umask,
    Optional<Double> expires,
    Ageing ageing,
    Numbers numbers,
    KeyWish key) {

  /// Days of password ageing.
  public record Ageing(
      OptionalInt max, OptionalInt min, OptionalInt warn, OptionalInt untilDisabled) {}

  /// Between which numbers a new user gets its own, where the task names none.
  public record Numbers(OptionalLong least, OptionalLong most) {}

  /// The SSH key wanted; `file` is empty when none is.
  public record KeyWish(
      String file,
      String type,
      OptionalInt bits,
      String comment,
      String passphrase,
      boolean force) {}
}
