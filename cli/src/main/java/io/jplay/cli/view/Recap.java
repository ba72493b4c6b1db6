package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.HostRecap;
import io.jplay.core.value.Dict;
import java.util.TreeMap;

/// PLAY RECAP and what follows it.
final class Recap {
  private final Console console;
  private final ViewOptions options;
  private final ResultText results;

  Recap(Console console, ViewOptions options, ResultText results) {
    this.console = console;
    this.options = options;
    this.results = results;
  }

  void show(Event.RunEnded end) {
    console.banner("PLAY RECAP");
    for (HostRecap host : end.hosts()) {
      console.displayPainted(line(host));
    }
    console.displayPainted("\n");
    if (options.shown().customStats() && !end.stats().isEmpty()) {
      customStats(end);
    }
    if (options.check() && options.shown().checkModeMarkers()) {
      console.banner("DRY RUN");
    }
  }

  private String line(HostRecap host) {
    Color color =
        host.failed() > 0 || host.unreachable() > 0
            ? Color.ERROR
            : host.changed() > 0 ? Color.CHANGED : Color.OK;
    String name = console.paint(TerminalText.visible(host.host()), color);
    // ansible pads the painted name to 37, the escape sequences counted as 11
    int width = console.look().color() ? 37 : 26;
    var out = new StringBuilder(name).repeat(' ', Math.max(0, width - name.length()));
    out.append(" :");
    count("ok", host.ok(), Color.OK, out);
    count("changed", host.changed(), Color.CHANGED, out);
    count("unreachable", host.unreachable(), Color.UNREACHABLE, out);
    count("failed", host.failed(), Color.ERROR, out);
    count("skipped", host.skipped(), Color.SKIP, out);
    count("rescued", host.rescued(), Color.OK, out);
    count("ignored", host.ignored(), Color.WARN, out);
    return out.toString();
  }

  private void count(String name, int number, Color color, StringBuilder out) {
    String digits = Integer.toString(number);
    String text = name + "=" + digits + " ".repeat(Math.max(0, 4 - digits.length()));
    out.append(' ').append(number == 0 ? text : console.paint(text, color));
  }

  private void customStats(Event.RunEnded end) {
    console.banner("CUSTOM STATS: ");
    new TreeMap<>(end.stats())
        .forEach((host, stats) -> {
          if (!host.equals("_run")) {
            console.display("\t" + host + ": " + results.narrow(stats));
          }
        });
    Dict whole = end.stats().get("_run");
    if (whole != null) {
      console.display("\n\tRUN: " + results.narrow(whole));
    }
    console.display("");
  }
}
