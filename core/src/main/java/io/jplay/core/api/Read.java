package io.jplay.core.api;

import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thing to know of a host: a program that changes nothing and a pure parser of its output. Two
/// reads with equal keys are the same read and are sent once; so a key names the program and
/// everything that goes into it.
public record Read<T>(String key, ShellProgram program, Function<ProgramOutput, T> parser) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Read<?> r && r.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
