package io.jplay.core.spi;

import io.jplay.core.value.Secret;
import java.util.List;
import java.util.Optional;

/// How to become another user. `method` is a short name (`sudo`, `su`, `doas`), `flags` the words
/// of become_flags, `exe` the program or empty for the method's own, `prompts` what su may ask with
/// besides the words that are known.
public record Become(
    String method,
    String user,
    String exe,
    List<String> flags,
    Optional<Secret> password,
    List<String> prompts) {
  public Become {
    flags = List.copyOf(flags);
    prompts = List.copyOf(prompts);
  }

  /// With the prompts that are known.
  public Become(
      String method, String user, String exe, List<String> flags, Optional<Secret> password) {
    this(method, user, exe, flags, password, List.of());
  }
}
