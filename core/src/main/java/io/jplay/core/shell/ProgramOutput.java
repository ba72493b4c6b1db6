package io.jplay.core.shell;

import java.nio.charset.StandardCharsets;

/// What a program left: exit status and the bytes of both streams, decoded as late as possible
/// (UTF-8, with the replacement character for what is not).
public record ProgramOutput(int rc, byte[] stdoutBytes, byte[] stderrBytes) {
  public static ProgramOutput of(int rc, String stdout, String stderr) {
    return new ProgramOutput(
        rc, stdout.getBytes(StandardCharsets.UTF_8), stderr.getBytes(StandardCharsets.UTF_8));
  }

  public boolean isOk() {
    return rc == 0;
  }

  public String stdout() {
    return new String(stdoutBytes, StandardCharsets.UTF_8);
  }

  public String stderr() {
    return new String(stderrBytes, StandardCharsets.UTF_8);
  }
}
