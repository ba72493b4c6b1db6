package io.jplay.core.value;

import java.util.Base64;

/// Base64 as Python's library reads it: characters outside the alphabet do not count, a missing
/// padding does.
public final class PythonBase64 {
  private PythonBase64() {}

  /// The bytes of a text. Throws IllegalArgumentException with Python's message.
  public static byte[] decode(String text) {
    String clean = text.replaceAll("[^A-Za-z0-9+/=]", "");
    int end = clean.indexOf('=');
    String data = end < 0 ? clean : clean.substring(0, end);
    int padding = clean.length() - data.length();
    if (data.length() % 4 == 1) {
      throw new IllegalArgumentException(
          "Invalid base64-encoded string: number of data characters ("
              + data.length()
              + ") cannot be 1 more than a multiple of 4");
    }
    if ((4 - data.length() % 4) % 4 > padding) {
      throw new IllegalArgumentException("Incorrect padding");
    }
    return Base64.getDecoder().decode(data);
  }
}
