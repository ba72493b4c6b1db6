package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Secrets of a test by what they are called, looked for in all forms that tasks give them.
record Canaries(Map<String, String> secrets) {
  /// Looks at the files below a directory whose names (`journal/x.jsonl`) are of interest.
  void assertNotBelow(Path directory, Predicate<String> isOfInterest) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        if (isOfInterest.test(name)) {
          assertNotIn(name + ":\n" + Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  void assertNotIn(String... texts) {
    for (String text : texts) {
      secrets.forEach((name, secret) -> {
        for (String form : forms(secret)) {
          int at = text.indexOf(form);
          assertTrue(
              at < 0,
              () ->
                  "the "
                      + name
                      + " is shown as "
                      + form
                      + ": "
                      + text.substring(Math.max(0, at - 700), Math.min(text.length(), at + 200)));
        }
      });
    }
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    var forms = new ArrayList<String>();
    forms.add(secret);
    forms.add(secret.replace("\"", "\\\""));
    forms.add(secret.toUpperCase(Locale.ROOT));
    forms.add(new StringBuilder(secret).reverse().toString());
    forms.add(secret.substring(0, 12));
    for (int before = 0; before < 3; before++) {
      byte[] padded = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
      forms.add(encoded.substring(4, encoded.length() - 2));
    }
    return forms;
  }
}
