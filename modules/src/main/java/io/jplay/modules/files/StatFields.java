package io.jplay.modules.files;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;

/// The keys that stat and find show of a file.
public final class StatFields {
  private StatFields() {}

  /// What find shows, in the order in which ansible shows it: items of loops are printed so.
  public static Dict of(String path, FileStat s) {
    return plain(path, s)
        .put("gr_name", remote(s.group()))
        .put("pw_name", remote(s.owner()))
        .putAll(bits(s))
        .build();
  }

  /// What stat shows first; the names come behind what the host says of access.
  public static Dict.Builder withoutNames(String path, FileStat s) {
    return plain(path, s).putAll(bits(s));
  }

  public static Dict names(FileStat s) {
    return Dict.builder()
        .put("pw_name", remote(s.owner()))
        .put("gr_name", remote(s.group()))
        .build();
  }

  private static Dict.Builder plain(String path, FileStat s) {
    return Dict.builder()
        .put("path", remote(path))
        .put("mode", remote(FileMode.octal(s.mode())))
        .put("isdir", s.isDirectory())
        .put("ischr", s.kind() == FileKind.CHARACTER)
        .put("isblk", s.kind() == FileKind.BLOCK)
        .put("isreg", s.isFile())
        .put("isfifo", s.kind() == FileKind.FIFO)
        .put("islnk", s.isLink())
        .put("issock", s.kind() == FileKind.SOCKET)
        .put("uid", number(s.uid()))
        .put("gid", number(s.gid()))
        .put("size", number(s.size()))
        .put("inode", number(s.inode()))
        .put("dev", number(s.device()))
        .put("nlink", number(s.links()))
        .put("atime", time(s.atime()))
        .put("mtime", time(s.mtime()))
        .put("ctime", time(s.ctime()));
  }

  private static Dict bits(FileStat s) {
    var bits = Dict.builder();
    String[] whom = {"usr", "grp", "oth"};
    for (int i = 0; i < whom.length; i++) {
      int of = s.mode() >> 3 * (2 - i);
      bits.put("w" + whom[i], (of & 2) != 0)
          .put("r" + whom[i], (of & 4) != 0)
          .put("x" + whom[i], (of & 1) != 0);
    }
    return bits.put("isuid", (s.mode() & 04000) != 0).put("isgid", (s.mode() & 02000) != 0).build();
  }

  private static Real time(String seconds) {
    return new Real(Double.parseDouble(seconds), Tag.REMOTE);
  }

  private static Int number(long value) {
    return Int.of(value, Tag.REMOTE);
  }

  static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }
}
