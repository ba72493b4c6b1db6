package io.jplay.core.ssh;

import io.jplay.core.spi.Endpoint;
import java.util.Set;

/// The shell of a host's sessions, where it puts what is sent (empty for the first place that takes
/// it), and whether it becomes the user who is logged in. Of the endpoint's options: `executable`,
/// `remote_tmp` and `become_allow_same_user`.
record HostShell(String program, String temporary, boolean becomesSameUser) {
  private static final String USUAL = "/bin/sh";

  /// Shells that run our programs as `sh` does. Another one (fish, zsh, csh) may be what the tasks'
  /// own commands want; ours stay with `sh`.
  private static final Set<String> POSIX =
      Set.of("sh", "bash", "dash", "ash", "ksh", "ksh93", "mksh", "oksh", "yash");

  static HostShell of(Endpoint endpoint) {
    String wanted = endpoint.options().getOrDefault("executable", USUAL);
    String program = wanted.strip().split("\\s+", 2)[0];
    boolean isPosix = POSIX.contains(program.substring(program.lastIndexOf('/') + 1));
    return new HostShell(
        isPosix ? program : USUAL,
        endpoint.options().getOrDefault("remote_tmp", ""),
        endpoint.options().containsKey("become_allow_same_user"));
  }
}
