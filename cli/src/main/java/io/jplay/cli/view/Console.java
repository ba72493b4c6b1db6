package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The screen: two streams, colour or not, a width. Every text passes [TerminalText#visible] here,
/// so no view can forget it. One lock, because warnings and the status line come from other
/// threads.
public final class Console {
  /// `columns` as ansible counts them: 79, or one less than a terminal that is wider.
  public record Look(
      boolean color, int columns, boolean systemWarnings, boolean deprecationWarnings, Talk talk) {
    public Look(boolean color, int columns, boolean systemWarnings, boolean deprecationWarnings) {
      this(color, columns, systemWarnings, deprecationWarnings, new Talk(false, 0));
    }
  }

  /// Where lines go that are shown from a number of -v on: to which stream, and up to which level
  /// the log has them though the screen does not.
  public record Talk(boolean onStderr, int logged) {}

  /// A line that is redrawn below the output.
  interface Footer {
    void clear(PrintStream out);

    void draw(PrintStream out);
  }

  private static final Footer NO_FOOTER =
      new Footer() {
        @Override
        public void clear(PrintStream out) {}

        @Override
        public void draw(PrintStream out) {}
      };

  private final PrintStream out;
  private final PrintStream err;
  private final Look look;
  private final Map<Color, String> codes = new EnumMap<>(Color.class);
  private final Set<String> warned = new HashSet<>();
  private Footer footer = NO_FOOTER;
  private BiConsumer<Level, String> log = (_, _) -> {};

  public Console(PrintStream out, PrintStream err, Look look, Map<Color, String> colors) {
    this.out = out;
    this.err = err;
    this.look = look;
    for (Color color : Color.values()) {
      codes.put(color, look.color() ? color.code(colors) : "");
    }
  }

  /// Everything that is shown from now on goes there as well, with the level that ansible's log
  /// gives it.
  public synchronized void logTo(BiConsumer<Level, String> sink) {
    log = sink;
  }

  Look look() {
    return look;
  }

  /// Shows a text and ends its line when it is open.
  public void display(String text, Color color) {
    write(out, paint(TerminalText.visible(text), color));
  }

  public void display(String text) {
    display(text, Color.NONE);
  }

  /// A line that belongs to this many -v, of which there are `verbosity`.
  public void verbose(String text, int level, int verbosity) {
    if (level <= verbosity) {
      write(look.talk().onStderr() ? err : out, paint(TerminalText.visible(text), Color.VERBOSE));
    } else if (level <= look.talk().logged()) {
      logOnly(TerminalText.visible(text));
    }
  }

  private synchronized void logOnly(String text) {
    log.accept(Level.INFO, text);
  }

  /// Shows data for programs: as it is, no colour, control characters only where the format wants
  /// them.
  public void displayData(String text) {
    write(out, text);
  }

  void displayError(String text, Color color) {
    displayError(text, color, Level.INFO);
  }

  void displayError(String text, Color color, Level level) {
    write(err, paint(TerminalText.visible(text), color), level);
  }

  /// Shows a text that was coloured line by line with [#paint] after it was made visible.
  void displayPainted(String text) {
    write(out, text);
  }

  void displayPaintedError(String text) {
    write(err, text);
  }

  /// A headline: an empty line, the text, stars up to the width.
  void banner(String text, Color color) {
    String line = TerminalText.visible(text.strip());
    int stars = Math.max(3, look.columns() - TerminalText.width(line));
    write(out, paint("\n" + line + " " + "*".repeat(stars), color));
  }

  void banner(String text) {
    banner(text, Color.NONE);
  }

  /// `[WARNING]: text`, wrapped, each only once.
  public void warning(String text) {
    notice("[WARNING]: " + text, Color.WARN);
  }

  /// `[ERROR]: text`, wrapped.
  public void error(String text) {
    notice("[ERROR]: " + text, Color.ERROR);
  }

  void deprecation(String text) {
    if (look.deprecationWarnings()) {
      notice(
          "[DEPRECATION WARNING]: "
              + text
              + " Deprecation warnings can be disabled by setting deprecation_warnings=False in"
              + " ansible.cfg.",
          Color.DEPRECATE);
    }
  }

  /// A problem, in the manner of its severity.
  public void diagnostic(Diagnostic diagnostic) {
    String place = diagnostic.primary().isKnown() ? " (" + diagnostic.primary().label() + ")" : "";
    switch (diagnostic.severity()) {
      case Severity.WARNING -> warning(diagnostic.sentence() + place);
      case Severity.DEPRECATION -> deprecation(diagnostic.sentence() + place);
      case Severity.ERROR -> new DiagnosticView(this).show(diagnostic);
    }
  }

  private void notice(String text, Color color) {
    String wrapped =
        String.join("\n", TerminalText.wrap(TerminalText.visible(text), look.columns())) + "\n";
    synchronized (this) {
      if (!warned.add(wrapped)) {
        return;
      }
    }
    write(err, paint(wrapped, color), color == Color.ERROR ? Level.ERROR : Level.WARNING);
  }

  /// Colours each line of a text that is already visible; the end of the last line stays outside.
  String paint(String text, Color color) {
    boolean ended = text.endsWith("\n");
    String body = ended ? text.substring(0, text.length() - 1) : text;
    return paintWithEnd(body, color) + (ended ? "\n" : "");
  }

  /// As [#paint], but what follows the last new line is painted too, though it is empty: ansible's
  /// diffs are so.
  String paintWithEnd(String text, Color color) {
    String code = codes.getOrDefault(color, "");
    if (code.isEmpty()) {
      return text;
    }
    return Stream.of(text.split("\n", -1))
        .map(line -> "\u001b[" + code + "m" + line + "\u001b[0m")
        .collect(Collectors.joining("\n"));
  }

  private void write(PrintStream stream, String text) {
    write(stream, text, Level.INFO);
  }

  private synchronized void write(PrintStream stream, String text, Level level) {
    footer.clear(out);
    stream.print(text.endsWith("\n") ? text : text + "\n");
    stream.flush();
    footer.draw(out);
    log.accept(level, text);
  }

  synchronized void attach(Footer line) {
    footer = line;
  }

  synchronized void detach() {
    footer.clear(out);
    out.flush();
    footer = NO_FOOTER;
  }

  /// Takes the footer off the screen until it is drawn again.
  public synchronized void hideFooter() {
    footer.clear(out);
    out.flush();
  }

  synchronized void redraw() {
    footer.clear(out);
    footer.draw(out);
    out.flush();
  }
}
