package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Adds a host, and the groups it is in, to the inventory of the run. Imitates
/// ansible.builtin.add_host.
@ModuleInfo(
    summary = "Add a host (and alternatively a group) to the ansible-playbook in-memory inventory",
    neededByModule = "name")
public final class AddHost implements ControllerModule<AddHost.Args> {
  public record Args(
      @Option(aliases = {"host", "hostname"}) Optional<String> name,
      @Option(aliases = {"group", "groupname"}) List<String> groups,
      @Option(rest = true) Dict variables) {}

  private static final Pattern WITH_PORT =
      Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]]+):([0-9]{1,5})");

  @Override
  public Result run(Args a, TaskContext context) {
    if (a.name().filter(n -> !n.isBlank()).isEmpty()) {
      return Result.refused("name, host or hostname needs to be provided");
    }
    String name = a.name().get();
    Dict variables = a.variables();
    Matcher port = WITH_PORT.matcher(name);
    if (port.matches()) {
      name = port.group(1).replaceAll("[\\[\\]]", "");
      variables =
          variables.plus(
              Dict.builder().put("ansible_ssh_port", Long.parseLong(port.group(2))).build());
    }
    var groups = new LinkedHashSet<String>();
    for (String group : a.groups()) {
      if (!group.isBlank()) {
        groups.add(group.strip());
      }
    }
    Dict shown =
        Dict.builder()
            .put("host_name", name)
            .put("groups", Seq.ofTexts(List.copyOf(groups)))
            .put("host_vars", variables)
            .build();
    return Result.changed()
        .with("add_host", shown)
        .withEffect(new RunEffect.AddHost(name, List.copyOf(groups), variables));
  }
}
