package io.jplay.core.template;

import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A controller without a disk: template files in a map, a vault that reverses texts.
record FakeEnvironment(Map<String, String> files, boolean isNative) implements TemplateEnvironment {
  @Override
  public Value decrypt(String ciphertext, Value origin) {
    return new Str(new StringBuilder(ciphertext).reverse().toString(), Tag.SECRET);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    String text = files.get(file.toString());
    if (text == null) {
      throw new NoSuchFileException(file.toString());
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Path> find(String kind, String name, Scope scope) {
    return files.containsKey(name) ? Optional.of(Path.of(name)) : Optional.empty();
  }

  @Override
  public List<String> matchHosts(List<String> patterns, Scope scope) {
    return List.of();
  }

  @Override
  public Clock clock() {
    return Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  }

  @Override
  public Path baseDirectory(Scope scope) {
    return Path.of("/");
  }

  @Override
  public Optional<String> environmentVariable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
