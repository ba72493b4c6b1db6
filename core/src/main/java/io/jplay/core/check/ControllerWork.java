package io.jplay.core.check;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Set;

/// What the run itself may write on the controller: a file that is not there before the run may be
/// there when it is needed.
final class ControllerWork {
  private static final Set<String> CONTROLLER = Set.of("localhost", "127.0.0.1", "::1");

  private ControllerWork() {}

  /// Whether another task that works on the controller names the file, other than as its source.
  static boolean mayMake(String name, TaskSite needs, Reach reach) {
    String base = name.substring(name.lastIndexOf('/') + 1);
    return reach.sites().stream()
        .filter(site -> !site.task().where().equals(needs.task().where()) && isOnController(site))
        .anyMatch(site -> names(site, base));
  }

  private static boolean isOnController(TaskSite site) {
    return site.shortModule().equals("fetch")
        || CONTROLLER.contains(text(site, Keyword.DELEGATE_TO))
        || text(site, Keyword.CONNECTION).equals("local")
        || CONTROLLER.contains(Reach.text(site.lineage().play().hosts()));
  }

  private static String text(TaskSite site, Keyword keyword) {
    return site.lineage().nearest(site.task(), keyword).map(Reach::text).orElse("");
  }

  private static boolean names(TaskSite site, String base) {
    var action = site.task().action();
    Dict written = action.options().without("src");
    return mentions(written, base)
        || mentions(action.freeForm().orElse(Null.NULL), base)
        || mentions(action.whole().orElse(Null.NULL), base)
        || site.task().loop().filter(loop -> mentions(loop.terms(), base)).isPresent();
  }

  private static boolean mentions(Value value, String base) {
    return switch (value) {
      case Str s -> s.text().contains(base);
      case Template t -> t.text().contains(base);
      case Seq s -> any(s.items(), base);
      case Dict d -> any(List.copyOf(d.entries().values()), base);
      default -> false;
    };
  }

  private static boolean any(List<Value> values, String base) {
    return values.stream().anyMatch(v -> mentions(v, base));
  }
}
