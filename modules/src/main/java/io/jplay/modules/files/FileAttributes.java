package io.jplay.modules.files;

import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The attributes that a task wants of a file: the options that all file modules share. `owner` and
/// `group` are names or numbers; `attributes` flags of chattr with an optional operator; `context`
/// the wanted SELinux parts.
public record FileAttributes(
    Optional<String> owner,
    Optional<String> group,
    Optional<FileMode> mode,
    Optional<String> attributes,
    SelinuxContext context) {

  public static final FileAttributes NONE =
      new FileAttributes(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          SelinuxContext.NONE);

  /// From the options of a task. An empty mode counts as not given; an empty name is that of no
  /// account, so that a template that comes to nothing does not leave a file to another owner.
  public static FileAttributes of(
      Optional<Value> mode,
      Optional<String> owner,
      Optional<String> group,
      Optional<String> attributes,
      SelinuxContext context) {
    return new FileAttributes(
        owner,
        group,
        mode.filter(m -> !Texts.plain(m).isEmpty()).map(FileMode::parse),
        attributes.filter(a -> !a.isEmpty()),
        context);
  }

  public FileAttributes withMode(Optional<FileMode> other) {
    return new FileAttributes(owner, group, other, attributes, context);
  }

  /// With the mode of a source where that is to be kept.
  public FileAttributes withPreserved(Optional<FileMode> source) {
    return source.isPresent() ? withMode(source) : this;
  }

  /// Without flags of chattr, which a new file does not inherit.
  FileAttributes withoutFlags() {
    return new FileAttributes(owner, group, mode, Optional.empty(), context);
  }

  /// What must be known beside the file itself.
  public List<Read<?>> reads(String path) {
    var reads = new ArrayList<Read<?>>();
    owner.filter(FileAttributes::isLookedUp).ifPresent(o -> reads.add(Accounts.uid(o)));
    group.filter(FileAttributes::isLookedUp).ifPresent(g -> reads.add(Accounts.gid(g)));
    if (attributes.isPresent()) {
      reads.add(ExtendedAttributes.read(path));
    }
    return reads;
  }

  /// What a check counts on for something that is not there yet, or gets other content: accounts
  /// that the host does not know may be those that an earlier task would have made.
  public FileAttributes predicted(Mode mode, Observed seen) {
    return mode.check()
        ? new FileAttributes(
            owner.filter(o -> find(o, Accounts.uid(o), seen).isPresent()),
            group.filter(g -> find(g, Accounts.gid(g), seen).isPresent()),
            this.mode,
            attributes,
            context)
        : this;
  }

  /// What a check says of accounts that the host does not know.
  public List<String> unknownAccounts(Observed seen) {
    var texts = new ArrayList<String>();
    String text = "failed to look up %s %s. Create %s up to this point in real play";
    owner
        .filter(o -> find(o, Accounts.uid(o), seen).isEmpty())
        .ifPresent(o -> texts.add(text.formatted("user", o, "user")));
    group
        .filter(g -> find(g, Accounts.gid(g), seen).isEmpty())
        .ifPresent(g -> texts.add(text.formatted("group", g, "group")));
    return texts;
  }

  /// The reads for a path that were not made yet, if any: for a path that only a read has shown.
  public Optional<Reads> unread(String path, Observed seen) {
    List<Read<?>> missing = reads(path).stream().filter(r -> !seen.has(r)).toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(new Reads(missing));
  }

  private static boolean isLookedUp(String name) {
    return !name.isEmpty() && !name.equals("root") && !Accounts.isNumeric(name);
  }

  /// What is to be changed on something that is there. Fails for accounts that do not exist.
  public AttributeChange changeOf(String path, FileStat current, int umask, Observed seen) {
    try {
      return difference(path, current, umask, seen);
    } catch (ModuleFailure failure) {
      throw new ModuleFailure(current.describe(failure.result().with("path", path)));
    }
  }

  private AttributeChange difference(String path, FileStat current, int umask, Observed seen) {
    long uid = owner.map(o -> uid(o, seen)).orElse(current.uid());
    long gid = group.map(g -> gid(g, seen)).orElse(current.gid());
    int wanted =
        mode.map(m -> m.apply(current.mode(), current.isDirectory(), umask)).orElse(current.mode());
    boolean owned = uid != current.uid() || gid != current.gid();
    // chown clears setuid and setgid, so such a mode is set again behind it; links have no mode
    boolean moded =
        !current.isLink()
            && (wanted != current.mode() || owned && (wanted & 06000) != 0 && current.isFile());
    Optional<String> flags =
        attributes.filter(
            a -> ExtendedAttributes.differs(a, seen.get(ExtendedAttributes.read(path))));
    var before = Dict.builder();
    var after = Dict.builder();
    if (uid != current.uid()) {
      before.put("owner", current.uid());
      after.put("owner", uid);
    }
    if (gid != current.gid()) {
      before.put("group", current.gid());
      after.put("group", gid);
    }
    if (!current.isLink() && wanted != current.mode()) {
      before.put("mode", FileMode.shown(current.mode()));
      after.put("mode", FileMode.shown(wanted));
    }
    if (flags.isPresent()) {
      before.put("attributes", seen.get(ExtendedAttributes.read(path)));
      after.put(
          "attributes",
          ExtendedAttributes.operator(flags.get()) + ExtendedAttributes.flags(flags.get()));
    }
    Optional<SelinuxContext> relabel =
        Optional.of(context).filter(c -> isRelabelled(c, current, seen.facts()));
    relabel.ifPresent(c -> {
      before.put("secontext", Str.of(current.context()));
      after.put("secontext", Str.of(c.over(current.context())));
    });
    return new AttributeChange(
        uid == current.uid() ? Optional.empty() : owner,
        gid == current.gid() ? Optional.empty() : group,
        moded ? OptionalInt.of(wanted) : OptionalInt.empty(),
        flags,
        relabel,
        before.build(),
        after.build());
  }

  /// What is to be set on something that does not exist yet and will first have `newMode`. Without
  /// a wanted mode a directory is left as mkdir makes it, which may inherit setgid.
  public AttributeChange ofNew(int newMode, boolean directory, int umask, Observed seen) {
    owner.ifPresent(o -> uid(o, seen));
    group.ifPresent(g -> gid(g, seen));
    int wanted = mode.map(m -> m.apply(newMode, directory, umask)).orElse(newMode);
    return new AttributeChange(
        owner,
        group,
        mode.isEmpty() && directory ? OptionalInt.empty() : OptionalInt.of(wanted),
        attributes,
        Optional.of(context).filter(c -> seen.facts().isSelinuxEnabled() && !c.isEmpty()),
        Dict.EMPTY,
        Dict.EMPTY);
  }

  /// The same for a path at which nothing is, with how a diff shows it.
  public AttributeChange ofNew(PathState state, boolean directory, Observed seen) {
    FileStat fresh = state.fresh(directory, seen.facts());
    AttributeChange set = ofNew(fresh.mode(), directory, state.umask(), seen);
    AttributeChange shown =
        new FileAttributes(owner, group, mode, Optional.empty(), SelinuxContext.NONE)
            .difference(state.path(), fresh, state.umask(), seen);
    return new AttributeChange(
        set.owner(),
        set.group(),
        set.mode(),
        set.flags(),
        set.context(),
        shown.before(),
        shown.after());
  }

  private static boolean isRelabelled(SelinuxContext c, FileStat current, HostFacts facts) {
    return facts.isSelinuxEnabled()
        && !c.isEmpty()
        && !c.over(current.context()).equals(current.context());
  }

  private static long uid(String owner, Observed seen) {
    return find(owner, Accounts.uid(owner), seen)
        .orElseThrow(() -> new ModuleFailure("chown failed: failed to look up user " + owner));
  }

  private static long gid(String group, Observed seen) {
    return find(group, Accounts.gid(group), seen)
        .orElseThrow(() -> new ModuleFailure("chgrp failed: failed to look up group " + group));
  }

  private static OptionalLong find(String name, Read<OptionalLong> read, Observed seen) {
    if (Accounts.isNumeric(name)) {
      return OptionalLong.of(Long.parseLong(name));
    }
    if (name.isEmpty()) {
      return OptionalLong.empty();
    }
    return isLookedUp(name) ? seen.get(read) : OptionalLong.of(0);
  }
}
