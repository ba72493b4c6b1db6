package io.jplay.core.api;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a module may ask of the controller while its task is prepared or run on one host. Used by
/// that host's thread only.
public interface TaskContext {
  Mode mode();

  /// Waits, on the controller; ends with [TaskTimeout] when the task's own `timeout` is over
  /// before. Modules wait by this and nothing else.
  default void sleep(Duration length) throws InterruptedException {
    Thread.sleep(length);
  }

  /// The inventory name of the host the task is for (not the delegate).
  String host();

  Scope scope();

  /// The host that the task is delegated to, its own included.
  default Optional<String> delegatedTo() {
    return Optional.empty();
  }

  /// The user that the task's programs become on the host; nothing where they stay who connects.
  default Optional<String> becomeUser() {
    return Optional.empty();
  }

  /// The shell of the host for commands that are run as they are written (`/bin/sh`, or what
  /// `ansible_shell_executable` names).
  default String shell() {
    return "/bin/sh";
  }

  Renderer renderer();

  /// The variables given by `environment:`, rendered. Sessions apply them by themselves; for
  /// controller modules.
  Map<String, String> environment();

  /// Finds a controller file by Ansible's search path: absolute; else below `kind` (`files`,
  /// `templates`, `vars`, `tasks`) and directly in the role, the including file's directory and the
  /// playbook's directory. Throws `JplayException` with the places searched.
  Path find(String kind, String name);

  /// The bytes of a controller file, decrypted when it is a vault file and `decrypt` says so.
  byte[] read(Path file, boolean decrypt) throws IOException;

  /// A new empty file of the controller that nobody else can read, to be deleted by who asked.
  default Path temporaryFile() throws IOException {
    return Files.createTempFile("jplay-", "");
  }

  /// The variables of a YAML or JSON file, decrypted as needed; throws `JplayException` with the
  /// place of a mistake.
  Dict readVariables(Path file);

  /// Whether the run joins mappings of several levels (`hash_behaviour = merge`).
  default boolean mergesMappings() {
    return false;
  }

  /// The modules that gather facts where no variable says otherwise (`facts_modules`); `smart` is
  /// the one that suits the host.
  default List<String> factsModules() {
    return List.of("smart");
  }

  /// The text of a template file after rendering, with `ansible_managed`, `template_path` and their
  /// like set.
  Str renderTemplate(Path file, Map<String, Value> settings);

  /// Where an option of this task is written; the task's own place when it is not.
  SourceRange origin(String option);

  /// The `-v` level, 0 to 5.
  int verbosity();

  /// Hosts of the inventory that match a pattern, in order.
  List<String> matchHosts(String pattern);

  /// Runs another module by name with the given options on the same host in the same mode
  /// (`package` runs `apt`), and returns its result.
  Result delegate(String module, Dict options) throws TransportException, InterruptedException;

  /// What is wrong with `arguments` by an argument specification as roles write it: nothing when
  /// they fit.
  List<String> argumentProblems(Dict specification, Dict arguments);

  /// The result of a job that an `async` task started on the host behind `session`, or that it is
  /// not done (`finished` 0); `cleanup` removes what it left. Of a job of another run only the
  /// output of its program is known.
  Result asyncStatus(String jobId, boolean cleanup, RemoteSession session)
      throws TransportException, InterruptedException;

  /// What output calls the task: its name, with the role's before it, or its module.
  default String taskName() {
    return "";
  }

  /// Shows lines to the operator at once, before the result. Does not block.
  default void tell(String text) {}

  /// Whether there is a terminal to ask on.
  default boolean canAsk() {
    return true;
  }

  /// Asks the operator on the terminal; blocks until the question has ended, or ends with
  /// [TaskTimeout] when the task's own `timeout` is over before. Text that was not echoed is
  /// secret.
  Reply ask(Question question) throws InterruptedException;
}
