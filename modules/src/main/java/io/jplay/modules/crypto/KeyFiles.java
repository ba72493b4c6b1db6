package io.jplay.modules.crypto;

import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The two files of a key pair as ssh-keygen sees them. `exists` is of the private key; `print` its
/// line of fingerprints, `derived` the public key made from it (empty when it could not be opened),
/// `plain` whether it opens without a passphrase, `header` its first line, `pub` the text of the
/// public file.
record KeyFiles(
    boolean exists,
    boolean isDirectory,
    boolean hasParent,
    List<String> print,
    String derived,
    boolean plain,
    String header,
    Optional<String> pub) {

  /// A passphrase reaches ssh-keygen from standard input by way of SSH_ASKPASS: words and variables
  /// of a program can be seen by others. It is read once for every time that it is asked for.
  static ScriptBuilder script(Optional<String> passphrase) {
    ScriptBuilder script = Call.needs(Call.script(), "ssh-keygen");
    if (passphrase.isEmpty()) {
      return script.line("jp_keygen() { ssh-keygen -P '' \"$@\" </dev/null; }");
    }
    return script
        .line("IFS= read -r jp_secret; jp_ask=$(mktemp -d) || exit; trap 'rm -rf \"$jp_ask\"' EXIT")
        .line("printf '%s\\n' '#!/bin/sh' 'IFS= read -r p; printf \"%s\\n\" \"$p\"' >\"$jp_ask/a\"")
        .line("chmod 700 \"$jp_ask/a\" || exit")
        .line("jp_keygen() { printf '%s\\n' \"$jp_secret\" \"$jp_secret\" | DISPLAY=:0 \\")
        .line("SSH_ASKPASS=\"$jp_ask/a\" SSH_ASKPASS_REQUIRE=force ssh-keygen \"$@\"; }")
        .stdin((passphrase.get() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Read<KeyFiles> read(String path, Optional<String> passphrase) {
    var script =
        script(passphrase)
            .line("jp_p={} jp_parent={}", path, parent(path))
            .line("[ -d \"$jp_parent\" ] || echo orphan")
            .line("if [ -d \"$jp_p\" ]; then echo directory")
            .line("elif [ -e \"$jp_p\" ]; then echo exists")
            .line("printf 'print %s\\n' \"$(ssh-keygen -lf \"$jp_p\" 2>/dev/null </dev/null)\"")
            .line("jp_d=$(ssh-keygen -y -P '' -f \"$jp_p\" 2>/dev/null </dev/null) && echo plain")
            .line("[ -n \"$jp_d\" ] || jp_d=$(jp_keygen -y -f \"$jp_p\" 2>/dev/null)")
            .line("printf 'derived %s\\n' \"$jp_d\"")
            .line("IFS= read -r jp_h <\"$jp_p\"; printf 'header %s\\n' \"$jp_h\"; fi")
            .line("[ ! -f \"$jp_p.pub\" ] || printf 'pub %s\\n' \"$(head -n 1 \"$jp_p.pub\")\"; :");
    return new Read<>(
        "keypair:" + path + ":" + passphrase.map(String::hashCode),
        script.program(),
        out -> parse(Call.found(out).stdout()));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }

  static KeyFiles parse(String text) {
    Map<String, String> parts = new HashMap<>();
    text.lines()
        .forEach(l -> parts.put(l.split(" ", 2)[0], l.contains(" ") ? l.split(" ", 2)[1] : ""));
    String print = parts.getOrDefault("print", "").strip();
    return new KeyFiles(
        parts.containsKey("exists"),
        parts.containsKey("directory"),
        !parts.containsKey("orphan"),
        print.isEmpty() ? List.of() : List.of(print.split("\\s+")),
        parts.getOrDefault("derived", "").strip(),
        parts.containsKey("plain"),
        parts.getOrDefault("header", ""),
        Optional.ofNullable(parts.get("pub")).map(String::strip));
  }

  /// Whether the private key opens with what the task gives: a key without passphrase is not the
  /// one that a passphrase belongs to.
  boolean opens(boolean passphrase) {
    return exists && !derived.isEmpty() && plain != passphrase;
  }

  int size() {
    return !print.isEmpty() && print.getFirst().matches("\\d{1,6}")
        ? Integer.parseInt(print.getFirst())
        : 0;
  }

  String fingerprint() {
    return print.size() > 1 ? print.get(1) : "";
  }

  String type() {
    return print.isEmpty() ? "" : print.getLast().replaceAll("[()]", "").toLowerCase(Locale.ROOT);
  }

  /// The public key without its comment; empty where there is no file.
  String publicKey() {
    return key(pub.orElse(""));
  }

  String derivedKey() {
    return key(derived);
  }

  private static String key(String line) {
    String[] words = line.split("\\s+", 3);
    return words.length < 2 ? "" : words[0] + " " + words[1];
  }

  String comment() {
    String[] words = pub.orElse("").split("\\s+", 3);
    return words.length < 3 ? "" : words[2];
  }

  /// How a difference shows the pair.
  Dict shown() {
    var dict = Dict.builder();
    if (!exists) {
      return dict.build();
    }
    dict.put("fingerprint", fingerprint()).put("format", "").put("size", size());
    dict.put("type", type());
    if (pub.isPresent()) {
      dict.put("comment", comment()).put("public_key", publicKey().replaceFirst(".* ", ""));
    }
    return dict.build();
  }
}
