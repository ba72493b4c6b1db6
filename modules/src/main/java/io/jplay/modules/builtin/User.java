package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.accounts.Account;
import io.jplay.modules.accounts.UserChange;
import io.jplay.modules.accounts.UserWish;
import io.jplay.modules.files.Paths;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Adds, changes or removes a user.
@ModuleInfo(summary = "Manage user accounts")
public final class User implements StateModule<User.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public enum UpdatePassword {
    ALWAYS,
    ON_CREATE
  }

  public record Args(
      @Option(required = true, aliases = "user") String name,
      @Option OptionalLong uid,
      @Option("false") boolean nonUnique,
      @Option Optional<String> group,
      @Option Optional<Value> groups,
      @Option("false") boolean append,
      @Option Optional<String> comment,
      @Option Optional<String> home,
      @Option(value = "true", aliases = "createhome") boolean createHome,
      @Option("false") boolean moveHome,
      @Option Optional<String> shell,
      @Option(secret = true) Optional<String> password,
      @Option("always") UpdatePassword updatePassword,
      @Option Optional<Boolean> passwordLock,
      @Option("present") State state,
      @Option("false") boolean remove,
      @Option("false") boolean force,
      @Option("false") boolean system,
      @Option("false") boolean local,
      @Option Optional<String> skeleton,
      @Option Optional<String> umask,
      @Option Optional<Double> expires,
      @Option OptionalInt passwordExpireMax,
      @Option OptionalInt passwordExpireMin,
      @Option OptionalInt passwordExpireWarn,
      @Option OptionalInt passwordExpireAccountDisable,
      @Option OptionalLong uidMin,
      @Option OptionalLong uidMax,
      @Option("false") boolean generateSshKey,
      @Option String sshKeyFile,
      @Option("rsa") String sshKeyType,
      @Option OptionalInt sshKeyBits,
      @Option String sshKeyComment,
      @Option(secret = true) String sshKeyPassphrase,
      @Option Optional<String> loginClass,
      @Option Optional<Boolean> hidden,
      @Option Optional<String> profile,
      @Option Optional<String> authorization,
      @Option Optional<String> role,
      @Option Optional<String> seuser) {}

  private static Read<Account> account(Args a, HostFacts facts) {
    return Account.read(a.name(), a.local(), keyFile(a, facts), home(a, facts).orElse(""));
  }

  private static Optional<String> home(Args a, HostFacts facts) {
    return a.home().map(h -> Paths.expand(h, facts));
  }

  private static String keyFile(Args a, HostFacts facts) {
    if (!a.generateSshKey()) {
      return "";
    }
    return a.sshKeyFile().isEmpty()
        ? ".ssh/id_" + a.sshKeyType()
        : Paths.expand(a.sshKeyFile(), facts);
  }

  /// `groups` as a comma text or a list; empty when it is not given.
  private static Optional<List<String>> groups(Args a) {
    return a.groups()
        .map(v ->
            switch (v) {
              case Seq s -> s.stream().map(User::text).toList();
              default -> List.of(text(v).split(","));
            })
        .map(l -> l.stream().map(String::strip).filter(g -> !g.isEmpty()).toList());
  }

  private static String text(Value v) {
    return switch (v) {
      case Str s -> s.text();
      case Int i -> i.bigValue().toString();
      default -> "";
    };
  }

  /// As crypt writes it: fields between dollars, the last one of a known length and alphabet.
  static boolean looksHashed(String password) {
    if (password.matches("[*!]?|[*]{13}")) {
      return true;
    }
    String[] fields = password.split("\\$", -1);
    String hash = fields[fields.length - 1];
    if (password.matches("(?s).*[:*!].*")
        || fields.length < 3
        || !hash.matches("[a-zA-Z0-9./=]*")) {
      return false;
    }
    return switch (fields[1]) {
      case "1" -> hash.length() == 22;
      case "5" -> hash.length() == 43;
      case "6" -> hash.length() == 86;
      default -> true;
    };
  }

  private static UserWish wish(Args a, HostFacts facts) {
    return new UserWish(
        a.name(),
        a.uid(),
        a.nonUnique(),
        a.group(),
        groups(a),
        a.append(),
        a.comment(),
        home(a, facts),
        a.createHome(),
        a.moveHome(),
        a.shell().map(s -> Paths.expand(s, facts)),
        a.password(),
        a.updatePassword() == UpdatePassword.ALWAYS,
        a.passwordLock(),
        a.system(),
        a.local(),
        a.skeleton(),
        a.umask(),
        a.expires(),
        new UserWish.Ageing(
            a.passwordExpireMax(),
            a.passwordExpireMin(),
            a.passwordExpireWarn(),
            a.passwordExpireAccountDisable()),
        new UserWish.Numbers(a.uidMin(), a.uidMax()),
        new UserWish.KeyWish(
            keyFile(a, facts),
            a.sshKeyType(),
            a.sshKeyBits(),
            a.sshKeyComment(),
            a.sshKeyPassphrase(),
            a.force() && a.generateSshKey()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(account(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Account account = seen.get(account(a, seen.facts()));
    if (a.state() == State.ABSENT) {
      return remove(a, account);
    }
    if (a.local() && a.umask().isPresent()) {
      return Decision.failed("'umask' can not be used with 'local'");
    }
    UserWish wish = wish(a, seen.facts());
    boolean create = account.user().isEmpty();
    Optional<String> missing = UserChange.missingGroup(wish, account);
    // like ansible-core 2.18 modules/user.py: a check of a new user looks at nothing else, as an
    // earlier task may be going to make the group
    if (missing.isPresent() && !(create && mode.check())) {
      return Decision.failed("Group %s does not exist".formatted(missing.get()));
    }
    Optional<ShellProgram> program = UserChange.of(wish, account);
    if (program.isEmpty()) {
      return Decision.unchanged(describe(a, account, create, Result.ok()));
    }
    Result predicted = create ? Result.changed() : describe(a, account, false, Result.changed());
    Read<Account> again = account(a, seen.facts());
    return new Decision.Change(
        List.of(
            // usermod refuses some changes of an account that has processes
            new Effect.ReleaseShells(a.name()),
            new Effect.Run("change user " + a.name(), program.get(), false)),
        predicted,
        Reads.of(again),
        (outputs, after) -> {
          ProgramOutput out = outputs.getLast();
          Result told = Result.changed();
          if (!out.stdout().isBlank()) {
            told = told.with("stdout", out.stdout());
          }
          if (!out.stderr().isBlank()) {
            told = told.with("stderr", out.stderr());
          }
          return out.isOk() ? describe(a, after.get(again), create, told) : failure(a, out);
        });
  }

  private static Result failure(Args a, ProgramOutput out) {
    return Result.failed(out.stderr().isBlank() ? out.stdout() : out.stderr())
        .with("name", a.name())
        .with("rc", out.rc());
  }

  private static Decision remove(Args a, Account account) {
    Result gone = Result.ok().with("name", a.name()).with("state", "absent");
    if (account.user().isEmpty()) {
      return Decision.unchanged(gone);
    }
    Result removed =
        gone.withStatus(Status.CHANGED).with("force", a.force()).with("remove", a.remove());
    var effect =
        new Effect.Run(
            "remove user " + a.name(),
            UserChange.remove(a.name(), a.force(), a.remove(), account),
            false);
    return new Decision.Change(
        List.of(new Effect.ReleaseShells(a.name()), effect),
        Result.changed(),
        Reads.NONE,
        (outputs, after) -> {
          ProgramOutput out = outputs.getLast();
          // 12: userdel could not remove the home, the user is gone
          if (!out.isOk() && out.rc() != 12) {
            return failure(a, out);
          }
          return out.stderr().isEmpty() ? removed : removed.with("stderr", out.stderr());
        });
  }

  private static Result describe(Args a, Account account, boolean created, Result base) {
    Result result = base.with("name", a.name()).with("state", "present");
    if (created) {
      result = result.with("create_home", a.createHome()).with("system", a.system());
    } else {
      result = result.with("append", a.append()).with("move_home", a.moveHome());
    }
    if (account.user().isPresent()) {
      var user = account.user().get();
      result =
          result
              .with("uid", user.uid())
              .with("group", user.gid())
              .with("comment", user.comment())
              .with("home", user.home())
              .with("shell", user.shell());
    }
    Optional<List<String>> groups = groups(a);
    if (groups.isPresent()) {
      result = result.with("groups", String.join(",", groups.get()));
    }
    if (groups.isEmpty() && a.append()) {
      result =
          result.withWarning(
              "'append' is set, but no 'groups' are specified. Use 'groups' for appending new"
                  + " groups.");
    }
    if (a.password().isPresent()) {
      result = result.with("password", "NOT_LOGGING_PASSWORD");
      if (!looksHashed(a.password().get())) {
        result =
            result.withWarning(
                "The input password appears not to have been hashed. The 'password' argument must"
                    + " be encrypted for this module to work properly.");
      }
    }
    var s = account.sections();
    if (s.has("keyfile")) {
      result = result.with("ssh_key_file", s.line("keyfile", 0));
    }
    if (s.has("fingerprint")) {
      result =
          result
              .with("ssh_fingerprint", s.line("fingerprint", 0))
              .with("ssh_public_key", s.line("public", 0));
    }
    return result;
  }
}
