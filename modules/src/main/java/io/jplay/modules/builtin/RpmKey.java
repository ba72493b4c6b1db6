package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.Content;
import io.jplay.modules.files.Paths;
import io.jplay.modules.http.HostFetch;
import io.jplay.modules.programs.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Keys that rpm trusts. Imitates ansible.builtin.rpm_key; gpg says which key a file holds.
@ModuleInfo(summary = "Adds or removes a gpg key from the rpm db")
public final class RpmKey implements StateModule<RpmKey.Args> {
  private static final int SHORT = 8;

  public enum State {
    ABSENT,
    PRESENT
  }

  public record Args(
      @Option(required = true) String key,
      @Option("present") State state,
      @Option("true") boolean validateCerts,
      @Option List<String> fingerprint) {
    public Args {
      fingerprint = List.copyOf(fingerprint);
    }

    boolean isAddress() {
      return key.contains("://");
    }

    boolean isId() {
      return key.strip().matches("(?i)(0x)?([0-9a-f]{8}){1,2}");
    }

    Read<?> source(HostFacts facts) {
      return isAddress()
          ? HostFetch.read(key, validateCerts)
          : Content.read(Paths.expand(key, facts));
    }
  }

  /// What gpg says of a file: the number of its first key, the fingerprints of all.
  private record KeyFile(String id, List<String> fingerprints) {
    static KeyFile parse(String listing) {
      List<String[]> lines = listing.lines().map(l -> l.split(":", -1)).toList();
      return new KeyFile(
          lines.stream().filter(f -> f[0].equals("pub")).map(f -> f[4]).findFirst().orElse(""),
          lines.stream().filter(f -> f[0].equals("fpr")).map(f -> f[9]).toList());
    }
  }

  /// The versions of the packages that rpm keeps keys as: the end of their numbers, or (rpm 6) all.
  private static Read<List<String>> imported() {
    var script =
        Call.needs(Call.script(), "rpm").line("rpm -q gpg-pubkey --qf '%{version}\\n' || :");
    return new Read<>(
        "rpm-keys",
        script.program(),
        out ->
            Call.found(out)
                .stdout()
                .lines()
                .filter(l -> l.matches("[0-9a-f]{8,}"))
                .map(l -> l.toUpperCase(Locale.ROOT))
                .toList());
  }

  private static Read<KeyFile> listed(byte[] key) {
    var script = Call.needs(Call.script(), "gpg");
    script.line(
        "gpg --no-tty --batch --with-colons --fixed-list-mode --with-fingerprint 2>/dev/null");
    return new Read<>(
        "gpg-key:" + Arrays.hashCode(key),
        script.stdin(key).program(),
        out -> KeyFile.parse(Call.found(out).stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.isId() ? Reads.of(imported()) : Reads.of(imported(), a.source(facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.isId()) {
      String id = a.key().strip().toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
      boolean there = isImported(id, seen);
      if (a.state() == State.PRESENT && !there) {
        return Decision.failed("When importing a key, a valid file must be given");
      }
      return decided(a, id, new byte[0], there);
    }
    byte[] key = key(a, seen);
    Read<KeyFile> read = listed(key);
    if (!seen.has(read)) {
      return new Decision.ReadMore(Reads.of(read));
    }
    KeyFile file = seen.get(read);
    if (file.id().isEmpty()) {
      return Decision.failed("Not a public key: " + a.key());
    }
    boolean there = isImported(file.id(), seen);
    List<String> wanted = a.fingerprint().stream().map(RpmKey::hex).toList();
    boolean imports = a.state() == State.PRESENT && !there;
    if (imports && !file.fingerprints().containsAll(wanted)) {
      return Decision.failed(
          "The specified fingerprint, '%s', does not match any key fingerprints in '%s'"
              .formatted(set(wanted), set(file.fingerprints())));
    }
    return decided(a, file.id(), key, there);
  }

  /// As Python shows a set: that is what ansible puts between the quotes.
  private static String set(List<String> words) {
    return "{'" + String.join("', '", words) + "'}";
  }

  private static String hex(String fingerprint) {
    return fingerprint.replace(" ", "").toUpperCase(Locale.ROOT);
  }

  private static byte[] key(Args a, Observed seen) {
    if (a.isAddress()) {
      HostFetch fetched = seen.get(HostFetch.read(a.key(), a.validateCerts()));
      if (!fetched.output().isOk()) {
        throw new ModuleFailure(
            "failed to fetch key at %s , error was: %s"
                .formatted(a.key(), fetched.output().stderr().strip()));
      }
      return fetched.orThrow();
    }
    Optional<byte[]> bytes = seen.get(Content.read(Paths.expand(a.key(), seen.facts())));
    return bytes.orElseThrow(() -> new ModuleFailure("Not a valid key " + a.key()));
  }

  private static boolean isImported(String id, Observed seen) {
    return seen.get(imported()).stream().anyMatch(v -> id.endsWith(v) || v.endsWith(id));
  }

  private static Decision decided(Args a, String id, byte[] key, boolean there) {
    boolean present = a.state() == State.PRESENT;
    if (there == present) {
      return Decision.unchanged(Result.ok());
    }
    ScriptBuilder script = Call.script();
    if (present) {
      script
          .line("jp_key=$(mktemp) || exit; cat >\"$jp_key\"")
          .line("rpm --import \"$jp_key\"; jp_rc=$?; rm -f \"$jp_key\"; exit $jp_rc")
          .stdin(key);
    } else {
      String last = id.substring(Math.max(0, id.length() - SHORT)).toLowerCase(Locale.ROOT);
      // the package of a key is named by the end of its number, or by all of it
      script
          .line("for jp_one in $(rpm -q gpg-pubkey --qf '%{name}-%{version}\\n'); do")
          .line(
              "case $jp_one in gpg-pubkey-*{}) rpm --erase --allmatches \"$jp_one\" || exit;;",
              last)
          .line("esac; done");
    }
    String what = present ? "import the key" : "remove the key";
    return Decision.change(List.of(Effect.run(what, script.program())), Result.changed());
  }
}
