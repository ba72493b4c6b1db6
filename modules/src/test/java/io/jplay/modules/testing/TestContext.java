package io.jplay.modules.testing;

import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Question;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Reply;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.exec.ArgumentSpec;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// A task's context for tests. Files are found below one directory; templates are `{{ name }}`
/// replaced by variables, nothing else; expressions are names of variables; answers to prompts and
/// results of delegated modules are given by the test.
public final class TestContext implements TaskContext {
  private final Mode mode;
  private final Path files;
  private final Map<String, Value> variables = new HashMap<>();
  private final List<Reply> replies = new ArrayList<>();
  private final List<String> prompts = new ArrayList<>();
  private BiFunction<String, Dict, Result> delegate =
      (module, options) -> Result.failed("no module " + module);

  private BiFunction<String, Boolean, Result> jobs = (id, cleanup) -> Result.failed("no job " + id);

  public TestContext(Mode mode, Path files) {
    this.mode = mode;
    this.files = files;
  }

  public TestContext variable(String name, Object value) {
    variables.put(name, TestArgs.value(value));
    return this;
  }

  public TestContext answer(String text) {
    return reply(new Reply.Typed(Str.of(text), '\n'));
  }

  public TestContext reply(Reply reply) {
    replies.add(reply);
    return this;
  }

  public TestContext delegateTo(BiFunction<String, Dict, Result> modules) {
    delegate = modules;
    return this;
  }

  public TestContext jobs(BiFunction<String, Boolean, Result> answer) {
    jobs = answer;
    return this;
  }

  public List<String> prompts() {
    return prompts;
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public String host() {
    return "testhost";
  }

  @Override
  public Scope scope() {
    return Scope.EMPTY.with(variables);
  }

  @Override
  public Renderer renderer() {
    return new NameRenderer();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Path find(String kind, String name) {
    Path file = files.resolve(name);
    Path below = files.resolve(kind).resolve(name);
    if (Files.exists(below)) {
      return below;
    }
    if (!Files.exists(file)) {
      throw new ModuleFailure("Could not find or access '" + name + "'");
    }
    return file;
  }

  @Override
  public byte[] read(Path file, boolean decrypt) throws IOException {
    return Files.readAllBytes(file);
  }

  /// Lines of `name: text`.
  @Override
  public Dict readVariables(Path file) {
    try {
      var dict = Dict.builder();
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(": ", 2);
        if (parts.length == 2) {
          dict.put(parts[0], parts[1]);
        }
      }
      return dict.build();
    } catch (IOException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Str renderTemplate(Path file, Map<String, Value> settings) {
    try {
      String text = Files.readString(file);
      for (var entry : variables.entrySet()) {
        text = text.replace("{{ " + entry.getKey() + " }}", entry.getValue().toString());
      }
      return Str.of(text);
    } catch (IOException e) {
      throw new ModuleFailure(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public SourceRange origin(String option) {
    return SourceRange.NONE;
  }

  @Override
  public int verbosity() {
    return 0;
  }

  @Override
  public List<String> matchHosts(String pattern) {
    return List.of("testhost");
  }

  @Override
  public Result delegate(String module, Dict options) {
    return delegate.apply(module, options);
  }

  @Override
  public Reply ask(Question question) {
    prompts.add(question.text());
    return replies.isEmpty() ? new Reply.Nobody() : replies.removeFirst();
  }

  /// Knows names of variables, bare or as a whole template, `true`, `false` and `not`.
  private static final class NameRenderer implements Renderer {
    @Override
    public Value render(Value value, Scope scope) {
      Value found = renderOrUndefined(value, scope);
      return found instanceof Undefined ? value : found;
    }

    @Override
    public Value renderOrUndefined(Value value, Scope scope) {
      return value instanceof Template t && t.text().matches("\\{\\{ \\w+ }}")
          ? scope.lookup(t.text().substring(3, t.text().length() - 3))
          : value;
    }

    @Override
    public boolean test(Value condition, Scope scope) {
      return switch (condition) {
        case Bool b -> b.value();
        case Seq s -> s.stream().allMatch(c -> test(c, scope));
        case Str s when s.text().startsWith("not ") -> !test(Str.of(s.text().substring(4)), scope);
        case Str s ->
            s.text().equalsIgnoreCase("true")
                || scope.lookup(s.text()) instanceof Bool b && b.value();
        default -> false;
      };
    }

    @Override
    public Value evaluate(String expression, Scope scope, SourceRange origin) {
      return scope.lookup(expression);
    }

    @Override
    public Str renderFile(SourceText file, Scope scope, Map<String, Value> settings) {
      return Str.of(file.text());
    }

    @Override
    public Seq lookup(String plugin, Seq terms, Dict options, Scope scope, SourceRange origin) {
      throw new UnsupportedOperationException(Undefined.of(plugin).message());
    }
  }

  @Override
  public List<String> argumentProblems(Dict specification, Dict arguments) {
    return ArgumentSpec.problems(specification, arguments, renderer());
  }

  @Override
  public Result asyncStatus(String jobId, boolean cleanup, RemoteSession session) {
    return jobs.apply(jobId, cleanup);
  }
}
