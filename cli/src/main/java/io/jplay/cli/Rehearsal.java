package io.jplay.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several programs in one process, whatever they come to: `.mvn/archive` records the classes
/// that they load, and a record is of one process. Each begins with its name, `--then` stands
/// between two.
public final class Rehearsal {
  private static final String NEXT = "--then";

  private Rehearsal() {}

  public static void main(String[] arguments) {
    var words = new ArrayList<String>();
    for (String word : arguments) {
      if (word.equals(NEXT)) {
        run(words);
        words.clear();
      } else {
        words.add(word);
      }
    }
    run(words);
  }

  private static void run(List<String> words) {
    List<String> rest = List.copyOf(words.subList(1, words.size()));
    Main.run(words.getFirst(), rest, System.getenv(), System.out, System.err);
  }
}
