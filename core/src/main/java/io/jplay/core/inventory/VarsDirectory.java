package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// group_vars/ and host_vars/ beside an inventory source or a playbook. Values stay raw and know
/// their places; those of vault files are secret. Each file is read once; safe for any thread.
public final class VarsDirectory {
  private final VaultKeyring keyring;
  private final Map<Path, List<Dict>> known = new ConcurrentHashMap<>();

  private final UserYaml yaml;
  private final List<String> extensions;

  /// `extensions` are those of files, with their dots, "" for none; the first that is there counts.
  public VarsDirectory(VaultKeyring keyring, UserYaml yaml, List<String> extensions) {
    this.keyring = keyring;
    this.yaml = yaml;
    this.extensions = List.copyOf(extensions);
  }

  /// The directory whose group_vars/ and host_vars/ belong to an inventory source: itself or its
  /// own.
  public static Path baseOf(Path source) {
    Path parent = source.toAbsolutePath().getParent();
    return Files.isDirectory(source) || parent == null ? source : parent;
  }

  /// Variables of `group_vars/NAME` in a directory, one mapping for each file: they are joined with
  /// what is weaker one after the other (like ansible-core 2.18 plugins/vars/host_group_vars.py).
  public List<Dict> ofGroup(Path base, String group) {
    return of(base.resolve("group_vars"), group);
  }

  public List<Dict> ofHost(Path base, String host) {
    return of(base.resolve("host_vars"), host);
  }

  private List<Dict> of(Path dir, String name) {
    // Names of groups may hold anything: a slash must not lead out of the directory.
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      return List.of();
    }
    Path key = dir.resolve(name).toAbsolutePath().normalize();
    List<Dict> read = known.get(key);
    if (read == null) {
      read = files(dir, name).stream().map(this::read).toList();
      known.put(key, read);
    }
    return read;
  }

  /// The files for a name: like ansible-core parsing/dataloader.py, the first extension that exists
  /// hides the others.
  List<Path> files(Path dir, String name) {
    for (String extension : extensions) {
      Path candidate = dir.resolve(name + extension);
      if (Files.isDirectory(candidate)) {
        var found = new ArrayList<Path>();
        collect(candidate, found);
        return found;
      }
      if (Files.exists(candidate)) {
        return List.of(candidate);
      }
    }
    return List.of();
  }

  private void collect(Path dir, List<Path> found) {
    List<Path> entries;
    try (Stream<Path> all = Files.list(dir)) {
      entries = all.sorted().toList();
    } catch (IOException e) {
      throw problem(
          "variables directory is not readable", "cannot read " + dir + ": " + IoReason.of(e));
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      int dot = name.lastIndexOf('.');
      String extension = dot > 0 ? name.substring(dot) : "";
      if (!name.startsWith(".") && !name.endsWith("~")) {
        if (Files.isDirectory(entry)) {
          if (extension.isEmpty()) {
            collect(entry, found);
          }
        } else if (extensions.contains(extension)) {
          found.add(entry);
        }
      }
    }
  }

  private Dict read(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw problem(
          "variables file is not readable", "cannot read " + file + ": " + IoReason.of(e));
    }
    boolean isVault = VaultKeyring.isVault(content);
    if (isVault) {
      content = decrypted(content, file);
    }
    var text = SourceText.of(file.toString(), new String(content, StandardCharsets.UTF_8));
    Value value = yaml.read(text, isVault);
    return dict(value)
        .orElseThrow(() ->
            new JplayException(
                ExitCode.UNREACHABLE_OR_PARSE_ERROR,
                Diagnostic.error("JP1314", "variables file is no mapping", value.tag().origin())
                    .withDetail(file + " must hold a mapping of variable names to values")));
  }

  /// A file without its password counts as one that cannot be parsed, as with ansible.
  private byte[] decrypted(byte[] content, Path file) {
    try {
      return keyring.decrypt(content, "on " + file);
    } catch (JplayException e) {
      throw new JplayException(ExitCode.UNREACHABLE_OR_PARSE_ERROR, e.diagnostics());
    }
  }

  private static Optional<Dict> dict(Value value) {
    return switch (value) {
      case Dict d -> Optional.of(d);
      case Null _ -> Optional.of(Dict.EMPTY);
      default -> Optional.empty();
    };
  }

  private static JplayException problem(String summary, String detail) {
    return new JplayException(
        Diagnostic.error("JP1313", summary, SourceRange.NONE).withDetail(detail));
  }
}
