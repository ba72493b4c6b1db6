package io.jplay.core.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jplay.core.value.PythonPattern;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A regular expression with Python's syntax and meaning, run by Java's engine under a time limit:
/// a pattern that backtracks for ever ends with an error, not with a hanging run.
final class Regex {
  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static final long DEEP_STACK = 512L << 20;

  /// How to compile, by Python's names.
  record Flags(boolean ignoreCase, boolean multiline, boolean dotAll) {
    static final Flags NONE = new Flags(false, false, false);

    private int bits() {
      return (ignoreCase ? Pattern.CASE_INSENSITIVE : 0)
          | (multiline ? Pattern.MULTILINE : 0)
          | (dotAll ? Pattern.DOTALL : 0);
    }
  }

  /// Compiled patterns by text; one per family of filters or tests.
  static final class PatternCache {
    private record Key(String pattern, Flags flags) {}

    private final Cache<Key, Regex> cache = Caffeine.newBuilder().maximumSize(500).build();

    Regex compile(String pattern, Flags flags) {
      return cache.get(new Key(pattern, flags), k -> Regex.compile(k.pattern, k.flags));
    }
  }

  private final Pattern pattern;
  private final Map<String, Integer> groupNames;
  private final int groups;

  private Regex(Pattern pattern, Map<String, Integer> groupNames) {
    this.pattern = pattern;
    this.groupNames = groupNames;
    this.groups = pattern.matcher("").groupCount();
  }

  static Regex compile(String python, Flags flags) {
    PythonPattern.Translated t = translated(python, flags);
    try {
      return new Regex(Pattern.compile(t.java(), t.flags()), t.groupNames());
    } catch (PatternSyntaxException e) {
      throw PythonError.value(complaint(python, e));
    }
  }

  private static PythonPattern.Translated translated(String python, Flags flags) {
    try {
      return PythonPattern.translate(python, flags.bits());
    } catch (PatternSyntaxException e) {
      throw PythonError.value(e.getDescription());
    }
  }

  /// What Python's `re` says of the usual mistakes.
  private static String complaint(String pattern, PatternSyntaxException e) {
    String said = e.getDescription().toLowerCase(Locale.ROOT);
    if (said.startsWith("unclosed group")) {
      return "missing ), unterminated subpattern at position " + openGroup(pattern);
    }
    if (said.startsWith("unclosed character class")) {
      return "unterminated character set at position " + Math.max(0, pattern.lastIndexOf('['));
    }
    if (said.startsWith("unmatched closing")) {
      return "unbalanced parenthesis at position " + Math.max(0, pattern.lastIndexOf(')'));
    }
    if (said.startsWith("dangling meta character")) {
      return "nothing to repeat at position " + Math.max(0, e.getIndex());
    }
    return "invalid regular expression: " + said + " in " + PythonText.quote(pattern);
  }

  /// Where the innermost group that is not closed begins.
  private static int openGroup(String pattern) {
    var open = new ArrayDeque<Integer>();
    boolean set = false;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '[' -> set = true;
        case ']' -> set = false;
        case '(' -> {
          if (!set) {
            open.push(i);
          }
        }
        case ')' -> {
          if (!set && !open.isEmpty()) {
            open.pop();
          }
        }
        default -> {}
      }
    }
    return open.isEmpty() ? 0 : open.peek();
  }

  int groups() {
    return groups;
  }

  Optional<Integer> group(String name) {
    return Optional.ofNullable(groupNames.get(name));
  }

  /// Runs `work` over a matcher of the text, within the time limit. Alternations inside repeats
  /// recurse once per character in Java's engine, so work that overflows the stack is done again on
  /// a thread with a deep one.
  <T> T on(String text, Function<Matcher, T> work) {
    try {
      return work.apply(matcher(text));
    } catch (StackOverflowError e) {
      return onDeepStack(() -> work.apply(matcher(text)));
    }
  }

  private Matcher matcher(String text) {
    return pattern.matcher(new TimedText(text, 0, text.length(), new Deadline()));
  }

  private static <T> T onDeepStack(Supplier<T> work) {
    var result = new AtomicReference<@Nullable T>();
    var failure = new AtomicReference<@Nullable Throwable>();
    var thread =
        new Thread(
            null,
            () -> {
              try {
                result.set(work.get());
              } catch (PythonError | StackOverflowError e) {
                failure.set(e);
              }
            },
            "regex",
            DEEP_STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PythonError.limit("interrupted while matching a regular expression");
    }
    T value = result.get();
    if (value == null) {
      throw failure.get() instanceof PythonError e
          ? e
          : PythonError.limit("the regular expression needs too much memory for this text");
    }
    return value;
  }

  boolean find(String text) {
    return on(text, Matcher::find);
  }

  boolean match(String text) {
    return on(text, Matcher::lookingAt);
  }

  boolean fullMatch(String text) {
    return on(text, Matcher::matches);
  }

  /// `re.subn`: the text with at most `count` (0: all) matches replaced, and how many were.
  Replaced replace(String text, String template, int count) {
    var parts = RegexTemplate.parse(template, this);
    return on(
        text,
        m -> {
          var out = new StringBuilder();
          int from = 0;
          int done = 0;
          while ((count <= 0 || done < count) && next(text, m)) {
            out.append(text, from, m.start());
            RegexTemplate.append(parts, text, m, out);
            from = m.end();
            done++;
          }
          return new Replaced(out.append(text, from, text.length()).toString(), done);
        });
  }

  record Replaced(String text, int count) {}

  /// The next match; an empty one is not looked for within a character.
  static boolean next(String text, Matcher m) {
    while (m.find()) {
      int at = m.start();
      boolean isWithin =
          at == m.end()
              && at > 0
              && at < text.length()
              && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
      if (!isWithin) {
        return true;
      }
    }
    return false;
  }

  /// The text of a group of the last match; empty when it took no part.
  static String groupText(String text, Matcher m, int group) {
    return m.start(group) < 0 ? "" : text.substring(m.start(group), m.end(group));
  }

  List<String> names() {
    return List.copyOf(groupNames.keySet());
  }

  private static final class Deadline {
    private final long end = System.nanoTime() + LIMIT_NANOS;
    private int reads;

    void tick() {
      if ((++reads & 0xffff) == 0 && System.nanoTime() - end > 0) {
        throw PythonError.limit("the regular expression took longer than 5 seconds");
      }
    }
  }

  /// Text that looks at the clock now and then while the engine reads it.
  private record TimedText(String text, int from, int to, Deadline deadline)
      implements CharSequence {
    @Override
    public char charAt(int index) {
      deadline.tick();
      return text.charAt(from + index);
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new TimedText(text, from + start, from + end, deadline);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }
}
