package io.jplay.cli.vault;

import io.jplay.core.value.Secret;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jvault encrypt_string TEXT...`: values to paste into a YAML file.
@Command(name = "encrypt_string", mixinStandardHelpOptions = true, description = "Encrypt a string")
final class EncryptStringCommand implements Callable<Integer> {
  private static final String INDENT = " ".repeat(10);

  private final VaultSession session;

  @Mixin private PasswordOptions passwords = new PasswordOptions();

  @Option(names = "--encrypt-vault-id", description = "the vault id used to encrypt")
  private Optional<String> encryptId = Optional.empty();

  @Option(names = "--output", paramLabel = "FILE", description = "use - for stdout")
  private String output = VaultSession.STREAM;

  @Option(
      names = {"-p", "--prompt"},
      description = "prompt for the string to encrypt")
  private boolean prompt;

  @Option(names = "--show-input", description = "do not hide input when prompted")
  private boolean showInput;

  @Option(
      names = {"-n", "--name"},
      description = "specify the variable name")
  private List<String> names = new ArrayList<>();

  @Option(names = "--stdin-name", description = "specify the variable name for stdin")
  private Optional<String> stdinName = Optional.empty();

  @Parameters(paramLabel = "TEXT", arity = "0..*")
  private List<String> texts = List.of();

  EncryptStringCommand(VaultSession session) {
    this.session = session;
  }

  /// One value to encrypt, its name if any, and where it was given.
  private record Plain(Optional<String> name, byte[] text, String origin) {}

  @Override
  public Integer call() {
    VaultSecret secret = session.encryptionSecret(passwords, encryptId);
    List<Plain> values = gather();
    var out = new ArrayList<String>();
    for (int i = 0; i < values.size(); i++) {
      Plain value = values.get(i);
      if (values.size() > 1) {
        session.console().err().println(heading(value, i + 1));
      }
      out.add(yaml(value, session.encrypted(value.text(), secret)));
    }
    session.write(
        output, String.join("\n", out).getBytes(StandardCharsets.UTF_8), AtomicFile.Access.PRIVATE);
    if (session.console().outIsTerminal()) {
      session.console().out().println();
    }
    session.announce("Encryption successful");
    return 0;
  }

  private List<Plain> gather() {
    var values = new ArrayList<Plain>();
    if (prompt) {
      values.add(askForValue());
    }
    if (texts.contains(VaultSession.STREAM)
        || stdinName.isPresent()
        || (texts.isEmpty() && !prompt)) {
      values.add(readStdin());
    }
    List<String> given = texts.stream().filter(t -> !t.equals(VaultSession.STREAM)).toList();
    if (!names.isEmpty() && names.size() < given.size()) {
      session
          .console()
          .err()
          .println(
              "There are fewer names than texts: the last that has one is variable \"%s\"."
                  .formatted(names.getLast()));
    }
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).isEmpty()) {
        throw VaultSession.badOption(
            "The plaintext provided from the command line args was empty, not encrypting");
      }
      values.add(
          new Plain(
              i < names.size() ? Optional.of(names.get(i)) : Optional.empty(),
              given.get(i).getBytes(StandardCharsets.UTF_8),
              "the command line args"));
    }
    return values;
  }

  private Plain readStdin() {
    session.announceStdin();
    byte[] text = session.read(VaultSession.STREAM);
    if (text.length == 0) {
      throw VaultSession.badOption("stdin was empty, not encrypting");
    }
    return new Plain(stdinName, text, "stdin");
  }

  private Plain askForValue() {
    Optional<String> name =
        names.isEmpty()
            ? answer("Variable name (enter for no name): ").filter(n -> !n.isEmpty())
            : Optional.of(names.removeFirst());
    // The terminal never echoes: --show-input is taken, and less is shown than was asked for.
    String first = answer("String to encrypt (hidden): ").orElse("");
    if (first.isEmpty()) {
      throw VaultSession.badOption(
          "The plaintext provided from the prompt was empty, not encrypting");
    }
    if (!showInput && !first.equals(answer("Confirm String to encrypt (hidden): ").orElse(""))) {
      throw VaultSession.problem("Passwords do not match");
    }
    return new Plain(name, first.getBytes(StandardCharsets.UTF_8), "the interactive prompt");
  }

  private Optional<String> answer(String text) {
    return session.console().prompt().ask(text).map(Secret::reveal);
  }

  private static String heading(Plain value, int number) {
    String which = "the string #" + number + " from " + value.origin();
    return "# The encrypted version of "
        + value.name().map(n -> "variable (\"" + n + "\", " + which + ").").orElse(which + ".)");
  }

  private static String yaml(Plain value, byte[] vault) {
    String text = new String(vault, StandardCharsets.UTF_8).strip();
    return value.name().map(n -> n + ": ").orElse("")
        + "!vault |\n"
        + INDENT
        + text.replace("\n", "\n" + INDENT);
  }
}
