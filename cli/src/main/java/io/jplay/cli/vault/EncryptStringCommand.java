package io.jplay.cli.vault;

import io.jplay.cli.command.Options;
import io.jplay.core.value.Secret;
import io.jplay.core.vault.AtomicFile;
import io.jplay.core.vault.VaultSecret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jvault encrypt_string TEXT...`: values to paste into a YAML file.
final class EncryptStringCommand implements VaultAction {
  private static final String INDENT = " ".repeat(10);

  private final VaultSession session;

  EncryptStringCommand(VaultSession session) {
    this.session = session;
  }

  /// What was asked for; a prompt takes the first of the `names`.
  private record Wanted(
      boolean prompts,
      boolean showsInput,
      List<String> names,
      Optional<String> stdinName,
      List<String> texts) {
    static Wanted of(Options.Given given) {
      return new Wanted(
          given.has("--prompt"),
          given.has("--show-input"),
          new ArrayList<>(given.all("--name")),
          given.last("--stdin-name"),
          given.positionals());
    }
  }

  /// One value to encrypt, its name if any, and where it was given.
  private record Plain(Optional<String> name, byte[] text, String origin) {}

  @Override
  public String summary() {
    return "Encrypt a string";
  }

  @Override
  public void addTo(Options options) {
    PasswordOptions.toEncrypt(options)
        .value("FILE", "use - for stdout", "--output")
        .flag("prompt for the string to encrypt", "-p", "--prompt")
        .flag("do not hide input when prompted", "--show-input")
        .value("NAME", "specify the variable name", "-n", "--name")
        .value("NAME", "specify the variable name for stdin", "--stdin-name")
        .positional("TEXT", "texts to encrypt; standard input without one");
  }

  @Override
  public void run(Options.Given given) {
    VaultSecret secret = session.encryptionSecret(given);
    List<Plain> values = gather(Wanted.of(given));
    var out = new ArrayList<String>();
    for (int i = 0; i < values.size(); i++) {
      Plain value = values.get(i);
      if (values.size() > 1) {
        session.console().err().println(heading(value, i + 1));
      }
      out.add(yaml(value, session.encrypted(value.text(), secret)));
    }
    String output = given.last("--output").orElse(VaultSession.STREAM);
    session.write(
        output, String.join("\n", out).getBytes(StandardCharsets.UTF_8), AtomicFile.Access.PRIVATE);
    if (session.console().outIsTerminal()) {
      session.console().out().println();
    }
    session.announce("Encryption successful");
  }

  private List<Plain> gather(Wanted wanted) {
    var values = new ArrayList<Plain>();
    if (wanted.prompts()) {
      values.add(askForValue(wanted));
    }
    if (wanted.texts().contains(VaultSession.STREAM)
        || wanted.stdinName().isPresent()
        || (wanted.texts().isEmpty() && !wanted.prompts())) {
      values.add(readStdin(wanted.stdinName()));
    }
    List<String> names = wanted.names();
    List<String> given =
        wanted.texts().stream().filter(t -> !t.equals(VaultSession.STREAM)).toList();
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

  private Plain readStdin(Optional<String> name) {
    session.announceStdin();
    byte[] text = session.read(VaultSession.STREAM);
    if (text.length == 0) {
      throw VaultSession.badOption("stdin was empty, not encrypting");
    }
    return new Plain(name, text, "stdin");
  }

  private Plain askForValue(Wanted wanted) {
    Optional<String> name =
        wanted.names().isEmpty()
            ? answer("Variable name (enter for no name): ").filter(n -> !n.isEmpty())
            : Optional.of(wanted.names().removeFirst());
    // The terminal never echoes: --show-input is taken, and less is shown than was asked for.
    String first = answer("String to encrypt (hidden): ").orElse("");
    if (first.isEmpty()) {
      throw VaultSession.badOption(
          "The plaintext provided from the prompt was empty, not encrypting");
    }
    if (!wanted.showsInput()
        && !first.equals(answer("Confirm String to encrypt (hidden): ").orElse(""))) {
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
