package io.jplay.modules.files;

import io.jplay.core.shell.ScriptBuilder;
import java.util.List;
import java.util.Optional;

/// Wanted parts of an SELinux context; `_default` means what the policy says for the path.
public record SelinuxContext(
    Optional<String> user, Optional<String> role, Optional<String> type, Optional<String> level) {
  public static final SelinuxContext NONE =
      new SelinuxContext(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final String POLICY = "_default";

  List<Optional<String>> parts() {
    return List.of(user, role, type, level);
  }

  boolean isEmpty() {
    return parts().stream().allMatch(p -> p.filter(t -> !t.equals(POLICY)).isEmpty());
  }

  /// The context with these parts put over `current`.
  String over(String current) {
    String[] now = current.split(":", 4);
    var all = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      String old = i < now.length ? now[i] : "";
      String part = parts().get(i).filter(t -> !t.equals(POLICY)).orElse(old);
      if (!part.isEmpty()) {
        all.append(i == 0 ? "" : ":").append(part);
      }
    }
    return all.toString();
  }

  void appendTo(ScriptBuilder script) {
    List<String> letters = List.of("-u", "-r", "-t", "-l");
    for (int i = 0; i < 4; i++) {
      String letter = letters.get(i);
      parts()
          .get(i)
          .filter(t -> !t.equals(POLICY))
          .ifPresent(t -> script.line("chcon -h " + letter + " {} \"$jp_target\" || exit", t));
    }
  }
}
