package io.jplay.modules.files;

import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Result;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import java.util.List;

/// What stat says of one path. Times are seconds since 1970 as decimal text, with a fraction where
/// the host's tools give one; `mode` has the 12 permission bits; owner and group are names, or the
/// number as text where there is no name; `context` is the SELinux context or empty.
public record FileStat(
    FileKind kind,
    int mode,
    long uid,
    long gid,
    String owner,
    String group,
    long size,
    String atime,
    String mtime,
    String ctime,
    long device,
    long inode,
    long links,
    long blocks,
    String context) {

  /// Parses the fields that `jp_stat` prints.
  static FileStat parse(String line) {
    List<String> f = List.of(line.split(" ", -1));
    if (f.size() < 13) {
      throw new IllegalArgumentException("not a line of stat: " + line);
    }
    int stMode = Integer.parseInt(f.get(0), 16);
    long uid = Long.parseLong(f.get(1));
    long gid = Long.parseLong(f.get(2));
    return new FileStat(
        FileKind.ofModeBits(stMode),
        stMode & 07777,
        uid,
        gid,
        name(f.get(11), uid),
        name(f.get(12), gid),
        Long.parseLong(f.get(3)),
        f.get(4),
        f.get(5),
        f.get(6),
        Long.parseLong(f.get(7)),
        Long.parseLong(f.get(8)),
        Long.parseLong(f.get(9)),
        Long.parseLong(f.get(10)),
        f.size() > 13 && !f.get(13).equals("?") ? f.get(13) : "");
  }

  private static String name(String shown, long id) {
    return shown.equals("UNKNOWN") || shown.isEmpty() ? Long.toString(id) : shown;
  }

  /// Parses a line of `ls -ldn`, the answer of hosts without stat: no times, no inode.
  static FileStat parseListing(String line) {
    String[] f = line.trim().split("\\s+", 6);
    if (f.length < 5 || f[0].length() < 10) {
      throw new IllegalArgumentException("not a line of ls: " + line);
    }
    long uid = Long.parseLong(f[2]);
    long gid = Long.parseLong(f[3]);
    FileKind kind = FileKind.ofLetter(f[0].charAt(0));
    boolean device = kind == FileKind.BLOCK || kind == FileKind.CHARACTER;
    return new FileStat(
        kind,
        FileMode.ofListing(f[0]),
        uid,
        gid,
        uid == 0 ? "root" : f[2],
        gid == 0 ? "root" : f[3],
        device ? 0 : Long.parseLong(f[4]),
        "0",
        "0",
        "0",
        0,
        0,
        Long.parseLong(f[1]),
        0,
        "");
  }

  /// What a file or directory is when the session has just made it, in a directory where new ones
  /// get this group.
  static FileStat fresh(FileKind kind, int mode, long gid, HostFacts facts) {
    return new FileStat(kind, mode, facts.uid(), gid, "", "", 0, "0", "0", "0", 0, 0, 1, 0, "");
  }

  /// Adds the keys that Ansible puts into every result that names a path which exists: uid, gid,
  /// owner, group, mode, state, size, and secontext where SELinux is on.
  public Result describe(Result result) {
    Result full =
        result
            .with("uid", Int.of(uid, Tag.REMOTE))
            .with("gid", Int.of(gid, Tag.REMOTE))
            .with("owner", remote(owner))
            .with("group", remote(group))
            .with("mode", remote(FileMode.shown(mode)))
            .with("state", remote(state()))
            .with("size", Int.of(size, Tag.REMOTE));
    return context.isEmpty() ? full : full.with("secontext", remote(context));
  }

  private static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }

  public boolean isFile() {
    return kind == FileKind.FILE;
  }

  public boolean isDirectory() {
    return kind == FileKind.DIRECTORY;
  }

  public boolean isLink() {
    return kind == FileKind.LINK;
  }

  public FileStat withKind(FileKind other) {
    return new FileStat(
        other,
        other == FileKind.LINK ? 0777 : mode,
        uid,
        gid,
        owner,
        group,
        size,
        atime,
        mtime,
        ctime,
        device,
        inode,
        links,
        blocks,
        context);
  }

  /// The `state` that Ansible shows for it.
  public String state() {
    return switch (kind) {
      case LINK -> "link";
      case DIRECTORY -> "directory";
      case FILE, FIFO, SOCKET, BLOCK, CHARACTER -> links > 1 ? "hard" : "file";
    };
  }

  /// Identity and change times of a file, to notice that it is no longer what was read; empty where
  /// the host has no stat. Whole seconds, as every stat prints them.
  public String token() {
    return inode == 0 ? "" : inode + " " + size + " " + whole(mtime) + " " + whole(ctime);
  }

  private static String whole(String seconds) {
    int dot = seconds.indexOf('.');
    return dot < 0 ? seconds : seconds.substring(0, dot);
  }
}
