package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import io.jplay.core.vault.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The `password` lookup: a password that is made once and kept in a file; and random texts.
final class PasswordLookup {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final List<String> KEYS = List.of("length", "encrypt", "chars", "ident", "seed");

  /// File locks only hold off other processes; this one holds off the other hosts of this run.
  private static final ReentrantLock LOCK = new ReentrantLock();

  private PasswordLookup() {}

  /// One term with its options, those in the term first.
  private record Wanted(
      Path file, int length, String encrypt, List<String> chars, String ident, Value seed) {}

  /// The line of a password file: `password salt=... ident=...`.
  private record Stored(String password, String salt, String ident) {}

  static Seq passwords(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Wanted w = wanted(term, o);
      Stored stored = w.file.toString().equals("/dev/null") ? made(w) : kept(w, o.eval());
      String text = stored.password;
      if (!w.encrypt.isEmpty()) {
        text = encrypted(w, stored, o.eval());
      }
      out.add(Taints.add(Str.of(text), Taint.SECRET_REMOTE));
    }
    return Call.list(out);
  }

  private static Wanted wanted(String term, LookupOptions o) {
    var own = new LinkedHashMap<String, String>();
    int cut = term.length();
    // the path may hold blanks: options are the words from the first known key on
    for (String key : KEYS) {
      int i = term.indexOf(" " + key + "=");
      if (i >= 0) {
        cut = Math.min(cut, i);
      }
    }
    own.putAll(LookupOptions.inlineWords(term.substring(cut)));
    int stray = term.indexOf('=', Math.max(0, term.indexOf(' ')));
    var unknown = LookupOptions.inlineWords(cut == term.length() && stray > 0 ? term : "");
    if (!unknown.isEmpty() || !KEYS.containsAll(own.keySet())) {
      own.keySet().removeAll(KEYS);
      unknown.putAll(own);
      throw o.eval()
          .error(
              "Unrecognized parameter(s) given to password lookup: "
                  + String.join(", ", unknown.keySet()));
    }
    String path = PathFilters.expandUser(term.substring(0, cut).strip(), o.eval());
    Path file = o.eval().environment().baseDirectory(o.eval().scope()).resolve(path);
    List<String> chars =
        own.containsKey("chars") ? cutChars(own.getOrDefault("chars", "")) : o.texts("chars");
    int length;
    try {
      length = Integer.parseInt(own.getOrDefault("length", o.text("length", "20")));
    } catch (NumberFormatException e) {
      throw o.eval()
          .lookupError(
              "Invalid type for configuration option plugin_type: lookup plugin: password setting:"
                  + " length (from Direct): ");
    }
    return new Wanted(
        file,
        length,
        own.getOrDefault("encrypt", o.text("encrypt", "")),
        chars.isEmpty() && o.value("chars").isEmpty()
            ? List.of("ascii_letters", "digits", ".,:-_")
            : chars,
        own.getOrDefault("ident", o.text("ident", "")),
        own.containsKey("seed")
            ? Str.of(own.getOrDefault("seed", ""))
            : o.value("seed").orElse(Null.NULL));
  }

  /// `a,b,,` : a comma is written as two.
  private static List<String> cutChars(String text) {
    var out = new ArrayList<String>();
    String rest = text;
    if (rest.contains(",,")) {
      out.add(",");
      rest = rest.replace(",,", "");
    }
    for (String part : PythonStrings.split(rest, ",", -1)) {
      if (!part.isEmpty()) {
        out.add(part);
      }
    }
    return out;
  }

  /// The characters to choose from; names are those of Python's `string` module.
  private static String alphabet(List<String> chars) {
    var all = new StringBuilder();
    for (String part : chars) {
      all.append(
          switch (part) {
            case "ascii_letters" -> LOWER + UPPER;
            case "ascii_lowercase" -> LOWER;
            case "ascii_uppercase" -> UPPER;
            case "digits" -> DIGITS;
            case "hexdigits" -> DIGITS + "abcdefABCDEF";
            case "octdigits" -> "01234567";
            case "punctuation" -> PUNCTUATION;
            case "letters" -> LOWER + UPPER;
            default -> part;
          });
    }
    return all.toString().replace("\"", "").replace("'", "");
  }

  private static Stored made(Wanted w) {
    var random = PythonRandom.seeded(w.seed);
    String alphabet = alphabet(w.chars);
    if (alphabet.isEmpty() && w.length > 0) {
      throw PythonError.value("Cannot choose from an empty sequence");
    }
    var out = new StringBuilder();
    for (int i = 0; i < w.length; i++) {
      out.append(alphabet.charAt(random.below(alphabet.length())));
    }
    return new Stored(out.toString(), "", w.ident);
  }

  private static String encrypted(Wanted w, Stored stored, Evaluation eval) {
    Optional<PasswordHash.Algorithm> algorithm = PasswordHash.Algorithm.of(w.encrypt);
    if (algorithm.isEmpty()) {
      throw eval.error("passlib does not support '" + w.encrypt + "' algorithm");
    }
    if (!w.ident.isEmpty() && !stored.ident.isEmpty() && !w.ident.equals(stored.ident)) {
      throw eval.error(
          "The ident parameter provided (%s) does not match the stored one (%s)."
              .formatted(stored.ident, w.ident));
    }
    String salt = stored.salt.isEmpty() ? PasswordHash.randomSalt(algorithm.get()) : stored.salt;
    return PasswordHash.hash(algorithm.get(), stored.password, salt, stored.ident);
  }

  /// Reads or makes the file under a lock, since several hosts may ask at the same time.
  private static Stored kept(Wanted w, Evaluation eval) {
    Path file = w.file.toAbsolutePath();
    Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
    LOCK.lock();
    try {
      Files.createDirectories(file.resolveSibling("").normalize(), PRIVATE);
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        return locked(w, held.isValid());
      } finally {
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      throw eval.error("cannot keep the password in " + w.file + ": " + e.getMessage());
    } finally {
      LOCK.unlock();
    }
  }

  private static Stored locked(Wanted w, boolean valid) throws IOException {
    Stored stored = made(w);
    boolean change = true;
    if (valid && Files.exists(w.file)) {
      stored = parse(Files.readString(w.file));
      change = false;
    }
    if (!w.encrypt.isEmpty() && stored.salt.isEmpty()) {
      var algorithm = PasswordHash.Algorithm.of(w.encrypt);
      if (algorithm.isPresent()) {
        stored = new Stored(stored.password, PasswordHash.randomSalt(algorithm.get()), w.ident);
        change = true;
      }
    }
    if (change) {
      String line =
          stored.password
              + (stored.salt.isEmpty() ? "" : " salt=" + stored.salt)
              + (stored.salt.isEmpty() || stored.ident.isEmpty() ? "" : " ident=" + stored.ident);
      AtomicFile.write(
          w.file, (line + "\n").getBytes(StandardCharsets.UTF_8), AtomicFile.Access.PRIVATE);
    }
    return stored;
  }

  private static Stored parse(String content) {
    String line = PythonStrings.stripEnd(content);
    String ident = "";
    int i = line.lastIndexOf(" ident=");
    if (i >= 0) {
      ident = line.substring(i + " ident=".length());
      line = line.substring(0, i);
    }
    int s = line.lastIndexOf(" salt=");
    return s < 0
        ? new Stored(line, "", ident)
        : new Stored(line.substring(0, s), line.substring(s + " salt=".length()), ident);
  }

  /// community.general.random_string.
  static String randomString(LookupOptions o) {
    int length = o.number("length", 8);
    var random = PythonRandom.seeded(o.value("seed").orElse(Null.NULL));
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("upper", UPPER);
    groups.put("lower", LOWER);
    groups.put("numbers", DIGITS);
    groups.put("special", PUNCTUATION);
    var all = new StringBuilder();
    var chosen = new ArrayList<Character>();
    var override = o.text("override_all");
    String similar =
        o.flag("ignore_similar_chars", false) ? o.text("similar_chars", "il1LoO0") : "";
    if (override.isPresent()) {
      all.append(without(override.get(), similar));
    } else {
      groups.replace("special", o.text("override_special", PUNCTUATION));
      groups.forEach((name, characters) -> {
        String usable = without(characters, similar);
        if (o.flag(name, true)) {
          all.append(usable);
        }
        for (int i = 0; i < o.number("min_" + name.replace("numbers", "numeric"), 0); i++) {
          chosen.add(usable.charAt(random.below(usable.length())));
        }
      });
    }
    if (all.isEmpty()) {
      throw o.eval().lookupError("Available characters cannot be None, please change constraints");
    }
    while (chosen.size() < length) {
      chosen.add(all.charAt(random.below(all.length())));
    }
    var out = new StringBuilder();
    random.shuffled(chosen).forEach(out::append);
    String text = out.toString();
    return o.flag("base64", false)
        ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
        : text;
  }

  private static String without(String characters, String dropped) {
    var out = new StringBuilder();
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (dropped.indexOf(c) < 0) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
