package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.services.ServiceList;
import java.util.LinkedHashMap;
import java.util.List;

/// The services of a host as facts.
@ModuleInfo(summary = "Return service state information as fact data", onlyReads = true)
public final class ServiceFacts implements StateModule<ServiceFacts.Args> {
  public record Args() {}

  private static final String NOTHING =
      "Failed to find any services. This can be due to privileges or some other configuration"
          + " issue.";

  private static final List<ServiceList> LISTS = ServiceList.all();

  private static final Read<Sections> SERVICES =
      new Read<>("service_facts", script(), out -> Sections.parse(out.stdout()));

  private static ShellProgram script() {
    var script = new ScriptBuilder().line(ServiceList.FUNCTIONS);
    LISTS.forEach(list -> script.line(list.script()));
    return script.line(":").program();
  }

  private static Dict services(Sections said) {
    var all = new LinkedHashMap<String, Dict>();
    LISTS.stream()
        .flatMap(list -> list.services(said).stream())
        .forEach(entry -> all.put(entry.text("name").orElseThrow(), entry));
    var services = Dict.builder();
    all.forEach(services::put);
    return (Dict) Facts.remote(services.build());
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(SERVICES);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Sections said = seen.get(SERVICES);
    Dict services = services(said);
    Result result =
        services.isEmpty()
            ? Result.skipped(NOTHING)
            : Result.ok().withFacts(Dict.builder().put("services", services).build());
    for (ServiceList list : LISTS) {
      String warning = list.warning(said);
      result = warning.isEmpty() ? result : result.withWarning(warning);
    }
    return Decision.unchanged(result);
  }
}
