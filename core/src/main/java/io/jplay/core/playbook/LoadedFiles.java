package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.NearFile;
import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.DuplicateKeys;
import io.jplay.core.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads and keeps the YAML files of a playbook: each file is read once, each of its problems
/// reported once, however often it is included. Safe for any thread.
final class LoadedFiles {
  private final FileReader reader;
  private final DuplicateKeys duplicates;
  private final Map<Path, Parsed<Value>> files = new ConcurrentHashMap<>();
  private final Set<Path> reported = ConcurrentHashMap.newKeySet();

  LoadedFiles(FileReader reader, DuplicateKeys duplicates) {
    this.reader = reader;
    this.duplicates = duplicates;
  }

  /// The document of a file; `from` is where it is named.
  Value read(Path path, SourceRange from, List<Diagnostic> problems) {
    Parsed<Value> parsed = files.get(path);
    if (parsed == null || parsed.hasErrors()) {
      parsed = parse(path, from);
      if (!parsed.hasErrors()) {
        files.put(path, parsed);
      }
    }
    if (reported.add(path) || parsed.hasErrors()) {
      problems.addAll(parsed.diagnostics());
    }
    return parsed.value();
  }

  /// The document of a file, if it can be read, without reporting anything.
  Value peek(Path path) {
    return files.computeIfAbsent(path, p -> parse(p, SourceRange.NONE)).value();
  }

  private Parsed<Value> parse(Path path, SourceRange from) {
    try {
      FileReader.Content content = reader.read(path);
      var source = SourceText.of(shown(path), decode(content.bytes()));
      Parsed<Value> read =
          content.isSecret()
              ? YamlReader.read(source.asSecret(), YamlReader.Options.SECRET)
              : YamlReader.read(source, YamlReader.Options.TRUSTED);
      return duplicates.judge(read);
    } catch (CharacterCodingException e) {
      return failed(
          Diagnostic.error("JP1201", "file is not text", from)
              .withDetail(path + " is not encoded in UTF-8"));
    } catch (NoSuchFileException e) {
      return failed(notFound(path, from));
    } catch (IOException e) {
      return failed(
          Diagnostic.error("JP1201", "cannot read a file", from)
              .withDetail("Unable to retrieve file contents of '" + path + "': " + IoReason.of(e)));
    } catch (JplayException e) {
      return new Parsed<>(Null.NULL, e.diagnostics());
    }
  }

  private static Parsed<Value> failed(Diagnostic diagnostic) {
    return new Parsed<>(Null.NULL, List.of(diagnostic));
  }

  static Diagnostic notFound(Path path, SourceRange from) {
    String detail =
        "Unable to retrieve file contents. Could not find or access '"
            + path
            + "' on the Ansible Controller.";
    return Diagnostic.error("JP1211", "file to import or include not found", from)
        .withDetail(detail)
        .withHint(NearFile.hint(path));
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// Paths below the working directory are shown relative to it.
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) && here.getNameCount() > 0
        ? here.relativize(absolute).toString()
        : absolute.toString();
  }
}
