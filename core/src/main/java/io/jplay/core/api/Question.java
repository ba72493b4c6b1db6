package io.jplay.core.api;

import java.time.Duration;

/// A question to the operator whose keys are read one by one, so that Ctrl-C answers it instead of
/// ending the run.
///
/// `text` is shown once the keys are listened to, `isEchoed` says whether what is typed is shown,
/// `limit` how long it is waited for (zero: for ever). `endKeys` are the keys that end the
/// question, letters in either case; with an empty text only the limit and Ctrl-C do.
public record Question(String text, boolean isEchoed, Duration limit, String endKeys) {
  /// What ends a line.
  public static final String ENTER = "\r\n";

  public Question {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("limit is negative");
    }
  }

  /// A question for one of some letters.
  public static Question choice(String text, String keys) {
    return new Question(text, false, Duration.ZERO, keys);
  }

  /// The same, with another limit.
  public Question within(Duration length) {
    return new Question(text, isEchoed, length, endKeys);
  }

  /// Whether this key ends the question.
  public boolean endsWith(char key) {
    return endKeys.indexOf(key) >= 0 || endKeys.indexOf(Character.toLowerCase(key)) >= 0;
  }
}
