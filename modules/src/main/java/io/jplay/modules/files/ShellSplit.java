package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.shell.WordSplitter;
import java.util.List;

/// Splits a command line into words as Python's `shlex.split` does: quotes and backslashes, no
/// expansion of any kind.
public final class ShellSplit {
  private ShellSplit() {}

  /// Fails the task when a quotation is not closed.
  public static List<String> split(String text) {
    try {
      return WordSplitter.STRICT.split(text);
    } catch (WordSplitter.OpenQuotation e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }
}
