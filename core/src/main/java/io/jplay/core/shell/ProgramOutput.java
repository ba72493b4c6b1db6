package io.jplay.core.shell;

import io.jplay.core.value.Utf8;

/// What a program left: exit status and the bytes of both streams, decoded as late as possible (by
/// [Utf8], so that what is no text survives).
public record ProgramOutput(int rc, byte[] stdoutBytes, byte[] stderrBytes) {
  public static ProgramOutput of(int rc, String stdout, String stderr) {
    return new ProgramOutput(rc, Utf8.encode(stdout), Utf8.encode(stderr));
  }

  public boolean isOk() {
    return rc == 0;
  }

  public String stdout() {
    return Utf8.decode(stdoutBytes);
  }

  public String stderr() {
    return Utf8.decode(stderrBytes);
  }
}
