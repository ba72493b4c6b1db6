package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.nio.file.Path;
import java.util.List;

/// Reads the words of ssh_args, ssh_common_args and ssh_extra_args as ssh reads its command line.
final class SshArguments {
  /// Letters that take a value, of those that ssh knows.
  private static final String WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw";

  /// Letters that change only speed, verbosity, terminals or other comfort.
  private static final String COMFORT = "CfgKkMNnqsTtVvXxYyeES";

  private final SshConfig config;
  private final SshSettings settings;
  private SshConfigFiles configFiles;

  SshArguments(SshConfig config, SshSettings settings) {
    this.config = config;
    this.settings = settings;
    this.configFiles = settings.configFiles();
  }

  /// The config files to be read after: `-F` replaces the usual ones.
  SshConfigFiles configFiles() {
    return configFiles;
  }

  /// A word that is no option would be the host for ssh, and the real host the start of the
  /// command: refused, as the connection would fail or, worse, lead to another host.
  void read(List<String> words) throws TransportException {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.length() < 2) {
        throw new TransportException(
            Kind.UNREACHABLE,
            "Failed to connect to the host via ssh: the ssh arguments contain '"
                + word
                + "', which is no option: ssh would take it for the host");
      }
      // letters without a value may stand together: -vvA
      for (int at = 1; at < word.length(); at++) {
        char letter = word.charAt(at);
        if (WITH_VALUE.indexOf(letter) < 0) {
          flag(letter);
          continue;
        }
        boolean glued = at + 1 < word.length();
        if (!glued && i + 1 >= words.size()) {
          settings.warnings().accept("ssh arguments: -" + letter + " needs a value");
          return;
        }
        value(letter, glued ? word.substring(at + 1) : words.get(++i));
        break;
      }
    }
  }

  private void flag(char letter) {
    switch (letter) {
      case 'A' -> option("ForwardAgent", "yes");
      case 'a' -> option("ForwardAgent", "no");
      case '4' -> option("AddressFamily", "inet");
      case '6' -> option("AddressFamily", "inet6");
      default -> {
        if (COMFORT.indexOf(letter) < 0) {
          settings.warnings().accept("ssh arguments: -" + letter + " is not supported, ignored");
        }
      }
    }
  }

  private void value(char letter, String value) {
    switch (letter) {
      case 'o' -> {
        List<String> words = SshWords.split(value);
        if (!words.isEmpty()) {
          config.option(words.getFirst(), words.subList(1, words.size()), "ssh arguments");
        }
      }
      case 'J' -> option("ProxyJump", value);
      case 'b' -> option("BindAddress", value);
      case 'i' -> option("IdentityFile", value);
      case 'p' -> option("Port", value);
      case 'l' -> option("User", value);
      case 'c' -> option("Ciphers", value);
      case 'm' -> option("MACs", value);
      case 'F' ->
          configFiles =
              configFiles.instead(value.equals("none") ? List.of() : List.of(Path.of(value)));
      default -> {
        if (COMFORT.indexOf(letter) < 0) {
          settings
              .warnings()
              .accept("ssh arguments: -" + letter + " " + value + " is not supported, ignored");
        }
      }
    }
  }

  private void option(String key, String value) {
    config.option(key, List.of(value), "ssh arguments");
  }
}
