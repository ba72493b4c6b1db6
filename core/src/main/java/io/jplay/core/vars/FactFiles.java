package io.jplay.core.vars;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.core.vault.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;

/// The fact cache `jsonfile`: a file for each host, in ansible's format and under its names, so
/// that both read each other's. Facts that are secret, or hold a secret that the run knows, are not
/// written.
public final class FactFiles implements FactCache {
  private static final Json.Layout LAYOUT = new Json.Layout(4, true, true);

  private final Path directory;
  private final String prefix;
  private final Duration lifetime;
  private final Clock clock;
  private final KnownSecrets secrets;

  /// A `lifetime` of zero means for ever.
  public FactFiles(
      Path directory, String prefix, Duration lifetime, Clock clock, KnownSecrets secrets) {
    this.directory = directory;
    this.prefix = prefix;
    this.lifetime = lifetime;
    this.clock = clock;
    this.secrets = secrets;
  }

  @Override
  public Dict read(String host) {
    Path file = file(host);
    try {
      if (!Files.exists(file) || isOld(file)) {
        return Dict.EMPTY;
      }
      return Json.read(Files.readString(file), Tag.REMOTE) instanceof Dict facts
          ? facts
          : corrupt(file);
    } catch (IOException e) {
      return corrupt(file);
    }
  }

  private boolean isOld(Path file) throws IOException {
    return !lifetime.isZero()
        && Files.getLastModifiedTime(file).toInstant().plus(lifetime).isBefore(clock.instant());
  }

  /// Like ansible: such a file is removed, and the run ends before it works on wrong facts.
  private static Dict corrupt(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the message names the file all the same
    }
    throw new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1350", "fact cache is corrupt", SourceRange.NONE)
            .withDetail(
                "The cache file "
                    + file
                    + " was corrupt, or did not otherwise contain valid data. It has been removed,"
                    + " so you can re-run your command now."));
  }

  @Override
  public void write(String host, Dict facts) {
    if (facts.isEmpty()) {
      remove(host);
      return;
    }
    var open = new LinkedHashMap<Value, Value>();
    facts
        .entries()
        .forEach((name, value) -> {
          if (!holdsSecret(value)) {
            open.put(name, value);
          }
        });
    byte[] json = Json.write(new Dict(open, Tag.NONE), LAYOUT).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(directory);
      AtomicFile.write(file(host), json, AtomicFile.Access.PRIVATE);
    } catch (IOException e) {
      throw problem("cannot write " + file(host) + ": " + IoReason.of(e));
    }
  }

  private boolean holdsSecret(Value value) {
    return value.isSecret()
        || switch (value) {
          case Dict d -> d.entries().values().stream().anyMatch(this::holdsSecret);
          case Seq s -> s.items().stream().anyMatch(this::holdsSecret);
          case Deferred d -> holdsSecret(d.force());
          case Str s -> secrets.areIn(s.text());
          default -> false;
        };
  }

  @Override
  public void remove(String host) {
    try {
      Files.deleteIfExists(file(host));
    } catch (IOException e) {
      throw problem("cannot remove " + file(host) + ": " + IoReason.of(e));
    }
  }

  /// Names of hosts hold no slashes ([io.jplay.core.inventory.HostName]).
  private Path file(String host) {
    return directory.resolve(prefix + host);
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1351", "fact cache cannot be written", SourceRange.NONE)
            .withDetail(detail)
            .withHint("mend its permissions, or choose another place: fact_caching_connection"));
  }
}
