package io.jplay.cli.command;

import io.jplay.cli.run.RunRequest;
import io.jplay.cli.view.Console;
import io.jplay.cli.view.ExplanationView;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.run.Explanation;
import io.jplay.core.value.Undefined;
import java.nio.file.Path;
import java.util.List;

/// `jplay explain VAR --host H [PLAYBOOK]`: where the value of a variable comes from.
public final class ExplainCommand {
  private final Invocation invocation;
  private final Console console;

  public ExplainCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  /// The exit code tells whether the variable has a value.
  public ExitCode run(List<String> words) {
    Options options = CommonOptions.explain(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      console.display(options.usage());
      return ExitCode.OK;
    }
    if (given.positionals().isEmpty()) {
      throw options.bad("the name of a variable is required", "");
    }
    String host =
        given
            .last("--host")
            .orElseThrow(() -> options.bad("--host is required", "jplay explain VAR --host web1"));
    String variable = given.positionals().getFirst();
    List<Path> files =
        given.positionals().subList(1, given.positionals().size()).stream().map(Path::of).toList();
    var request = new Requests(invocation, options, given).of(new RunRequest.Work.Playbooks(files));
    List<Explanation> found =
        invocation.engine().explain(request, variable, host, console::diagnostic);
    var view = new ExplanationView(console);
    found.forEach(view::show);
    return found.stream().allMatch(e -> e.result() instanceof Undefined)
        ? ExitCode.ERROR
        : ExitCode.OK;
  }
}
