package io.jplay.core.exec;

import io.jplay.core.api.TransportException;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Where a host that cannot be worked on is set up to be: the variables that its address, login or
/// password came from. The failure itself is the result of the task.
final class ConnectionTrouble {
  /// Of each kind in a run: the hosts that fail are known by their results, and what is wrong with
  /// hundreds of them is mostly one thing.
  private static final int MOST = 3;

  /// A part of the set-up, by the names of its variables.
  private record Part(String name, List<String> variables) {}

  private static final Part ADDRESS = new Part("address", List.of("ansible_host"));
  private static final Part PORT = new Part("port", List.of("ansible_port"));
  private static final Part USER = new Part("user", List.of("ansible_user"));
  private static final Part KEY = new Part("key file", List.of("ansible_private_key_file"));
  private static final Part PASSWORD = new Part("password", List.of("ansible_password"));

  private final Map<String, Set<Diagnostic>> told = new ConcurrentHashMap<>();

  /// What is to be told, once each; nothing where there is no place to name.
  Optional<Diagnostic> of(TransportException e, ConnectionPlan plan) {
    return describe(e, plan)
        .filter(problem -> {
          Set<Diagnostic> known =
              told.computeIfAbsent(problem.code(), code -> ConcurrentHashMap.newKeySet());
          return known.size() < MOST && known.add(problem);
        });
  }

  private static Optional<Diagnostic> describe(TransportException e, ConnectionPlan plan) {
    return switch (e.kind()) {
      case UNREACHABLE ->
          place("JP1702", "host cannot be reached", plan, ADDRESS, PORT)
              .map(d ->
                  d.withHint("is the host up, does sshd listen there, does the name resolve?"));
      case AUTH_FAILED ->
          place("JP1703", "login is refused", plan, USER, KEY, PASSWORD)
              .map(d ->
                  d.withHint(
                      "does the account have this key in its authorized_keys, or this password?"));
      case BECOME_FAILED -> become(plan);
      case HOST_KEY_UNKNOWN, HOST_KEY_CHANGED, SHELL_DIED, TASK_TIMEOUT, TRANSFER_FAILED ->
          Optional.empty();
    };
  }

  private static Optional<Diagnostic> become(ConnectionPlan plan) {
    String summary = "cannot become another user";
    if (plan.become().flatMap(b -> b.password()).isEmpty()) {
      var wish = new Part("wish to become one", List.of("ansible_become"));
      return place("JP1704", summary, plan, wish)
          .map(d ->
              d.withHint(
                  "give a password with -K, --become-password-file or ansible_become_password"));
    }
    String method = plan.become().map(b -> b.method()).orElse("sudo");
    var password =
        new Part(
            "password",
            List.of(
                "ansible_become_password",
                "ansible_become_pass",
                "ansible_" + method + "_pass",
                "ansible_" + method + "_password"));
    return place("JP1704", summary, plan, password)
        .map(d ->
            d.withHint(
                "sudo and doas want the password of the login user, su that of the other user"));
  }

  private static Optional<Diagnostic> place(
      String code, String summary, ConnectionPlan plan, Part... parts) {
    Optional<Diagnostic> told = Optional.empty();
    for (Part part : parts) {
      Optional<SourceRange> place =
          part.variables().stream()
              .map(name -> plan.variables().lookup(name).tag().origin())
              .filter(range -> range.isKnown() && range.source().isFile())
              .findFirst();
      if (place.isPresent()) {
        told =
            Optional.of(
                told.map(d -> d.withRelated("the " + part.name(), place.get()))
                    .orElseGet(() ->
                        Diagnostic.error(code, summary, withoutText(place.get()))
                            .withDetail("the " + part.name() + " is set here")));
      }
    }
    return told;
  }

  /// Nobody is shown the line: a password may stand in it.
  private static SourceRange withoutText(SourceRange place) {
    return new SourceRange(
        SourceText.of(place.source().name(), ""),
        place.line(),
        place.column(),
        place.endLine(),
        place.endColumn());
  }
}
