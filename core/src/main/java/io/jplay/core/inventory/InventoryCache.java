package io.jplay.core.inventory;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.jplay.core.value.Json;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.core.vault.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Answers of slow sources: in the process, and as JSON files (0600) when the cache plug-in is
/// `jsonfile` and has a directory. Secrets must not be put into it. Safe for any thread.
public final class InventoryCache {
  private static final int MAX_ENTRIES = 64;

  private final Clock clock;
  private final Map<String, Stored> memory;

  private record Stored(Instant when, Value value) {}

  public InventoryCache(Clock clock) {
    this.clock = clock;
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.memory =
        Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .executor(Runnable::run)
            .ticker(ticker)
            .<String, Stored>build()
            .asMap();
  }

  /// What is known under a key and not too old; a timeout of zero means for ever. A damaged file is
  /// as if it were not there.
  public Optional<Value> get(String key, InventorySettings.Cache settings) {
    if (!settings.enabled() || settings.refresh()) {
      return Optional.empty();
    }
    Stored stored = memory.get(key);
    if (stored != null && isFresh(stored.when(), settings)) {
      return Optional.of(stored.value());
    }
    return file(key, settings).flatMap(file -> read(file, settings));
  }

  private Optional<Value> read(Path file, InventorySettings.Cache settings) {
    try {
      if (!Files.exists(file) || !isFresh(Files.getLastModifiedTime(file).toInstant(), settings)) {
        return Optional.empty();
      }
      return Optional.of(Json.read(Files.readString(file), Tag.REMOTE));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private boolean isFresh(Instant when, InventorySettings.Cache settings) {
    return settings.timeout().isZero() || when.plus(settings.timeout()).isAfter(clock.instant());
  }

  /// Remembers a value; IOException when the file cannot be written.
  public void put(String key, Value value, InventorySettings.Cache settings) throws IOException {
    if (!settings.enabled()) {
      return;
    }
    memory.put(key, new Stored(clock.instant(), value));
    Optional<Path> file = file(key, settings);
    if (file.isPresent()) {
      Files.createDirectories(file.get().toAbsolutePath().getParent());
      byte[] json = Json.write(value, Json.Layout.LINE).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(file.get(), json, AtomicFile.Access.PRIVATE);
    }
  }

  private static Optional<Path> file(String key, InventorySettings.Cache settings) {
    return settings.kind().equals("jsonfile")
        ? settings.connection().map(dir -> dir.resolve(settings.prefix() + key))
        : Optional.empty();
  }
}
