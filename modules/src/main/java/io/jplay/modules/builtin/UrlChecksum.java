package io.jplay.modules.builtin;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.TransportException;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.Paths;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The checksum that a download must have, given as `algorithm:hex` or as `algorithm:address` of a
/// list as sha256sum writes it.
record UrlChecksum(String path, String algorithm, String hex) {
  private static final Set<String> KNOWN =
      Set.of(
          "md5",
          "sha1",
          "sha224",
          "sha256",
          "sha384",
          "sha512",
          "sha3_224",
          "sha3_256",
          "sha3_384",
          "sha3_512");

  static Optional<UrlChecksum> parse(GetUrl.Args a, Download loader)
      throws TransportException, InterruptedException {
    if (a.checksum().isEmpty()) {
      return Optional.empty();
    }
    int colon = a.checksum().indexOf(':');
    if (colon < 0) {
      throw new ModuleFailure("The checksum parameter has to be in format <algorithm>:<checksum>");
    }
    String algorithm = a.checksum().substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String value = a.checksum().substring(colon + 1).strip();
    if (!KNOWN.contains(algorithm)) {
      throw new ModuleFailure("unknown checksum algorithm: " + algorithm);
    }
    if (value.matches("(?i)(https?|ftp|file)://.*")) {
      value = find(a, loader.text(Download.request(a.at(value))), value);
    }
    String hex = value.replaceAll("\\W+", "").toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]+")) {
      throw new ModuleFailure("The checksum format is invalid");
    }
    return Optional.of(new UrlChecksum(a.dest(), algorithm, hex));
  }

  /// The line of the list that names the file; a list of one bare checksum is taken as it is.
  private static String find(GetUrl.Args a, String list, String from) {
    String path = a.url().replaceFirst("[?#].*", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    String[] lines = list.strip().split("\\R");
    if (lines.length == 1 && lines[0].strip().matches("[0-9a-fA-F]+")) {
      return lines[0].strip();
    }
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 2);
      if (words.length == 2 && isNamed(words[1], name, path)) {
        return words[0];
      }
      // as BSD writes it: SHA256 (file) = hex
      if (line.contains("(" + name + ") = ")) {
        return line.substring(line.lastIndexOf("= ") + 2).strip();
      }
    }
    throw new ModuleFailure(
        "Unable to find a checksum for file '%s' in '%s'".formatted(name, from));
  }

  private static boolean isNamed(String word, String name, String path) {
    String file = word.strip().replaceFirst("^[*]", "").replaceFirst("^\\./", "");
    return file.equals(name) || file.contains("/") && path.endsWith("/" + file);
  }

  boolean matches(Observed seen) {
    return seen.get(Checksum.read(algorithm, Paths.expand(path, seen.facts())))
        .equals(Optional.of(hex));
  }
}
