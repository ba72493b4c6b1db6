package io.jplay.modules.crypto;

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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.StateDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The private and the public file of an SSH key. Imitates community.crypto.openssh_keypair, always
/// with ssh-keygen.
@ModuleInfo(summary = "Generate OpenSSH private and public keys", diff = ModuleInfo.Support.FULL)
public final class OpensshKeypair implements StateModule<OpensshKeypair.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public enum Type {
    RSA,
    DSA,
    RSA1,
    ECDSA,
    ED25519
  }

  /// What may become of a key that is not as wanted.
  public enum Regenerate {
    NEVER,
    FAIL,
    PARTIAL_IDEMPOTENCE,
    FULL_IDEMPOTENCE,
    ALWAYS
  }

  public enum Backend {
    AUTO,
    CRYPTOGRAPHY,
    OPENSSHBIN
  }

  public enum Format {
    AUTO,
    PKCS1,
    PKCS8,
    SSH
  }

  public record Args(
      @Option(required = true) String path,
      @Option("present") State state,
      @Option OptionalInt size,
      @Option("rsa") Type type,
      @Option("false") boolean force,
      @Option Optional<String> comment,
      @Option(secret = true) Optional<String> passphrase,
      @Option("auto") Format privateKeyFormat,
      @Option("auto") Backend backend,
      @Option("partial_idempotence") Regenerate regenerate,
      @Option(shared = true) FileOptions file) {

    int bits() {
      return switch (type) {
        case RSA, RSA1 -> size.orElse(4096);
        case DSA -> size.orElse(1024);
        case ECDSA -> size.orElse(256);
        case ED25519 -> 256;
      };
    }

    String typeName() {
      return type.name().toLowerCase(Locale.ROOT);
    }

    Optional<String> secret() {
      return passphrase.filter(p -> !p.isEmpty());
    }

    /// Formats are chosen where ansible would not use ssh-keygen.
    boolean hasFormat() {
      return privateKeyFormat != Format.AUTO
          && type != Type.ED25519
          && (backend == Backend.CRYPTOGRAPHY || secret().isPresent());
    }

    boolean always() {
      return force || regenerate == Regenerate.ALWAYS;
    }

    /// What cannot be made, if anything.
    Optional<String> problem() {
      String wrong =
          switch (type) {
            case RSA1 -> "keys of type rsa1 are not made: no ssh takes them any more";
            case RSA -> bits() < 1024 ? "RSA keys have at least 1024 bits, not " + bits() : "";
            case DSA -> bits() == 1024 ? "" : "DSA keys have exactly 1024 bits, not " + bits();
            case ECDSA ->
                List.of(256, 384, 521).contains(bits())
                    ? ""
                    : "ECDSA keys have 256, 384 or 521 bits, not " + bits();
            case ED25519 -> "";
          };
      boolean isLong = secret().filter(p -> p.contains("\n")).isPresent();
      return Optional.of(wrong.isEmpty() && isLong ? "the passphrase has several lines" : wrong)
          .filter(w -> !w.isEmpty());
    }
  }

  private static final String CLOSED =
      "Unable to read the key. The key is protected with a passphrase or broken. Will not proceed."
          + " To force regeneration set `regenerate` to `full_idempotence` or `always`, or `force`"
          + " to `true`.";
  private static final String OTHER =
      "Key has wrong type and/or size. Will not proceed. To force regeneration set `regenerate` to"
          + " `partial_idempotence`, `full_idempotence` or `always`, or `force` to `true`.";

  /// What is to be done with the two files.
  private enum Step {
    NONE,
    GENERATE,
    COMMENT,
    PUBLISH
  }

  private static Read<KeyFiles> keys(Args a, HostFacts facts) {
    return KeyFiles.read(Paths.expand(a.path(), facts), a.secret());
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    String path = Paths.expand(a.path(), facts);
    var reads = new ArrayList<Read<?>>();
    reads.add(keys(a, facts));
    for (String file : List.of(path, path + ".pub")) {
      reads.add(PathState.read(file, facts));
      reads.addAll(a.file().wanted().reads(file));
    }
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.problem().isPresent()) {
      return Decision.failed(a.problem().get());
    }
    String path = Paths.expand(a.path(), seen.facts());
    KeyFiles now = seen.get(keys(a, seen.facts()));
    if (a.state() == State.ABSENT) {
      return remove(a, path, now);
    }
    if (now.isDirectory()) {
      return Decision.failed(path + " is a directory. Please specify a path to a file.");
    }
    if (!now.hasParent()) {
      String parent = KeyFiles.parent(path);
      return new Decision.Done(
          Result.failed(
                  "The directory " + parent + " does not exist or the file is not a directory")
              .with("name", parent));
    }
    Step step = step(a, now);
    List<Effect> effects =
        step == Step.NONE ? attributes(a, path, seen) : List.of(run(a, path, step, seen));
    Result result = result(a, path, now);
    if (effects.isEmpty()) {
      return Decision.unchanged(result);
    }
    Read<KeyFiles> after = keys(a, seen.facts());
    return new Decision.Change(
        effects,
        result.withStatus(Status.CHANGED),
        Reads.of(after),
        (outputs, then) -> finished(a, path, now, then.get(after)));
  }

  private static Result finished(Args a, String path, KeyFiles before, KeyFiles after) {
    Result result = result(a, path, after).withStatus(Status.CHANGED);
    return before.shown().equals(after.shown())
        ? result
        : result.withDiff(StateDiff.headed("", before.shown(), after.shown()));
  }

  private static Result result(Args a, String path, KeyFiles keys) {
    return Result.ok()
        .with("size", a.bits())
        .with("type", a.typeName())
        .with("filename", path)
        .with("fingerprint", keys.fingerprint())
        .with("public_key", keys.publicKey())
        .with("comment", keys.comment());
  }

  private static Decision remove(Args a, String path, KeyFiles now) {
    Result result = result(a, path, now);
    if (!now.exists() && now.pub().isEmpty()) {
      return Decision.unchanged(result);
    }
    var script = new ScriptBuilder().line("rm -f -- {} {}", path, path + ".pub");
    return Decision.change(
        List.of(Effect.run("remove the key " + path, script.program())),
        result.withStatus(Status.CHANGED).withDiff(StateDiff.headed("", now.shown(), Dict.EMPTY)));
  }

  private static Step step(Args a, KeyFiles now) {
    if (!now.exists() || a.always()) {
      return Step.GENERATE;
    }
    Regenerate allowed = a.regenerate();
    if (!now.opens(a.secret().isPresent())) {
      if (allowed == Regenerate.FULL_IDEMPOTENCE) {
        return Step.GENERATE;
      }
      throw new ModuleFailure(CLOSED);
    }
    boolean fits = now.size() == a.bits() && now.type().equals(a.typeName());
    if (!fits && allowed == Regenerate.FAIL) {
      throw new ModuleFailure(OTHER);
    }
    boolean may =
        allowed == Regenerate.PARTIAL_IDEMPOTENCE || allowed == Regenerate.FULL_IDEMPOTENCE;
    if (may && (!fits || a.hasFormat() && format(now) != a.privateKeyFormat())) {
      return Step.GENERATE;
    }
    if (!now.publicKey().equals(now.derivedKey())) {
      return Step.PUBLISH;
    }
    boolean said = a.comment().isEmpty() || a.comment().get().equals(now.comment());
    return said ? Step.NONE : Step.COMMENT;
  }

  private static Format format(KeyFiles now) {
    String kind = now.header().replaceAll("-|BEGIN | ?PRIVATE KEY", "").strip();
    return switch (kind) {
      case "OPENSSH" -> Format.SSH;
      case "", "ENCRYPTED" -> Format.PKCS8;
      default -> Format.PKCS1;
    };
  }

  private static Effect run(Args a, String path, Step step, Observed seen) {
    var script = KeyFiles.script(a.secret()).line("jp_p={}", path);
    String comment = a.comment().orElse("");
    if (step == Step.GENERATE) {
      generate(a, script);
      owned(a, path, seen, 0600, script.line("jp_target=$jp_t/key"));
      owned(a, path + ".pub", seen, 0644, script.line("jp_target=$jp_t/key.pub"));
      script.line("mv -f \"$jp_t/key\" \"$jp_p\" && mv -f \"$jp_t/key.pub\" \"$jp_p.pub\"");
      return Effect.run("generate the key " + path, script.program());
    }
    if (step == Step.COMMENT) {
      script.line("jp_keygen -q -c -C {} -f \"$jp_p\" >/dev/null || exit", comment);
    }
    script
        .line("jp_d=$(jp_keygen -y -f \"$jp_p\") || exit")
        .line("set -f; set -- $jp_d; set +f; jp_c={}", comment)
        .line("printf '%s %s%s\\n' \"$1\" \"$2\" \"${jp_c:+ $jp_c}\" >\"$jp_p.pub\" || exit");
    owned(a, path, seen, 0600, script.line("jp_target=$jp_p"));
    owned(a, path + ".pub", seen, 0644, script.line("jp_target=$jp_p.pub"));
    return Effect.run("write the public key " + path + ".pub", script.program());
  }

  /// Beside the file, so that the last step is a rename; nobody else can look into the directory.
  private static void generate(Args a, ScriptBuilder script) {
    script
        .line("jp_t=$(mktemp -d \"$jp_p.XXXXXX\") || exit")
        .line("trap 'rm -rf \"$jp_t\" \"${jp_ask:-$jp_t}\"' EXIT");
    var words = new ArrayList<>(List.of("-q", "-t", a.typeName()));
    if (a.type() != Type.ED25519) {
      words.addAll(List.of("-b", "" + a.bits()));
    }
    if (a.hasFormat() && a.privateKeyFormat() != Format.SSH) {
      words.addAll(List.of("-m", a.privateKeyFormat() == Format.PKCS1 ? "PEM" : "PKCS8"));
    }
    String keygen = a.secret().isPresent() ? "jp_keygen" : "ssh-keygen -N ''";
    script.line("jp_new() { " + keygen + " \"$@\" -f \"$jp_t/key\" >/dev/null; }");
    script.line("jp_new -C {} \\", a.comment().orElse("")).command(words);
    script.line("[ -f \"$jp_t/key.pub\" ] || exit 1");
  }

  /// A file that is made again keeps its owner and its mode where the task does not say.
  private static void owned(Args a, String path, Observed seen, int fresh, ScriptBuilder script) {
    PathState state = seen.get(PathState.read(path, seen.facts()));
    FileAttributes wanted = a.file().wanted();
    Optional<FileStat> old = state.followed();
    var kept =
        new FileAttributes(
            wanted.owner().or(() -> old.map(s -> "" + s.uid())),
            wanted.group().or(() -> old.map(s -> "" + s.gid())),
            wanted.mode().or(() -> old.map(s -> FileMode.of(s.mode()))),
            wanted.attributes(),
            wanted.context());
    AttributeChange change = kept.ofNew(fresh & ~state.umask(), false, state.umask(), seen);
    change.appendTo(script);
    change.appendFlagsTo(script);
  }

  private static List<Effect> attributes(Args a, String path, Observed seen) {
    var effects = new ArrayList<Effect>();
    for (String file : List.of(path, path + ".pub")) {
      PathState state = seen.get(PathState.read(file, seen.facts()));
      state
          .followed()
          .map(s -> a.file().wanted().changeOf(file, s, state.umask(), seen))
          .filter(change -> !change.isEmpty())
          .ifPresent(change -> effects.add(change.effect(file)));
    }
    return effects;
  }
}
