package io.jplay.core.ssh;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The random text that frames the output of one request, as two halves: the shell gets them apart
/// and prints them together, so that an echo of the request itself (`set -x`, a terminal) holds
/// neither marker.
record Marker(String first, String second) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Marker next() {
    return new Marker(token(), token());
  }

  static String token() {
    var bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  byte[] begin() {
    return (first + second).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] end() {
    return (second + first + " ").getBytes(StandardCharsets.US_ASCII);
  }
}
