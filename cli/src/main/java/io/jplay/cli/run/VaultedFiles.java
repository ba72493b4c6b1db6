package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.playbook.FileReader;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The controller's files, decrypted by the run's keyring.
final class VaultedFiles implements ControllerFiles {
  private final VaultKeyring keyring;
  private final UserYaml yaml;

  VaultedFiles(VaultKeyring keyring, UserYaml yaml) {
    this.keyring = keyring;
    this.yaml = yaml;
  }

  @Override
  public byte[] read(Path file, boolean decrypt) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return decrypt && VaultKeyring.isVault(content)
        ? keyring.decrypt(content, "on " + file)
        : content;
  }

  /// As the playbook loader wants it.
  FileReader.Content content(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    boolean secret = VaultKeyring.isVault(content);
    return new FileReader.Content(
        secret ? keyring.decrypt(content, "on " + file) : content, secret);
  }

  @Override
  public Dict variables(Path file) {
    return switch (read(file)) {
      case Dict d -> d;
      case Null n -> Dict.EMPTY;
      case Value v -> throw noMapping(file, v);
    };
  }

  @Override
  public Dict listedVariables(Path file) {
    if (!(read(file) instanceof Seq list)) {
      return variables(file);
    }
    Dict all = Dict.EMPTY;
    for (Value part : list.items()) {
      if (!(part instanceof Dict d)) {
        throw noMapping(file, part);
      }
      all = all.plus(d);
    }
    return all;
  }

  private static JplayException noMapping(Path file, Value found) {
    return new JplayException(
        ExitCode.UNREACHABLE_OR_PARSE_ERROR,
        Diagnostic.error("JP1603", "file of variables is no mapping", found.tag().origin())
            .withDetail(file + " must contain a dictionary/hash of variables"));
  }

  private Value read(Path file) {
    FileReader.Content content;
    try {
      content = content(file);
    } catch (IOException e) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1602", "file of variables cannot be read", SourceRange.NONE)
              .withDetail("cannot read " + file + ": " + IoReason.of(e)));
    }
    var source =
        SourceText.of(file.toString(), new String(content.bytes(), StandardCharsets.UTF_8));
    return yaml.read(source, content.isSecret());
  }
}
