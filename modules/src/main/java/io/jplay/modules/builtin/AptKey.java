package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Seq;
import io.jplay.modules.files.Content;
import io.jplay.modules.files.Paths;
import io.jplay.modules.http.HostFetch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Keys that apt trusts, by apt-key and gpg. An action: a key must be fetched before its number is
/// known, and looked for again after it was added.
@ModuleInfo(summary = "Add or remove an apt key", mutuallyExclusive = "data,file,keyserver,url")
public final class AptKey implements ActionModule<AptKey.Args> {
  private static final int SHORT = 8;
  private static final int LONG = 16;

  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option Optional<String> id,
      @Option Optional<String> url,
      @Option Optional<String> data,
      @Option Optional<String> file,
      @Option Optional<String> keyring,
      @Option("true") boolean validateCerts,
      @Option Optional<String> keyserver,
      @Option("present") State state) {}

  /// The number of a key as the task or the key itself says it.
  private record KeyId(String text) {
    static KeyId parse(String given) {
      String hex = given.strip().toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
      boolean length = hex.length() == SHORT || hex.length() >= LONG;
      if (!hex.matches("[0-9A-F]+") || !length) {
        throw new ModuleFailure(Result.failed("Invalid key_id").with("id", given));
      }
      return new KeyId(hex);
    }

    private String last(int count) {
      return text.substring(Math.max(0, text.length() - count));
    }

    boolean isIn(List<String> keys) {
      return keys.contains(text.length() == SHORT ? text : last(LONG));
    }

    /// What apt-key is asked for when it removes.
    String shortText() {
      return last(SHORT);
    }

    Result describe(Result result, String given) {
      return result
          .with("id", given)
          .with("short_id", last(SHORT))
          .with("fp", last(LONG))
          .with("key_id", text);
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    if (a.keyserver().isPresent() && a.id().isEmpty()) {
      return Result.failed("Missing key_id, required with keyserver.");
    }
    Optional<byte[]> key = a.id().isEmpty() ? key(a, session) : Optional.empty();
    String given = a.id().orElseGet(() -> "");
    if (given.isEmpty()) {
      given = idOf(session, key.orElseThrow(() -> new ModuleFailure("Invalid key_id")), a);
    }
    KeyId id = KeyId.parse(given);
    List<String> before = keys(a, session, id);
    boolean present = a.state() == State.PRESENT;
    boolean changed = id.isIn(before) != present;
    Result result = id.describe(Result.changed(changed), given).with("before", Seq.ofTexts(before));
    if (!changed || context.mode().check()) {
      return result;
    }
    ProgramOutput out =
        present ? add(a, id, key.or(() -> later(a, session)), session) : remove(a, id, session);
    if (!out.isOk()) {
      return result
          .withStatus(Status.FAILED)
          .with("msg", failure(a, given))
          .with("rc", out.rc())
          .with("stdout", out.stdout())
          .with("stderr", out.stderr());
    }
    List<String> after = keys(a, session, id);
    Result done = result.with("after", Seq.ofTexts(after));
    return id.isIn(after) == present
        ? done
        : done.withStatus(Status.FAILED)
            .with(
                "msg",
                "apt-key did not return an error, but %s (check that the id is correct and *not* a subkey)"
                    .formatted(present ? "failed to add the key" : "the key was not removed"));
  }

  private static String failure(Args a, String given) {
    if (a.state() == State.ABSENT) {
      return "error removing key_id";
    }
    return a.keyserver().isPresent()
        ? "Error fetching key %s from keyserver: %s".formatted(given, a.keyserver().get())
        : "Unable to add the key %s".formatted(given);
  }

  /// The key's bytes; empty when it comes from a key server or is only to be removed by number.
  private static Optional<byte[]> key(Args a, RemoteSession session) throws TransportException {
    if (a.data().isPresent()) {
      return a.data().map(d -> d.getBytes(StandardCharsets.UTF_8));
    }
    if (a.url().isPresent()) {
      return Optional.of(ask(session, HostFetch.read(a.url().get(), a.validateCerts())).orThrow());
    }
    if (a.file().isPresent()) {
      String path = Paths.expand(a.file().get(), session.facts());
      return Optional.of(
          ask(session, Content.read(path))
              .orElseThrow(() -> new ModuleFailure("Unable to read the key from '" + path + "'")));
    }
    return Optional.empty();
  }

  /// The key when its number was given, so that it was not needed before.
  private static Optional<byte[]> later(Args a, RemoteSession session) {
    try {
      return key(a, session);
    } catch (TransportException e) {
      throw new ModuleFailure(e.getMessage());
    }
  }

  private static <T> T ask(RemoteSession session, Read<T> read) throws TransportException {
    return read.parser().apply(session.run(read.program()));
  }

  private static ScriptBuilder start(Args a) {
    return new ScriptBuilder()
        .line("for jp_tool in apt-key gpg; do command -v $jp_tool >/dev/null || {")
        .line("echo \"Failed to find required executable \\\"$jp_tool\\\"\" >&2; exit 126; }; done")
        .line("jp_ring={}", a.keyring().orElse(""))
        .line("jp_key() { if [ -n \"$jp_ring\" ]; then set -- --keyring \"$jp_ring\" \"$@\"; fi")
        .line("APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=1 apt-key \"$@\"; }");
  }

  private static ProgramOutput run(RemoteSession session, ScriptBuilder script)
      throws TransportException {
    ProgramOutput out = session.run(script.program());
    if (out.rc() == 126) {
      throw new ModuleFailure(out.stderr().strip());
    }
    return out;
  }

  /// The numbers of the public keys in a listing with colons.
  private static List<String> numbers(String listing) {
    var numbers = new ArrayList<String>();
    for (String line : listing.lines().toList()) {
      String[] f = line.split(":", -1);
      boolean key = f[0].equals("pub") || f[0].equals("sub");
      if (key && f.length > 4 && !f[1].equals("e")) {
        numbers.add(f[4]);
      }
    }
    return numbers;
  }

  private static String idOf(RemoteSession session, byte[] key, Args a) throws TransportException {
    ProgramOutput out =
        run(session, start(a).line("gpg --with-colons --show-keys 2>&1").stdin(key));
    return numbers(out.stdout()).stream()
        .findFirst()
        .orElseThrow(() -> new ModuleFailure("Unable to extract key from the given data"));
  }

  private static List<String> keys(Args a, RemoteSession session, KeyId id)
      throws TransportException {
    var script = start(a).line("jp_key adv --list-public-keys --with-colons 2>/dev/null");
    List<String> all = numbers(run(session, script).stdout());
    return id.text().length() == SHORT
        ? all.stream().map(k -> k.substring(Math.max(0, k.length() - SHORT))).toList()
        : all;
  }

  private static ProgramOutput add(Args a, KeyId id, Optional<byte[]> key, RemoteSession session)
      throws TransportException {
    if (a.keyserver().isPresent()) {
      return run(
          session,
          start(a)
              .line("for jp_try in 1 2 3 4 5; do")
              .line(
                  "jp_key adv --no-tty --keyserver {} --recv {} && exit 0",
                  a.keyserver().get(),
                  id.text())
              .line("done; exit 2"));
    }
    byte[] bytes = key.orElseThrow(() -> new ModuleFailure("No key to add"));
    return run(session, start(a).line("jp_key add -").stdin(bytes));
  }

  private static ProgramOutput remove(Args a, KeyId id, RemoteSession session)
      throws TransportException {
    return run(session, start(a).line("jp_key del {}", id.shortText()));
  }
}
