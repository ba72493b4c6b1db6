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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.SelinuxContext;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.http.HostFetch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// A source of packages in the format deb822, in a file of its own, with its key. Imitates
/// ansible.builtin.deb822_repository.
@ModuleInfo(
    summary = "Add and remove deb822 formatted repositories",
    diff = ModuleInfo.Support.FULL)
public final class Deb822Repository implements StateModule<Deb822Repository.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true) String name,
      @Option("present") State state,
      @Option Optional<Boolean> allowDowngradeToInsecure,
      @Option Optional<Boolean> allowInsecure,
      @Option Optional<Boolean> allowWeak,
      @Option List<String> architectures,
      @Option Optional<Boolean> byHash,
      @Option Optional<Boolean> checkDate,
      @Option Optional<Boolean> checkValidUntil,
      @Option List<String> components,
      @Option OptionalInt dateMaxFuture,
      @Option Optional<Boolean> enabled,
      @Option Optional<String> inreleasePath,
      @Option List<String> languages,
      @Option Optional<Boolean> pdiffs,
      @Option Optional<String> signedBy,
      @Option List<String> suites,
      @Option List<String> targets,
      @Option Optional<Boolean> trusted,
      @Option("deb") List<String> types,
      @Option List<String> uris,
      @Option("0644") Value mode,
      @Option(name = "_root") Optional<String> testRoot) {
    public Args {
      architectures = List.copyOf(architectures);
      components = List.copyOf(components);
      languages = List.copyOf(languages);
      suites = List.copyOf(suites);
      targets = List.copyOf(targets);
      types = List.copyOf(types);
      uris = List.copyOf(uris);
    }

    private String slug() {
      return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", "-").replaceAll("[^a-z0-9-]+", "");
    }

    private String sources() {
      return testRoot.orElse("/etc/apt") + "/sources.list.d/" + slug() + ".sources";
    }

    private String key(String extension) {
      return testRoot.orElse("/etc/apt") + "/keyrings/" + slug() + "." + extension;
    }

    /// The address of the key, where it is one.
    private Optional<String> keyAddress() {
      return signedBy.filter(s -> s.matches("(?i)[a-z][a-z0-9+.-]*://.*"));
    }
  }

  private static TextEdit file(String path, Value mode) {
    var wanted =
        FileAttributes.of(
            Optional.of(mode),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SelinuxContext.NONE);
    return new TextEdit(path, wanted, FileWrite.Options.NONE, true);
  }

  private static TextEdit keyFile(Args a, String extension) {
    return file(a.key(extension), Str.of("0644"));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(file(a.sources(), a.mode()).reads(facts).list());
    for (String extension : List.of("asc", "gpg")) {
      reads.addAll(keyFile(a, extension).reads(facts).list());
    }
    if (a.state() == State.PRESENT) {
      a.keyAddress().ifPresent(url -> reads.add(HostFetch.read(url)));
    }
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    return a.state() == State.ABSENT ? absent(a, seen) : present(a, seen, mode);
  }

  private static Decision absent(Args a, Observed seen) {
    var gone = new ArrayList<String>();
    for (TextEdit edit :
        List.of(file(a.sources(), a.mode()), keyFile(a, "asc"), keyFile(a, "gpg"))) {
      if (edit.state(seen).exists()) {
        gone.add(edit.path());
      }
    }
    Result result =
        Result.changed(!gone.isEmpty())
            .with("repo", Null.NULL)
            .with("dest", a.sources())
            .with("key_filename", a.key("gpg"));
    if (gone.isEmpty()) {
      return Decision.unchanged(result);
    }
    var words = new ArrayList<>(List.of("rm", "-f", "--"));
    words.addAll(gone);
    return Decision.change(
        List.of(Effect.run("remove " + a.sources(), new ScriptBuilder().command(words).program())),
        result);
  }

  private static Decision present(Args a, Observed seen, Mode mode) {
    Optional<byte[]> key = a.keyAddress().map(url -> seen.get(HostFetch.read(url)).orThrow());
    String extension =
        key.map(k -> new String(k, StandardCharsets.ISO_8859_1))
            .filter(k -> k.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----"))
            .map(k -> "asc")
            .orElse("gpg");
    Optional<String> signed = key.isPresent() ? Optional.of(a.key(extension)) : a.signedBy();
    String repo = text(a, signed);
    Result base =
        Result.ok()
            .with("repo", repo)
            .with("dest", a.sources())
            .with("key_filename", keyName(a, key.isPresent(), extension));
    var writes = new ArrayList<Decision.Change>();
    if (key.isPresent()) {
      TextEdit edit = keyFile(a, extension);
      // byte for byte: a key need not be a text
      TextEdit.Text old = edit.text(seen);
      var before =
          new TextEdit.Text(
              old.exists(),
              new String(old.encode(old.text()), StandardCharsets.ISO_8859_1),
              StandardCharsets.ISO_8859_1);
      String after = new String(key.get(), StandardCharsets.ISO_8859_1);
      add(
          writes,
          edit.decide(before, after, answer(Result.ok()), seen, new Mode(mode.check(), false)));
    }
    TextEdit edit = file(a.sources(), a.mode());
    add(writes, edit.decide(edit.text(seen), repo, answer(base), seen, mode));
    return writes.isEmpty() ? Decision.unchanged(base) : joined(writes, base);
  }

  private static Value keyName(Args a, boolean fetched, String extension) {
    if (fetched) {
      return Str.of(a.key(extension));
    }
    return a.signedBy()
        .filter(s -> s.startsWith("/") && s.indexOf('\n') < 0)
        .<Value>map(Str::of)
        .orElse(Null.NULL);
  }

  private static TextEdit.Answer answer(Result base) {
    return new TextEdit.Answer(base, "", "backup_file");
  }

  private static void add(List<Decision.Change> writes, Decision decision) {
    if (decision instanceof Decision.Change change) {
      writes.add(change);
    }
  }

  /// The writes one after the other; each looks at its own outputs.
  private static Decision joined(List<Decision.Change> writes, Result base) {
    var effects = new ArrayList<Effect>();
    writes.forEach(w -> effects.addAll(w.effects()));
    Result predicted =
        new Result(
            writes.getLast().predicted().status(),
            base.fields(),
            base.facts(),
            writes.getLast().predicted().diffs(),
            List.of(),
            List.of(),
            false);
    return new Decision.Change(
        effects,
        predicted,
        Reads.NONE,
        (outputs, then) -> {
          int from = 0;
          for (Decision.Change write : writes) {
            int runs = (int) write.effects().stream().filter(e -> e instanceof Effect.Run).count();
            Result own = write.finish().finish(outputs.subList(from, from + runs), then);
            if (own.isFailed()) {
              return own;
            }
            from += runs;
          }
          return predicted;
        });
  }

  private static String text(Args a, Optional<String> signed) {
    var fields = new LinkedHashMap<String, String>();
    flag(fields, "Allow-Downgrade-To-Insecure", a.allowDowngradeToInsecure());
    flag(fields, "Allow-Insecure", a.allowInsecure());
    flag(fields, "Allow-Weak", a.allowWeak());
    list(fields, "Architectures", a.architectures());
    flag(fields, "By-Hash", a.byHash());
    flag(fields, "Check-Date", a.checkDate());
    flag(fields, "Check-Valid-Until", a.checkValidUntil());
    list(fields, "Components", a.components());
    a.dateMaxFuture().ifPresent(d -> fields.put("Date-Max-Future", "" + d));
    flag(fields, "Enabled", a.enabled());
    a.inreleasePath().ifPresent(p -> fields.put("Inrelease-Path", p));
    list(fields, "Languages", a.languages());
    fields.put("X-Repolib-Name", a.name());
    flag(fields, "Pdiffs", a.pdiffs());
    signed.ifPresent(s -> fields.put("Signed-By", s));
    list(fields, "Suites", a.suites());
    list(fields, "Targets", a.targets());
    flag(fields, "Trusted", a.trusted());
    list(fields, "Types", a.types());
    list(fields, "URIs", a.uris());
    return fields.entrySet().stream().map(Deb822Repository::line).collect(Collectors.joining());
  }

  /// A value of several lines is indented below its name, blank lines are dots.
  private static String line(Map.Entry<String, String> field) {
    String value = field.getValue();
    if (value.indexOf('\n') < 0) {
      return field.getKey() + ": " + value + "\n";
    }
    return field.getKey()
        + ":\n"
        + value
            .strip()
            .lines()
            .map(l -> "    " + (l.isBlank() ? "." : l.strip()) + "\n")
            .collect(Collectors.joining());
  }

  private static void flag(Map<String, String> fields, String name, Optional<Boolean> value) {
    value.ifPresent(v -> fields.put(name, v ? "yes" : "no"));
  }

  private static void list(Map<String, String> fields, String name, List<String> values) {
    if (!values.isEmpty()) {
      fields.put(name, String.join(" ", values));
    }
  }
}
