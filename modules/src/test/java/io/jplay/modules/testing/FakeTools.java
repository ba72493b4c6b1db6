package io.jplay.modules.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Stand-ins of tools in a directory before the others of the PATH. Each writes its name, its words
/// and its standard input to a log, then runs the text that the test gives; `$d` is its directory.
public final class FakeTools {
  private final Path bin;

  public FakeTools(ModuleHarness host, Path dir, ShellKind shell) {
    try {
      bin = Files.createDirectories(dir.resolve("tools-" + shell));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    host.session().tools(bin);
  }

  public FakeTools tool(String name, String body) {
    write(
        name, "#!/bin/sh\nd=${0%/*}\nprintf '%s\\n' \"${0##*/} $*\" >>\"$d/log\"\n" + body + "\n");
    if (!bin.resolve(name).toFile().setExecutable(true)) {
      throw new AssertionError("not executable: " + name);
    }
    return this;
  }

  /// Tools that only write down how they were called, and what they were given to read.
  public FakeTools loggers(String... names) {
    for (String name : names) {
      tool(name, "[ -t 0 ] || cat >>\"$d/log\"");
    }
    return this;
  }

  public void write(String file, String text) {
    try {
      Files.writeString(bin.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String file) {
    try {
      Path path = bin.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String log() {
    return read("log");
  }
}
