package io.jplay.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output or standard error, which remembers what kept it from being written: a
/// PrintStream passes over that, and a list in a file on a full disk would end where the disk does.
/// For any thread.
final class StandardStream extends FilterOutputStream {
  private static final int BUFFER = 8192;

  private final int descriptor;
  private volatile @Nullable IOException failure;

  /// `to`: what takes the bytes, behind the `descriptor`.
  private StandardStream(OutputStream to, int descriptor) {
    super(to);
    this.descriptor = descriptor;
  }

  static StandardStream output() {
    return new StandardStream(new FileOutputStream(FileDescriptor.out), 1);
  }

  static StandardStream errors() {
    return new StandardStream(new FileOutputStream(FileDescriptor.err), 2);
  }

  /// The stream that programs print to.
  PrintStream printer() {
    return new PrintStream(new BufferedOutputStream(this, BUFFER), false, StandardCharsets.UTF_8);
  }

  /// Why something was lost. A reader that has gone away (`| head`) wants no more: that is none.
  Optional<String> loss() {
    IOException known = failure;
    return known == null || isReadByAnother()
        ? Optional.empty()
        : Optional.of(String.valueOf(known.getMessage()));
  }

  private boolean isReadByAnother() {
    return Descriptors.target(descriptor)
        .filter(target -> target.startsWith("pipe:") || target.startsWith("socket:"))
        .isPresent();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
