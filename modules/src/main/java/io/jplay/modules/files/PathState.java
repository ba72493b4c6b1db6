package io.jplay.modules.files;

import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Read;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A path of a host as one read saw it: `self` without following a link, `target` what a link leads
/// to, `link` the text of a link, `realPath` the path after all links (the path itself when it is
/// none), `umask` that of the session, `newGroup` the group that a file made there gets (looked up
/// where nothing is), `parent` what it would be in, `problem` why it could not be looked at (empty
/// when it could, or simply is not there).
public record PathState(
    String path,
    Optional<FileStat> self,
    Optional<FileStat> target,
    String link,
    String realPath,
    int umask,
    long newGroup,
    Parent parent,
    String problem) {

  /// What stands before the last slash of a path at which nothing is.
  public enum Parent {
    DIRECTORY,
    ABSENT,
    /// A file, here or further up.
    FILE
  }

  /// Reads a path of the host.
  public static Read<PathState> read(String path, HostFacts facts) {
    var program =
        new ScriptBuilder()
            .use("sh/stat.sh", PathState.class)
            .line(
                "jp_path {} {} {}",
                path,
                facts.isSelinuxEnabled() ? "selinux" : "plain",
                "" + facts.gid())
            .program();
    return new Read<>("path:" + path, program, output -> parse(path, output));
  }

  static PathState parse(String path, ProgramOutput output) {
    Map<String, String> parts = new HashMap<>();
    for (String part : new String(output.stdoutBytes(), StandardCharsets.UTF_8).split("\0")) {
      int space = part.indexOf(' ');
      if (space > 0) {
        parts.put(part.substring(0, space), part.substring(space + 1));
      }
    }
    return new PathState(
        path,
        stat(parts, "self"),
        stat(parts, "target"),
        parts.getOrDefault("link", ""),
        parts.getOrDefault("real", path),
        Integer.parseInt(parts.getOrDefault("umask", "022").strip(), 8) & 0777,
        Long.parseLong(parts.getOrDefault("group", "0").strip()),
        parent(parts),
        parts.getOrDefault("problem", "").strip());
  }

  private static Parent parent(Map<String, String> parts) {
    return switch (parts.getOrDefault("orphan", "")) {
      case "" -> Parent.DIRECTORY;
      case "file" -> Parent.FILE;
      default -> Parent.ABSENT;
    };
  }

  private static Optional<FileStat> stat(Map<String, String> parts, String key) {
    String line = parts.get(key);
    if (line != null) {
      return Optional.of(FileStat.parse(line));
    }
    String listing = parts.get(key + "-ls");
    return listing == null ? Optional.empty() : Optional.of(FileStat.parseListing(listing));
  }

  /// Whether something has this name, a link that leads nowhere included.
  public boolean exists() {
    return self.isPresent();
  }

  public boolean isLink() {
    return self.filter(FileStat::isLink).isPresent();
  }

  /// What is found after following links; empty for nothing and for a link that leads nowhere.
  public Optional<FileStat> followed() {
    return isLink() ? target : self;
  }

  public boolean isDirectory() {
    return followed().filter(FileStat::isDirectory).isPresent();
  }

  /// Where a file is made that is written to the path: a link that leads nowhere yet counts, too.
  public String end() {
    if (!isLink() || target.isPresent() || link.isEmpty()) {
      return realPath;
    }
    return link.startsWith("/") ? link : path.substring(0, path.lastIndexOf('/') + 1) + link;
  }

  /// Ansible's state of the path itself: `absent`, `link`, `directory`, `hard`, `file`.
  public String state() {
    return self.map(FileStat::state).orElse("absent");
  }

  /// Whether the directory that it is in exists.
  public boolean hasParent() {
    return parent == Parent.DIRECTORY;
  }

  /// Whether a path leads through a file, which the system calls no directory.
  public boolean isBelowFile() {
    return parent == Parent.FILE;
  }

  /// As it will be when the directory that it is in was made.
  public PathState withParent() {
    return new PathState(
        path, self, target, link, realPath, umask, newGroup, Parent.DIRECTORY, problem);
  }

  /// The mode of a new file under the session's umask.
  public int newFileMode() {
    return 0666 & ~umask;
  }

  public int newDirectoryMode() {
    return 0777 & ~umask;
  }

  /// What a file or directory is that the session makes here, before attributes are set.
  public FileStat fresh(boolean directory, HostFacts facts) {
    return directory
        ? FileStat.fresh(FileKind.DIRECTORY, newDirectoryMode(), newGroup, facts)
        : FileStat.fresh(FileKind.FILE, newFileMode(), newGroup, facts);
  }

  /// Adds what every result says that names a path which exists ([FileStat#describe]); of a link
  /// what it is itself, when it leads somewhere.
  public Result describe(Result result) {
    return self.isEmpty() || followed().isEmpty() ? result : self.get().describe(result);
  }
}
