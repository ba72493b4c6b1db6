package io.jplay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What `--version` says. Loads no library.
public final class Version {
  /// The release of ansible-core whose behaviour is imitated.
  static final String COMPATIBLE = "2.18";

  private Version() {}

  public static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return in == null ? "dev" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "dev";
    }
  }

  static String text(String program, String configFile) {
    return program
        + " "
        + number()
        + " [core "
        + COMPATIBLE
        + " compatible]\n  config file = "
        + configFile
        + "\n  java version = "
        + Runtime.version()
        + " ("
        + System.getProperty("java.home")
        + ")\n";
  }
}
