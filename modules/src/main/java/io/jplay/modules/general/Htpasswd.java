package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Users and their passwords in a file of a web server. Passwords are hashed and compared on the
/// host, by openssl, which has the salt from there. Imitates community.general.htpasswd.
@ModuleInfo(summary = "Manage user files for basic authentication")
public final class Htpasswd implements StateModule<Htpasswd.Args> {
  private static final String PLAIN = "plaintext";

  /// What makes a hash of the function `jp_crypt`, by name of the scheme.
  private static final Map<String, String> SCHEMES =
      Map.of(
          "apr_md5_crypt",
          "jp_crypt -apr1",
          "portable",
          "jp_crypt -apr1",
          "portable_apache22",
          "jp_crypt -apr1",
          "md5_crypt",
          "jp_crypt -1",
          "sha256_crypt",
          "jp_crypt -5",
          "sha512_crypt",
          "jp_crypt -6",
          "ldap_sha1",
          "jp_sha",
          "bcrypt",
          "jp_bcrypt",
          PLAIN,
          ":");

  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(
              required = true,
              aliases = {"dest", "destfile"})
          String path,
      @Option(required = true, aliases = "username") String name,
      @Option(secret = true) Optional<String> password,
      @Option("apr_md5_crypt") String cryptScheme,
      @Option("present") State state,
      @Option("true") boolean create,
      @Option(shared = true) FileOptions file) {

    private TextEdit edit(HostFacts facts) {
      return TextEdit.of(path, facts, file, false, Optional.empty());
    }

    private Optional<String> problem() {
      if (name.isEmpty() || name.matches("(?s).*[:\\s].*")) {
        return Optional.of("a name of a user cannot be empty, nor hold a colon or a blank");
      }
      if (!SCHEMES.containsKey(cryptScheme)) {
        return Optional.of(
            "crypt_scheme must be one of: %s, got: %s"
                .formatted(
                    String.join(", ", SCHEMES.keySet().stream().sorted().toList()), cryptScheme));
      }
      return password.filter(p -> p.matches("(?s).*[\r\n\0].*")).isPresent()
          ? Optional.of("a password cannot be of more than one line")
          : Optional.empty();
    }

    private boolean hashes() {
      return state == State.PRESENT && password.isPresent();
    }
  }

  /// Whether the user has the password already, and a fresh hash of it, with a salt of the host.
  private record Hashed(boolean same, String fresh) {}

  private static Read<Hashed> hashed(Args a, TextEdit edit) {
    ScriptBuilder script = Call.needs(Call.script(), "openssl");
    script
        .line("jp_name={} jp_file={} jp_old= jp_now=", a.name(), edit.path())
        .line("jp_pass=$(cat)")
        .line("jp_crypt() { printf '%s\\n' \"$jp_pass\" | openssl passwd \"$@\" -stdin; }")
        .line("jp_sha() { printf '{SHA}'; printf %s \"$jp_pass\" |")
        .line("openssl dgst -sha1 -binary | openssl base64; }")
        .line("jp_bcrypt() { printf '%s\\n' \"$jp_pass\" | htpasswd -niB -- \"$jp_name\" |")
        .line("sed -n 's/^[^:]*://p'; }")
        .line("jp_same() { printf '%s\\n' \"$jp_pass\" |")
        .line("htpasswd -vi -- \"$jp_file\" \"$jp_name\" >/dev/null 2>&1; }")
        .line("if [ -f \"$jp_file\" ]; then while IFS= read -r jp_l || [ -n \"$jp_l\" ]")
        .line("do case $jp_l in \"$jp_name\":*) jp_old=${jp_l#*:} ;; esac; done <\"$jp_file\"; fi")
        .line("case $jp_old in")
        .line("'') ;;")
        .line("'$apr1$'*) jp_s=${jp_old#??????}")
        .line("jp_now=$(jp_crypt -apr1 -salt \"${jp_s%%\\$*}\") ;;")
        .line("'$1$'*|'$5$'*|'$6$'*) jp_k=${jp_old#?}; jp_s=${jp_old#???}")
        .line("jp_now=$(jp_crypt \"-${jp_k%%\\$*}\" -salt \"${jp_s%\\$*}\") ;;")
        .line("'{SHA}'*) jp_now=$(jp_sha) ;;")
        .line("'$2'*) if jp_same; then jp_now=$jp_old; fi ;;")
        .line("*) jp_now=$jp_pass ;; esac")
        .line("if [ -n \"$jp_old\" ] && [ \"$jp_now\" = \"$jp_old\" ]; then echo same; exit; fi")
        .line("printf 'fresh '")
        .line(SCHEMES.getOrDefault(a.cryptScheme(), ":"))
        .stdin(a.password().orElse("").getBytes(StandardCharsets.UTF_8));
    return new Read<>(
        "htpasswd:" + edit.path() + ":" + a.name(),
        script.program(),
        out -> {
          String said = Call.found(out).stdout().strip();
          return new Hashed(
              said.equals("same"), said.startsWith("fresh ") ? said.substring(6) : "");
        });
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    TextEdit edit = a.edit(facts);
    var reads = new ArrayList<Read<?>>(edit.reads(facts).list());
    if (a.hashes() && a.problem().isEmpty()) {
      reads.add(hashed(a, edit));
    }
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> problem = a.problem();
    if (problem.isPresent()) {
      return Decision.failed(problem.get());
    }
    TextEdit edit = a.edit(seen.facts());
    TextEdit.Text before = edit.text(seen);
    boolean there =
        TextEdit.lines(before.text()).stream().anyMatch(l -> l.startsWith(a.name() + ":"));
    if (a.state() == State.ABSENT) {
      if (!before.exists()) {
        return Decision.unchanged(Result.ok().with("msg", a.name() + " not present"));
      }
      String told = there ? "Remove " + a.name() : a.name() + " not present";
      return edited(edit, before, with(before.text(), a.name(), List.of()), told, seen, mode);
    }
    if (!before.exists() && !a.create()) {
      return Decision.failed("Destination " + edit.path() + " does not exist");
    }
    if (a.password().isEmpty() && !there) {
      return Decision.failed("a password is needed for a user that is not there: " + a.name());
    }
    if (a.password().isEmpty() || seen.get(hashed(a, edit)).same()) {
      return edited(edit, before, before.text(), a.name() + " already present", seen, mode);
    }
    String fresh =
        a.cryptScheme().equals(PLAIN)
            ? a.password().orElseThrow()
            : seen.get(hashed(a, edit)).fresh();
    if (fresh.isEmpty()) {
      return Decision.failed("the host has no program that hashes by " + a.cryptScheme());
    }
    String after = with(before.text(), a.name(), List.of(a.name() + ":" + fresh + "\n"));
    String told =
        before.exists()
            ? "Add/update " + a.name()
            : "Created %s and added %s".formatted(edit.path(), a.name());
    return edited(edit, before, after, told, seen, mode);
  }

  /// The text whose first line of a user is another; at the end when there is none.
  private static String with(String text, String name, List<String> entry) {
    var lines = new StringBuilder();
    List<String> left = entry;
    for (String line : TextEdit.lines(text)) {
      if (!line.startsWith(name + ":")) {
        lines.append(line);
        continue;
      }
      left.forEach(lines::append);
      left = List.of();
    }
    if (!left.isEmpty() && !lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n') {
      lines.append('\n');
    }
    left.forEach(lines::append);
    return lines.toString();
  }

  /// Hashes are no part of what is shown.
  private static Decision edited(
      TextEdit edit, TextEdit.Text before, String after, String told, Observed seen, Mode mode) {
    var answer = new TextEdit.Answer(Result.ok(), told, "backup_file");
    return switch (edit.decide(before, after, answer, seen, mode)) {
      case Decision.Done(Result result) -> new Decision.Done(said(result, told));
      case Decision.ReadMore more -> more;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              said(change.predicted(), told),
              change.after(),
              (outputs, then) -> said(change.finish().finish(outputs, then), told));
    };
  }

  private static Result said(Result result, String told) {
    return result.isFailed() ? result : result.withoutDiffs().with("msg", told);
  }
}
