package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.playbook.FileReader;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The controller's files for every stage of a run: vault files are opened with the keyring.
final class ControllerDisk implements ControllerFiles, FileReader {
  private final VaultKeyring keyring;

  ControllerDisk(VaultKeyring keyring) {
    this.keyring = keyring;
  }

  @Override
  public byte[] read(Path file, boolean decrypt) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return decrypt && VaultKeyring.isVault(content)
        ? keyring.decrypt(content, "on " + file.toAbsolutePath())
        : content;
  }

  @Override
  public Content read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return VaultKeyring.isVault(content)
        ? new Content(keyring.decrypt(content, "on " + file.toAbsolutePath()), true)
        : new Content(content, false);
  }

  @Override
  public Dict variables(Path file) {
    try {
      Content content = read(file);
      var text =
          SourceText.of(file.toString(), new String(content.bytes(), StandardCharsets.UTF_8));
      var options = content.isSecret() ? YamlReader.Options.SECRET : YamlReader.Options.TRUSTED;
      Value value = YamlReader.read(text, options).orThrow(ExitCode.UNREACHABLE_OR_PARSE_ERROR);
      return switch (value) {
        case Dict d -> d;
        case Null _ -> Dict.EMPTY;
        default -> throw problem(file, "must contain a dictionary of variables");
      };
    } catch (IOException e) {
      throw problem(file, "cannot be read: " + e.getMessage());
    }
  }

  private static JplayException problem(Path file, String what) {
    return new JplayException(
        Diagnostic.error("JP1830", "variables cannot be read from a file", SourceRange.NONE)
            .withDetail(file + " " + what));
  }
}
