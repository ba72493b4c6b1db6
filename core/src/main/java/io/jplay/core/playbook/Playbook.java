package io.jplay.core.playbook;

import java.nio.file.Path;
import java.util.List;

/// The plays of one playbook file, imported ones in their places.
public record Playbook(Path file, List<Play> plays) {
  public Playbook {
    plays = List.copyOf(plays);
  }
}
