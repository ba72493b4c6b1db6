package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.inventory.HostPattern;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Play;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The patterns of `hosts` match hosts, and groups that are named exist. A play may be empty on
/// purpose; a playbook of which no play has hosts, or a pattern that nearly is a name, is a
/// mistake.
final class HostsCheck implements Check {
  @Override
  public void run(Reach reach, Findings findings) {
    Inventory inventory = reach.request().inventory();
    var made = made(reach);
    boolean anyHosts = false;
    var empty = new LinkedHashMap<Play, Value>();
    for (Reach.PlayReach each : reach.plays) {
      Optional<Value> known = hosts(each.play(), reach);
      Value hosts = known.orElse(each.play().hosts());
      if (known.isEmpty()) {
        findings.unknown("which hosts the play is for", hosts.tag().origin());
        anyHosts = true;
      } else if (!patterns(hosts).isEmpty()) {
        boolean matches =
            !HostPattern.parse(patterns(hosts)).select(inventory).hosts().isEmpty()
                || made.isEmpty()
                || parts(hosts).stream().anyMatch(made.get()::contains);
        anyHosts |= matches;
        if (!matches) {
          empty.put(each.play(), hosts);
        }
      }
    }
    for (Map.Entry<Play, Value> each : empty.entrySet()) {
      SourceRange where = each.getKey().hosts().tag().origin();
      judge(each.getValue(), where, !anyHosts, inventory, findings);
    }
    if (made.isPresent()) {
      groups(reach, made.get(), findings);
    }
  }

  /// The patterns of a play, if they can be known.
  private static Optional<Value> hosts(Play play, Reach reach) {
    return Constants.hasTemplate(play.hosts())
        ? reach.constants().hosts(play)
        : Optional.of(play.hosts());
  }

  /// The hosts and groups that tasks make; empty when their names are not known.
  private static Optional<Set<String>> made(Reach reach) {
    var names = new HashSet<String>();
    for (TaskSite site : reach.sites()) {
      List<String> options =
          switch (site.shortModule()) {
            case "add_host" -> List.of("name", "host", "hostname", "groups", "group", "groupname");
            case "group_by" -> List.of("key", "parents");
            default -> List.of();
          };
      for (String option : options) {
        Value value = site.option(option).orElse(Null.NULL);
        if (Constants.hasTemplate(value) && !option.matches("name|host|hostname")) {
          return Optional.empty();
        }
        for (Value each : value instanceof Seq s ? s.items() : List.of(value)) {
          names.addAll(List.of(Reach.text(each).split("\\s*,\\s*")));
        }
      }
      if (site.shortModule().equals("group_by") && site.task().action().freeForm().isPresent()) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  private static List<String> patterns(Value hosts) {
    return switch (hosts) {
      case Seq s -> s.stream().filter(Str.class::isInstance).map(Reach::text).toList();
      case Str s -> List.of(s.text());
      default -> List.of();
    };
  }

  private static List<String> parts(Value hosts) {
    return HostPattern.parse(patterns(hosts)).parts().stream()
        .map(p -> p.replaceFirst("^[&!]", "").replaceFirst("\\[.*]$", ""))
        .toList();
  }

  private static void judge(
      Value hosts, SourceRange where, boolean none, Inventory inventory, Findings findings) {
    if (inventory.hosts().isEmpty()) {
      findings.unknown("which hosts the play is for: the inventory is empty", where);
      return;
    }
    var names = new ArrayList<>(inventory.groups().keySet());
    names.addAll(inventory.hosts().keySet());
    String hint =
        parts(hosts).stream()
            .filter(p -> !names.contains(p))
            .map(p -> Suggestion.hint(p, names))
            .filter(h -> !h.isEmpty())
            .findFirst()
            .orElse("");
    String text = String.join(",", patterns(hosts));
    boolean known = names.containsAll(parts(hosts));
    if (!none && (hint.isEmpty() || known)) {
      findings.unknown("the play has no hosts in this inventory: " + text, where);
      return;
    }
    findings.add(
        Diagnostic.error("JP2018", "hosts pattern matches nothing", where)
            .withDetail("no host or group of the inventory matches '" + text + "'")
            .withHint(hint.isEmpty() ? "jplay all --list-hosts shows the hosts there are" : hint));
  }

  private static void groups(Reach reach, Set<String> made, Findings findings) {
    Inventory inventory = reach.request().inventory();
    if (inventory.hosts().isEmpty()) {
      return;
    }
    for (TaskSite site : reach.sites()) {
      var spec = reach.request().modules().find(site.module(), site.collections());
      for (SiteTexts.Text text : SiteTexts.of(site, spec, reach.surveys())) {
        for (TemplateSurvey.Use use : text.result().survey().uses()) {
          if (use.kind() == TemplateSurvey.Kind.GROUP
              && !inventory.groups().containsKey(use.name())
              && !made.contains(use.name())) {
            group(use, site, use.isCertain() && text.certain() && site.certain(), reach, findings);
          }
        }
      }
    }
  }

  private static void group(
      TemplateSurvey.Use use, TaskSite site, boolean sure, Reach reach, Findings findings) {
    String hint = Suggestion.hint(use.name(), reach.request().inventory().groups().keySet());
    if (!sure) {
      findings.unknown("whether the group '" + use.name() + "' is needed", use.where());
      return;
    }
    findings.add(
        site.placed(
            Diagnostic.error("JP2019", "group that the inventory does not have", use.where())
                .withDetail("groups['" + use.name() + "'] is undefined")
                .withHint(hint)));
  }
}
