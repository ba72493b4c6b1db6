package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ShellSplit;
import io.jplay.modules.programs.Call;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes a file system on a device or in a file, lets it grow, or takes its signatures away.
/// Imitates community.general.filesystem on Linux.
@ModuleInfo(summary = "Makes a filesystem", requiredIf = "state=present: fstype")
public final class Filesystem implements StateModule<Filesystem.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  /// What can be made: how blkid names it, the program that makes it, and what this needs to do so
  /// where something is already, or without a question.
  public enum Fstype {
    BTRFS("btrfs", List.of("mkfs.btrfs"), "-f"),
    EXT2("ext2", List.of("mkfs.ext2"), "-F"),
    EXT3("ext3", List.of("mkfs.ext3"), "-F"),
    EXT4("ext4", List.of("mkfs.ext4"), "-F"),
    EXT4DEV("ext4", List.of("mkfs.ext4"), "-F"),
    F2FS("f2fs", List.of("mkfs.f2fs"), "-f"),
    LVM("LVM2_member", List.of("pvcreate"), "-f"),
    OCFS2("ocfs2", List.of("mkfs.ocfs2"), "-Fx"),
    REISERFS("reiserfs", List.of("mkfs.reiserfs"), "-q"),
    XFS("xfs", List.of("mkfs.xfs"), "-f"),
    VFAT("vfat", List.of("mkfs.vfat"), ""),
    SWAP("swap", List.of("mkswap"), "-f");

    private final String type;
    private final List<String> maker;
    private final String force;

    Fstype(String type, List<String> maker, String force) {
      this.type = type;
      this.maker = maker;
      this.force = force;
    }

    /// Programs that ask before they make one need the word for it always.
    private boolean asks() {
      return switch (this) {
        case EXT2, EXT3, EXT4, EXT4DEV, OCFS2, REISERFS, LVM -> true;
        case BTRFS, F2FS, XFS, VFAT, SWAP -> false;
      };
    }

    private Call make(String dev, List<String> opts, boolean forced) {
      Call call = Call.of(maker);
      boolean words = !force.isEmpty() && (forced || asks());
      return (words ? call.with(force) : call).with(opts).with(dev);
    }

    /// What lets it grow: where it is mounted, or on its device. None where its size cannot be
    /// told.
    private Optional<Call> grow(Seen now, String dev) {
      return switch (this) {
        case EXT2, EXT3, EXT4, EXT4DEV -> Optional.of(Call.of("resize2fs", dev));
        case XFS -> Optional.of(Call.of("xfs_growfs", now.mounted()));
        case LVM -> Optional.of(Call.of("pvresize", dev));
        case BTRFS, F2FS, VFAT, OCFS2, REISERFS, SWAP -> Optional.empty();
      };
    }
  }

  public record Args(
      @Option(required = true, aliases = "device") String dev,
      @Option(aliases = "type") Optional<Fstype> fstype,
      @Option("present") State state,
      @Option("false") boolean force,
      @Option("false") boolean resizefs,
      @Option Optional<String> opts) {}

  /// What is at the path (`block`, `file`, `other`, `absent`), its size, which file system blkid
  /// finds there, that one's size where it could be told, and where it is mounted.
  private record Seen(String kind, long bytes, String type, long used, String mounted) {
    static Seen parse(String text) {
      List<String> l = text.lines().toList();
      return new Seen(
          value(l, "kind "),
          number(value(l, "size ")),
          value(l, "type "),
          number(value(l, "used ")),
          value(l, "mounted "));
    }

    private static String value(List<String> lines, String key) {
      return lines.stream()
          .filter(l -> l.startsWith(key))
          .map(l -> l.substring(key.length()).strip())
          .findFirst()
          .orElse("");
    }

    private static long number(String text) {
      return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
  }

  private static Read<Seen> state(Args a, HostFacts facts) {
    var script =
        Call.script()
            .line("jp_dev={} jp_kind=absent", Paths.expand(a.dev(), facts))
            .line("if [ -b \"$jp_dev\" ]; then jp_kind=block")
            .line("elif [ -f \"$jp_dev\" ]; then jp_kind=file")
            .line("elif [ -e \"$jp_dev\" ]; then jp_kind=other; fi; echo \"kind $jp_kind\"")
            .line("if [ $jp_kind = block ] || [ $jp_kind = file ]; then");
    Call.needs(script, "blkid")
        .line("jp_type=$(blkid -c /dev/null -o value -s TYPE \"$jp_dev\"); echo \"type $jp_type\"")
        .line("if [ $jp_kind = block ]; then jp_size=$(blockdev --getsize64 \"$jp_dev\")")
        .line("else jp_size=$(wc -c <\"$jp_dev\"); fi; echo \"size $jp_size\"")
        .line("jp_at=$(findmnt -n -o TARGET -S \"$jp_dev\" 2>/dev/null | head -n 1)")
        .line("echo \"mounted $jp_at\"");
    if (a.resizefs()) {
      script
          .line("case $jp_type in")
          .line("ext*) dumpe2fs -h \"$jp_dev\" 2>/dev/null |")
          .line("awk '/^Block count:/{c=$3} /^Block size:/{print \"used\", c*$3}' ;;")
          .line("xfs) [ -z \"$jp_at\" ] || xfs_info \"$jp_at\" 2>/dev/null |")
          .line("sed -n 's/^data .*bsize=\\([0-9]*\\) *blocks=\\([0-9]*\\).*/\\1 \\2/p' |")
          .line("awk '{print \"used\", $1*$2}' ;;")
          .line("LVM2_member) echo \"used $(pvs --noheadings -o pv_size --units b --nosuffix \\")
          .line("\"$jp_dev\" 2>/dev/null | tr -d ' ')\" ;;")
          .line("esac");
    }
    script.line("fi; :");
    return new Read<>(
        "filesystem:" + a.dev() + ":" + a.resizefs(),
        script.program(),
        out -> Seen.parse(Call.found(out).stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(state(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Seen now = seen.get(state(a, seen.facts()));
    String dev = Paths.expand(a.dev(), seen.facts());
    if (now.kind().equals("absent")) {
      String lost = "Device %s not found.".formatted(dev);
      return a.state() == State.ABSENT
          ? Decision.unchanged(Result.ok().with("msg", lost))
          : Decision.failed(lost);
    }
    if (now.kind().equals("other")) {
      return Decision.failed("%s is neither a block device nor a file".formatted(dev));
    }
    if (a.state() == State.ABSENT) {
      return now.type().isEmpty()
          ? Decision.unchanged(Result.ok())
          : Call.change(List.of(Call.of("wipefs", "--all", dev)), Result.changed());
    }
    Fstype wanted = a.fstype().orElseThrow();
    if (wanted == Fstype.LVM && now.kind().equals("file")) {
      return Decision.failed(
          "physical volumes can be made on block devices only, not in %s".formatted(dev));
    }
    boolean same = !now.type().isEmpty() && now.type().equals(wanted.type);
    if (same && a.resizefs()) {
      return grow(a, wanted, now, dev);
    }
    if (same && !a.force()) {
      return Decision.unchanged(Result.ok());
    }
    if (!now.type().isEmpty() && !a.force()) {
      return Decision.failed(
          "'%s' is already used as %s, use force=true to overwrite".formatted(dev, now.type()));
    }
    List<String> opts = a.opts().map(ShellSplit::split).orElse(List.of());
    return Call.change(List.of(wanted.make(dev, opts, a.force())), Result.changed());
  }

  private static Decision grow(Args a, Fstype wanted, Seen now, String dev) {
    String name = a.fstype().orElseThrow().name().toLowerCase(Locale.ROOT);
    Optional<Call> call = wanted.grow(now, dev);
    if (call.isEmpty()) {
      return Decision.failed("module does not support resizing %s filesystem yet.".formatted(name));
    }
    if (wanted == Fstype.XFS && now.mounted().isEmpty()) {
      return Decision.failed("%s needs to be mounted for xfs operations".formatted(dev));
    }
    if (now.used() < 0 || now.bytes() < 0) {
      return Decision.failed("unable to process the sizes of %s".formatted(dev));
    }
    if (now.bytes() - now.used() < slack(wanted)) {
      return Decision.unchanged(
          Result.ok()
              .with(
                  "msg", "%s filesystem is using the whole device %s".formatted(shown(name), dev)));
    }
    String told = "resizing filesystem %s on device %s".formatted(shown(name), dev);
    return Call.change(
        List.of(call.get()),
        Result.changed().with("msg", told),
        out -> Result.changed().with("msg", out.stdout()));
  }

  /// What stays free on a device that is used in full: less than a block, or an extent of LVM with
  /// what LVM keeps for itself.
  private static long slack(Fstype type) {
    return type == Fstype.LVM ? 8L << 20 : 64L << 10;
  }

  private static String shown(String name) {
    return name.startsWith("ext") ? "E" + name.substring(1) : name.toUpperCase(Locale.ROOT);
  }
}
