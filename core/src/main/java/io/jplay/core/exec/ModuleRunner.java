package io.jplay.core.exec;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a module with bound options: connects when it needs a host, and picks the way of its shape.
final class ModuleRunner {
  private final Services services;

  private final RunView run;
  private final ConnectionTalk talk;

  ModuleRunner(Services services, RunView run) {
    this.services = services;
    this.run = run;
    this.talk = new ConnectionTalk(services);
  }

  Result run(TaskTicket ticket, BoundItem item) throws TransportException, InterruptedException {
    if (item.async().isOn() && !mayBeAsync(item.module())) {
      String action = ticket.task().task().action().module().toString();
      return Result.failed("This action (" + action + ") does not support async.");
    }
    if (!item.async().isOn() || item.module().module() instanceof ControllerModule<?>) {
      return run(ticket, item, "");
    }
    String id = services.jobs().newId();
    if (item.async().isLeftAlone()) {
      return services.jobs().start(id, () -> run(ticket, item, id));
    }
    try {
      return ofJob(run(ticket, item, id), id, true);
    } catch (TransportException e) {
      if (e.kind() != TransportException.Kind.TASK_TIMEOUT) {
        throw e;
      }
      // like ansible-core 2.18 executor/task_executor.py _poll_async_result: what is known of the
      // job is in a result of its own
      Dict job = ofJob(Result.ok(), id, false).fields().with("changed", Bool.of(false));
      return Result.failed(e.getMessage()).with("async_result", job);
    }
  }

  private Result ofJob(Result result, String id, boolean finished) {
    return result
        .with("ansible_job_id", id)
        .with("results_file", services.jobs().directoryOf(id))
        .with("started", 1)
        .with("finished", finished ? 1 : 0);
  }

  private static boolean mayBeAsync(ModuleSpec spec) {
    return spec.info().async() && !(spec.module() instanceof ControllerModule<?>);
  }

  /// `jobId` is empty for a task that is not asynchronous.
  private Result run(TaskTicket ticket, BoundItem item, String jobId)
      throws TransportException, InterruptedException {
    return run(
        ticket,
        item,
        new Call(item.module(), ticket.task().actionName(), item.options(), item.freeForm()),
        jobId);
  }

  /// A module to run; `name` is what messages call it.
  private record Call(ModuleSpec spec, String name, Dict options, Optional<Value> freeForm) {}

  private Result run(TaskTicket ticket, BoundItem item, Call call, String jobId)
      throws TransportException, InterruptedException {
    ModuleSpec spec = call.spec();
    return switch (ArgumentBinder.bind(spec, call.name(), call.options(), call.freeForm())) {
      case ArgumentBinder.Bound.Bad bad -> {
        bad.problem()
            .ifPresent(problem ->
                ticket.progress().accept(new Event.Problem(services.clock().instant(), problem)));
        yield isActions(spec) ? bad.result().asRefusal() : bad.result();
      }
      case ArgumentBinder.Bound.Ok _
          when item.mode().check() && spec.info().check() == ModuleInfo.Support.NONE ->
          notChecked(spec, call.name());
      case ArgumentBinder.Bound.Ok ok -> {
        Result result = run(ticket, item, spec, ok, jobId);
        for (String warning : ok.warnings()) {
          result = result.withWarning(warning);
        }
        if (spec.module() instanceof ControllerModule<?>) {
          yield result;
        }
        yield (isToldOf(ticket, spec)
                ? result.with(Registered.INVOCATION, ok.invocation().told())
                : result)
            .without(ok.hidden());
      }
    };
  }

  /// Registered results of loops say how their items were called, whoever is watching; those of
  /// actions that run no module never do, as in ansible.
  private boolean isToldOf(TaskTicket ticket, ModuleSpec spec) {
    boolean isAction = spec.info().action() && spec.module() instanceof ActionModule<?>;
    return !isAction
        && (services.settings().behaving().tellsInvocation()
            || ticket.task().task().loop().isPresent());
  }

  /// In Ansible's words.
  private static Result notChecked(ModuleSpec spec, String name) {
    return Result.skipped(
        spec.info().action()
            ? "This action (" + name + ") does not support check mode."
            : "remote module (" + name + ") does not support check mode");
  }

  private Result run(
      TaskTicket ticket, BoundItem item, ModuleSpec spec, ArgumentBinder.Bound.Ok ok, String jobId)
      throws TransportException, InterruptedException {
    Record args = ok.args();
    var context =
        new HostTaskContext(
            services, run, ticket, item, (name, more) -> delegate(ticket, item, name, more, jobId));
    try {
      return switch (spec.module()) {
        case ControllerModule<?> module -> runOnController(module, args, context);
        case StateModule<?> module ->
            onHost(
                ticket,
                item,
                jobId,
                ok.given(),
                session -> {
                  Record all = withDefaults(module, args, ticket, item, session);
                  return runState(module, all, context, session);
                });
        case ActionModule<?> module when spec.info().awaitsHost() ->
            beforeHost(ticket, item, session -> runAction(module, args, context, session));
        case ActionModule<?> module ->
            onHost(
                ticket,
                item,
                jobId,
                ok.given(),
                session -> runAction(module, args, context, session));
      };
    } catch (ModuleFailure e) {
      if (e.getCause() instanceof JplayException why) {
        new ProblemReports(services).of(ticket, why, item.secrets());
      }
      boolean isRefusal = e.getCause() == null && spec.module() instanceof ControllerModule<?>;
      return isRefusal ? e.result().asRefusal() : e.result();
    }
  }

  /// Whether the options are checked by ansible's action, which raises what is wrong with them: no
  /// condition of the task is asked then. Those of a module that runs on the host are a result.
  private static boolean isActions(ModuleSpec spec) {
    return spec.module() instanceof ControllerModule<?> || spec.info().refusesUnknown();
  }

  /// Messages call a module what the task calls it.
  private static String written(TaskTicket ticket, BoundItem item, ModuleSpec spec) {
    return spec == item.module() && ticket.task().task().action().module() instanceof Str s
        ? s.text()
        : spec.fqcn();
  }

  private Result delegate(
      TaskTicket ticket, BoundItem item, String name, Dict options, String jobId)
      throws TransportException, InterruptedException {
    ModuleSpec spec = named(name);
    Dict all = defaults(ticket, item, name).plus(options);
    var call = new Call(spec, written(ticket, item, spec), all, Optional.empty());
    return run(ticket, item, call, jobId);
  }

  private ModuleSpec named(String name) {
    return services
        .modules()
        .find(name, List.of())
        .orElseThrow(() -> new ModuleFailure("the module " + name + " is not there"));
  }

  /// The `module_defaults` of another module than the one that the task names.
  private Dict defaults(TaskTicket ticket, BoundItem item, String name) {
    return ModuleDefaults.of(ticket.task(), named(name), item.scope(), services);
  }

  @FunctionalInterface
  private interface OnSession {
    Result run(RemoteSession session) throws TransportException, InterruptedException;
  }

  private Result onHost(
      TaskTicket ticket, BoundItem item, String jobId, Dict arguments, OnSession action)
      throws TransportException, InterruptedException {
    ConnectionPlan plan = item.connection();
    try (ConnectionPool.Lease lease = services.connections().lease(plan.type(), plan.endpoint())) {
      talk.tell(ticket, plan, lease.connection());
      RemoteSession session = lease.connection().session(plan.become());
      RemoteSession own = jobId.isEmpty() ? session : detached(ticket, item, jobId, session);
      Map<String, String> homes = AccountHomes.read(AccountHomes.named(arguments), session);
      return action.run(
          new TaskSession(
              own,
              item.module().info().environment() ? item.environment() : Map.of(),
              own.isLocal() ? directory(item) : Optional.empty(),
              item.timeout(),
              homes,
              user -> releaseShells(lease, plan, user)));
    }
  }

  /// As [#onHost], but the host need not be reached yet.
  private Result beforeHost(TaskTicket ticket, BoundItem item, OnSession action)
      throws TransportException, InterruptedException {
    ConnectionPlan plan = item.connection();
    try (var session =
        new LateSession(
            services.connections(), plan, connection -> talk.tell(ticket, plan, connection))) {
      return action.run(
          new TaskSession(
              session,
              item.environment(),
              session.isLocal() ? directory(item) : Optional.empty(),
              item.timeout(),
              Map.of(),
              user -> services.connections().releaseShells(plan.endpoint().address(), user)));
    }
  }

  /// A session whose program goes on as a job, with a directory of its own on the host.
  private RemoteSession detached(
      TaskTicket ticket, BoundItem item, String jobId, RemoteSession session)
      throws TransportException {
    String jobs =
        AsyncJobs.directory(
            item.connection().asyncDirectory(services.settings().plugins()), session);
    services.jobs().placed(jobId, jobs + "/" + jobId);
    return new DetachedSession(
        session,
        jobs,
        jobId,
        item.async(),
        () -> services.jobs().begun(jobId),
        left -> polled(ticket, jobId, left));
  }

  /// Programs of the controller run beside the playbook (like ansible-core 2.18
  /// plugins/action/__init__.py: `cwd` of the local connection).
  private static Optional<String> directory(BoundItem item) {
    return item.scope().lookup("playbook_dir") instanceof Str s
        ? Optional.of(s.text())
        : Optional.empty();
  }

  private void releaseShells(ConnectionPool.Lease lease, ConnectionPlan plan, String user) {
    boolean isItsOwn = plan.become().filter(become -> become.user().equals(user)).isPresent();
    if (!isItsOwn) {
      lease.connection().releaseShells(user);
    }
    services.connections().releaseShells(plan.endpoint().address(), user);
  }

  private void polled(TaskTicket ticket, String jobId, Duration left) {
    ticket
        .progress()
        .accept(
            new Event.AsyncPoll(
                services.clock().instant(), ticket.ref(), ticket.host(), jobId, left.toSeconds()));
  }

  @SuppressWarnings("unchecked") // the binder made the record of this module's own Args class
  private static <A extends Record> Result runOnController(
      ControllerModule<A> module, Record args, HostTaskContext context)
      throws InterruptedException {
    return module.run((A) args, context);
  }

  /// The arguments again with the defaults of the module that this one stands for on the host.
  @SuppressWarnings("unchecked") // as above
  private <A extends Record> Record withDefaults(
      StateModule<A> module, Record args, TaskTicket ticket, BoundItem item, RemoteSession session)
      throws TransportException {
    Optional<Dict> defaults =
        module
            .standsFor((A) args, session.facts())
            .map(name -> defaults(ticket, item, name))
            .filter(d -> !d.isEmpty());
    if (defaults.isEmpty()) {
      return args;
    }
    Dict options = defaults.get().plus(item.options());
    return switch (ArgumentBinder.bind(item.module(), options, item.freeForm())) {
      case ArgumentBinder.Bound.Bad bad -> throw new ModuleFailure(bad.result());
      case ArgumentBinder.Bound.Ok ok -> ok.args();
    };
  }

  @SuppressWarnings("unchecked") // as above
  private static <A extends Record> Result runState(
      StateModule<A> module, Record args, HostTaskContext context, RemoteSession session)
      throws TransportException {
    A prepared = module.prepare((A) args, context);
    return new StateExecution(session, context.mode()).run(module, prepared);
  }

  @SuppressWarnings("unchecked") // as above
  private static <A extends Record> Result runAction(
      ActionModule<A> module, Record args, HostTaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    return module.run((A) args, context, session);
  }
}
