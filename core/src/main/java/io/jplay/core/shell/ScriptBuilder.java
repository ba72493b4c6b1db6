package io.jplay.core.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Builds a POSIX sh program from fixed text and quoted words. Every `{}` of a line's text is
/// replaced by the next word, quoted; text itself must be a constant of the program, never data.
///
/// ```java
/// new ScriptBuilder().use("sh/atomic_write.sh", Copy.class).line("chmod {} {}", mode, path).program();
/// ```
public final class ScriptBuilder {
  private static final ConcurrentHashMap<String, String> LIBRARY = new ConcurrentHashMap<>();
  private final StringBuilder script = new StringBuilder();
  private final List<String> used = new ArrayList<>();
  private byte[] stdin = new byte[0];

  /// Appends one line; each `{}` takes one word.
  public ScriptBuilder line(String text, String... words) {
    int from = 0;
    for (String word : words) {
      int at = text.indexOf("{}", from);
      if (at < 0) {
        throw new IllegalArgumentException("more words than places in: " + text);
      }
      script.append(text, from, at).append(ShellWord.of(word).quoted());
      from = at + 2;
    }
    if (text.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("fewer words than places in: " + text);
    }
    script.append(text, from, text.length()).append('\n');
    return this;
  }

  /// Appends a command: a fixed program name and its arguments, all quoted.
  public ScriptBuilder command(Iterable<String> words) {
    String separator = "";
    for (String word : words) {
      script.append(separator).append(ShellWord.of(word).quoted());
      separator = " ";
    }
    script.append('\n');
    return this;
  }

  /// Appends shell functions from a resource on the class path, read once per process.
  public ScriptBuilder use(String resource, Class<?> near) {
    String library =
        LIBRARY.computeIfAbsent(
            resource,
            name -> {
              try (InputStream in = near.getClassLoader().getResourceAsStream(name)) {
                if (in == null) {
                  throw new IllegalArgumentException("no resource " + name);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    script.append(library);
    used.add(library);
    return this;
  }

  /// Appends another program as it was built so far, without its payload.
  public ScriptBuilder append(ScriptBuilder other) {
    script.append(other.script);
    used.addAll(other.used);
    return this;
  }

  /// Appends a program text that a user wrote (the shell module): runs as it is.
  public ScriptBuilder userScript(String text) {
    script.append(text).append('\n');
    return this;
  }

  public ScriptBuilder stdin(byte[] payload) {
    this.stdin = payload;
    return this;
  }

  public ShellProgram program() {
    return new ShellProgram(script.toString(), used, stdin, Map.of());
  }
}
