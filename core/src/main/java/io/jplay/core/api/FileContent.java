package io.jplay.core.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The content of a file to be sent: bytes, or a file on the controller that is streamed.
public sealed interface FileContent {
  long size();

  InputStream open() throws IOException;

  record Bytes(byte[] bytes) implements FileContent {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  record LocalFile(Path path, long size) implements FileContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }
}
