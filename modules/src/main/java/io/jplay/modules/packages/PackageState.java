package io.jplay.modules.packages;

/// What a task wants of packages: the choices that the modules of all managers share.
public enum PackageState {
  ABSENT,
  INSTALLED,
  LATEST,
  PRESENT,
  REMOVED;

  public boolean isAbsent() {
    return switch (this) {
      case ABSENT, REMOVED -> true;
      case PRESENT, INSTALLED, LATEST -> false;
    };
  }
}
