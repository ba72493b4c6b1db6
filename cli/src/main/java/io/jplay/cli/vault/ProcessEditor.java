package io.jplay.cli.vault;

import io.jplay.core.vault.Editor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// $EDITOR on the operator's terminal. The command may have arguments (`code --wait`).
public record ProcessEditor(List<String> command) implements Editor {
  public ProcessEditor {
    command = List.copyOf(command);
  }

  @Override
  public int edit(Path file) throws IOException, InterruptedException {
    var words = new ArrayList<>(command);
    words.add(file.toString());
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }
}
