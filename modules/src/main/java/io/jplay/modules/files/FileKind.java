package io.jplay.modules.files;

/// What a path is, by the type bits of its mode.
public enum FileKind {
  FILE(0100000),
  DIRECTORY(0040000),
  LINK(0120000),
  FIFO(0010000),
  SOCKET(0140000),
  BLOCK(0060000),
  CHARACTER(0020000);

  private static final int TYPE_BITS = 0170000;
  private final int bits;

  FileKind(int bits) {
    this.bits = bits;
  }

  static FileKind ofModeBits(int stMode) {
    for (FileKind kind : values()) {
      if (kind.bits == (stMode & TYPE_BITS)) {
        return kind;
      }
    }
    return FILE;
  }

  /// The kind shown by the first letter of an `ls -l` line.
  static FileKind ofLetter(char letter) {
    return switch (letter) {
      case 'd' -> DIRECTORY;
      case 'l' -> LINK;
      case 'p' -> FIFO;
      case 's' -> SOCKET;
      case 'b' -> BLOCK;
      case 'c' -> CHARACTER;
      default -> FILE;
    };
  }
}
