package io.jplay.core.exec;

import io.jplay.core.api.Mode;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.vars.LayeredScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Renders everything of a task for one item: the one place where a task's templates become values.
final class TaskBinder {
  private static final Diagnostic UNSAFE_ARGS =
      Diagnostic.warning("JP1507", "options from a variable", SourceRange.NONE)
          .withDetail(
              "Using a variable for a task's 'args' is unsafe in some situations (see"
                  + " https://docs.ansible.com/ansible/devel/reference_appendices/faq.html#argsplat-unsafe)");

  private final Services services;
  private final RunView run;
  private final ConnectionResolver connections;
  private final Environments environments;

  TaskBinder(Services services, RunView run) {
    this.services = services;
    this.run = run;
    this.connections = new ConnectionResolver(services.settings(), services.renderer());
    this.environments = new Environments(services.renderer());
  }

  /// The module that a task names; the name may be a template.
  ModuleSpec module(PlannedTask planned, Scope scope) {
    Action action = planned.task().action();
    String name = PythonText.str(services.renderer().render(action.module(), scope));
    return services
        .modules()
        .find(name, collections(planned))
        .orElseThrow(() ->
            new JplayException(
                Diagnostic.error("JP1503", "unknown module", action.where())
                    .withDetail(
                        "couldn't resolve module/action '"
                            + name
                            + "'. This often indicates a misspelling, missing collection, or"
                            + " incorrect module path.")
                    .withHint(services.modules().hint(name))));
  }

  static List<String> collections(PlannedTask planned) {
    Optional<Value> written = planned.lineage().nearest(planned.task(), Keyword.COLLECTIONS);
    if (written.isPresent() && written.get() instanceof Seq s) {
      return s.stream().map(PythonText::str).toList();
    }
    return List.of();
  }

  /// Everything rendered; `delegate` is the rendered delegate_to.
  BoundItem bind(
      PlannedTask planned,
      String host,
      Scope scope,
      TaskKeywords keywords,
      Optional<String> delegate,
      Consumer<Diagnostic> warnings) {
    Renderer renderer = services.renderer();
    ModuleSpec spec = module(planned, scope);
    Optional<Value> freeForm =
        planned.task().action().freeForm().map(v -> renderer.render(v, scope));
    Dict options = options(planned, spec, scope, warnings);
    if (freeForm.orElse(Null.NULL) instanceof Dict given && !spec.takesFreeForm()) {
      options = given.plus(options); // add_host: "{{ mapping }}"
      freeForm = Optional.empty();
    }
    Mode settings = services.settings().mode();
    var mode =
        new Mode(
            keywords.flag(Keyword.CHECK_MODE).orElse(settings.check()),
            keywords.flag(Keyword.DIFF).orElse(settings.diff()),
            settings.diffLimit());
    Duration timeout =
        keywords
            .number(Keyword.TIMEOUT)
            .map(s -> Duration.ofMillis(Math.round(s * 1000)))
            .orElse(services.settings().behaving().taskTimeout());
    List<Value> environment = environments.of(planned, spec, scope);
    var secrets = SecretResults.of(options, freeForm, environment);
    ConnectionPlan connection = connection(planned, host, delegate, scope, keywords);
    secrets.teach(services.secrets());
    connection.teach(services.secrets());
    return new BoundItem(
        host,
        delegate,
        spec,
        options,
        freeForm,
        connection,
        mode,
        Environments.merged(environment, warnings),
        timeout,
        async(keywords, mode),
        scope,
        secrets);
  }

  private BoundItem.Async async(TaskKeywords keywords, Mode mode) {
    double limit = keywords.number(Keyword.ASYNC).orElse(0.0);
    if (limit <= 0 || mode.check()) {
      return BoundItem.Async.NONE;
    }
    double poll =
        keywords
            .number(Keyword.POLL)
            .orElse((double) services.settings().behaving().pollInterval().toSeconds());
    return new BoundItem.Async(
        Duration.ofMillis(Math.round(limit * 1000)), Duration.ofMillis(Math.round(poll * 1000)));
  }

  /// How the task's host, or its delegate, is reached: by that host's own connection variables, in
  /// whose templates `inventory_hostname` is the host that delegates (like ansible-core 2.18
  /// vars/manager.py get_delegated_vars_and_hostname).
  private ConnectionPlan connection(
      PlannedTask planned,
      String host,
      Optional<String> delegate,
      Scope scope,
      TaskKeywords keywords) {
    if (delegate.isEmpty() || delegate.get().equals(host)) {
      return connections.resolve(host, run.isImplicitLocal(host), scope, keywords);
    }
    String target = delegate.get();
    Scope own =
        run.scope(target, Optional.of(planned))
            .with(Map.of("inventory_hostname", scope.lookup("inventory_hostname")));
    return connections.resolve(target, run.isImplicitLocal(target), own, keywords);
  }

  /// The options of the module: defaults of `module_defaults` below those of the task, rendered but
  /// for raw ones.
  private Dict options(
      PlannedTask planned, ModuleSpec spec, Scope scope, Consumer<Diagnostic> warnings) {
    Renderer renderer = services.renderer();
    var options =
        new LinkedHashMap<Value, Value>(
            ModuleDefaults.of(planned, spec, scope, services).entries());
    Action action = planned.task().action();
    if (action.whole().isPresent()) {
      Value whole = renderer.render(action.whole().get(), scope);
      if (whole instanceof Dict d) {
        if (services.settings().facts().inject()) {
          warnings.accept(UNSAFE_ARGS.at(action.whole().get().tag().origin()));
        }
        options.putAll(d.entries());
      } else if (!(whole instanceof Omit)) {
        throw new JplayException(
            Diagnostic.error("JP1504", "module options are no mapping", action.where())
                .withDetail(
                    "invalid or malformed argument: "
                        + PythonText.repr(whole)
                        + "; the options of "
                        + spec.fqcn()
                        + " must be a mapping"));
      }
    }
    for (Map.Entry<Value, Value> entry : action.options().entries().entrySet()) {
      try {
        String name = PythonText.str(renderer.render(key(entry.getKey()), scope));
        options.put(
            Str.of(name), spec.isRaw(name) ? entry.getValue() : rendered(entry.getValue(), scope));
      } catch (JplayException e) {
        throw unconverted(e, action);
      }
    }
    return new Dict(options, planned.task().action().options().tag());
  }

  /// A value that cannot be computed is one of a wrong type to Ansible, which shows all options as
  /// they are written (like ansible-core 2.18 playbook/base.py).
  private static JplayException unconverted(JplayException failure, Action action) {
    return Templar.exceptionName(failure).equals(Optional.of("ValueError"))
        ? Templar.within(
            "the field 'args' has an invalid value (%s), and could not be converted to dict.. "
                .formatted(PythonText.repr(Masking.masked(action.options()))),
            failure)
        : failure;
  }

  /// Names of options may be templates: `set_fact: {"{{ name }}": 1}`.
  private static Value key(Value written) {
    return written instanceof Str s ? Template.ofTrusted(s.text(), s.tag()) : written;
  }

  private Value rendered(Value raw, Scope scope) {
    Value value = services.renderer().render(raw, scope);
    // the origin of an option is where it is written, whatever its template gave
    return withoutOmits(value).withTag(value.tag().and(raw.tag()));
  }

  /// Drops `omit` at any depth but the top, as Ansible does.
  private static Value withoutOmits(Value value) {
    return switch (value) {
      case Dict d when d.entries().values().stream().anyMatch(TaskBinder::holdsOmit) -> {
        var kept = new LinkedHashMap<Value, Value>();
        d.entries()
            .forEach((k, v) -> {
              if (!(v instanceof Omit)) {
                kept.put(k, withoutOmits(v));
              }
            });
        yield new Dict(kept, d.tag());
      }
      case Seq s when s.items().stream().anyMatch(TaskBinder::holdsOmit) -> {
        var kept = new ArrayList<Value>();
        for (Value item : s.items()) {
          if (!(item instanceof Omit)) {
            kept.add(withoutOmits(item));
          }
        }
        yield new Seq(kept, s.kind(), s.tag());
      }
      default -> value;
    };
  }

  private static boolean holdsOmit(Value value) {
    return switch (value) {
      case Omit o -> true;
      case Dict d -> d.entries().values().stream().anyMatch(TaskBinder::holdsOmit);
      case Seq s -> s.items().stream().anyMatch(TaskBinder::holdsOmit);
      default -> false;
    };
  }

  /// The host that a task is delegated to, and its variables.
  record Delegate(String host, Scope variables) {}

  /// A template of `delegate_to` must name a host, whatever the task's conditions say (like
  /// ansible-core 2.18 vars/manager.py get_delegated_vars_and_hostname).
  Optional<Delegate> delegate(PlannedTask planned, Scope scope) {
    Optional<Value> raw = planned.lineage().nearest(planned.task(), Keyword.DELEGATE_TO);
    if (raw.isEmpty()
        || !(services.renderer().renderOrUndefined(raw.get(), scope) instanceof Str delegate)) {
      return Optional.empty();
    }
    if (delegate.text().isEmpty() && raw.get() instanceof Template template) {
      throw new JplayException(
          Diagnostic.error("JP1505", "delegation to no host", template.tag().origin())
              .withDetail("Empty hostname produced from delegate_to: \"" + template.text() + "\""));
    }
    return Optional.of(
        new Delegate(delegate.text(), run.scope(delegate.text(), Optional.of(planned))));
  }

  /// The variables of a task with those of its delegate as `ansible_delegated_vars`.
  static Scope withDelegate(Delegate delegate, Scope scope) {
    Dict variables = LayeredScope.lazily(() -> ofDelegate(delegate, scope));
    return scope.with(
        Map.of("ansible_delegated_vars", Dict.EMPTY.with(delegate.host(), variables)));
  }

  /// Like ansible-core 2.18, with the name of the host that delegates.
  private static Dict ofDelegate(Delegate delegate, Scope scope) {
    Scope own = delegate.variables();
    var all = Dict.builder().put("ansible_host", delegate.host());
    own.names().stream()
        .filter(name -> !name.equals("vars"))
        .sorted()
        .forEach(name -> all.put(name, own.lookup(name)));
    return all.put("inventory_hostname", scope.lookup("inventory_hostname")).build();
  }

  /// The rendered `delegate_to`, unless omitted or empty.
  Optional<String> delegate(TaskKeywords keywords) {
    return keywords
        .value(Keyword.DELEGATE_TO)
        .filter(v -> !(v instanceof Undefined))
        .map(PythonText::str)
        .filter(t -> !t.isEmpty());
  }
}
