package io.jplay.core.playbook;

/// Whether the rest of a play sees the variables of a role whose use does not say it with `public`
/// (`private_role_vars`).
public enum RolePrivacy {
  /// Of imported and listed roles it does, of included ones it does not: when nobody says.
  IMPORTED_ARE_PUBLIC,
  ALL_ARE_PUBLIC,
  NONE_IS_PUBLIC;

  boolean isPublic(boolean isStatic) {
    return switch (this) {
      case IMPORTED_ARE_PUBLIC -> isStatic;
      case ALL_ARE_PUBLIC -> true;
      case NONE_IS_PUBLIC -> false;
    };
  }
}
