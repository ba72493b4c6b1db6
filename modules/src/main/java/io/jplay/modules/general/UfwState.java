package io.jplay.modules.general;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What ufw has: its status as it tells it, its settings, and its rules in its own notation. The
/// status says nothing of settings and rules while the firewall is inactive, its files do.
record UfwState(
    String status, Map<String, String> settings, List<String> rules, List<String> rules6) {
  private static final Pattern SETTING = Pattern.compile("conf (\\w+)=\"?([^\"]*)\"?\\s*");
  private static final Pattern NUMBERED = Pattern.compile("^\\[ *\\d+] .*");
  private static final Pattern SIX = Pattern.compile("\\(v6\\)|[0-9a-fA-F]*:[0-9a-fA-F]*:");
  private static final String TUPLE = "### tuple";

  static UfwState parse(String text) {
    var status = new StringBuilder();
    var settings = new HashMap<String, String>();
    var rules = new ArrayList<String>();
    var rules6 = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        settings.put(setting.group(1), setting.group(2).toLowerCase(Locale.ROOT));
      } else if (line.startsWith("user " + TUPLE)) {
        rules.add(line.substring("user ".length()));
      } else if (line.startsWith("user6 " + TUPLE)) {
        rules6.add(line.substring("user6 ".length()));
      } else {
        status.append(line).append('\n');
      }
    }
    return new UfwState(status.toString(), settings, rules, rules6);
  }

  boolean is(Ufw.State wanted) {
    boolean active = status.lines().anyMatch(l -> l.strip().equals("Status: active"));
    boolean atBoot = settings.getOrDefault("ENABLED", active ? "yes" : "no").equals("yes");
    return switch (wanted) {
      case ENABLED -> active && atBoot;
      case DISABLED -> !active && !atBoot;
      case RELOADED, RESET -> false;
    };
  }

  /// Whether a direction has a policy; incoming, when none is named.
  boolean has(Ufw.Policy policy, Optional<Ufw.Direction> direction) {
    String key =
        switch (direction.orElse(Ufw.Direction.INCOMING)) {
          case IN, INCOMING -> "DEFAULT_INPUT_POLICY";
          case OUT, OUTGOING -> "DEFAULT_OUTPUT_POLICY";
          case ROUTED -> "DEFAULT_FORWARD_POLICY";
        };
    String target =
        switch (policy) {
          case ALLOW -> "accept";
          case DENY -> "drop";
          case REJECT -> "reject";
        };
    return settings.getOrDefault(key, "").equals(target);
  }

  boolean logs(Ufw.Logging wanted) {
    String level = settings.getOrDefault("LOGLEVEL", "");
    return wanted == Ufw.Logging.ON
        ? !level.isEmpty() && !level.equals("off")
        : level.equals(wanted.name().toLowerCase(Locale.ROOT));
  }

  /// Whether rules would be others by what a trial printed: the whole table of each family that the
  /// rule is of, nothing for a rule that is there already.
  boolean changesBy(String trial) {
    for (String table : trial.split("(?m)^\\*filter$")) {
      List<String> tuples = table.lines().filter(l -> l.startsWith(TUPLE)).toList();
      boolean six = table.contains("\n:ufw6-");
      boolean four = table.contains("\n:ufw-");
      if (six && !tuples.equals(rules6) || four && !tuples.equals(rules)) {
        return true;
      }
    }
    return false;
  }

  /// For each rule of a numbered list whether it is one of IPv6.
  static List<Boolean> families(String numbered) {
    return numbered
        .lines()
        .filter(l -> NUMBERED.matcher(l).matches())
        .map(l -> SIX.matcher(l.split(" # ", 2)[0]).find())
        .toList();
  }
}
