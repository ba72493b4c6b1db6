package io.jplay.modules.files;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;

/// The keys that stat and find show of a file.
public final class StatFields {
  private StatFields() {}

  public static Dict of(String path, FileStat s) {
    var dict = Dict.builder();
    dict.put("path", remote(path)).put("mode", remote(FileMode.octal(s.mode())));
    dict.put("isdir", s.isDirectory())
        .put("ischr", s.kind() == FileKind.CHARACTER)
        .put("isblk", s.kind() == FileKind.BLOCK)
        .put("isreg", s.isFile())
        .put("isfifo", s.kind() == FileKind.FIFO)
        .put("islnk", s.isLink())
        .put("issock", s.kind() == FileKind.SOCKET);
    dict.put("uid", number(s.uid()))
        .put("gid", number(s.gid()))
        .put("size", number(s.size()))
        .put("inode", number(s.inode()))
        .put("dev", number(s.device()))
        .put("nlink", number(s.links()));
    dict.put("atime", time(s.atime())).put("mtime", time(s.mtime())).put("ctime", time(s.ctime()));
    String letters = "rwx";
    String[] whom = {"usr", "grp", "oth"};
    for (int i = 0; i < 9; i++) {
      dict.put(letters.charAt(i % 3) + whom[i / 3], (s.mode() & 0400 >> i) != 0);
    }
    dict.put("isuid", (s.mode() & 04000) != 0).put("isgid", (s.mode() & 02000) != 0);
    return dict.put("pw_name", remote(s.owner())).put("gr_name", remote(s.group())).build();
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
