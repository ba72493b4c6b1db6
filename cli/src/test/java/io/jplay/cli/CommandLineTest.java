package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words of command lines are read as ansible's programs read them.
class CommandLineTest {
  private static final Path KNOWN =
      Path.of(
          System.getProperty("jplay.root", ".."),
          "cli/src/test/resources/io/jplay/cli/options-2.18.tsv");

  @TempDir private Path dir;

  /// Every option of ansible-core 2.18's programs, with the number of its values: an option that
  /// takes one complains of none, one that takes none of one.
  @Test
  void takesEveryOptionOfAnsible() throws IOException {
    var wrong = new ArrayList<String>();
    for (String line : Files.readAllLines(KNOWN)) {
      String[] row = line.split("\t");
      for (String name : row[1].split(",")) {
        if (name.equals("-h") || name.equals("--help") || name.equals("--version")) {
          continue;
        }
        boolean takesValue = row[2].equals("1");
        if (!takesValue && !name.startsWith("--")) {
          continue;
        }
        List<String> words = new ArrayList<>(List.of(row[0].split(" ")));
        words.add(takesValue ? name : name + "=x");
        Played played =
            Played.of(
                words.getFirst(),
                dir,
                Map.of(),
                words.subList(1, words.size()).toArray(String[]::new));
        String expected =
            takesValue ? ": expected one argument" : ": ignored explicit argument 'x'";
        if (played.code() != 2
            || !played.err().contains(expected)
            || !played.err().contains(name)) {
          wrong.add(line + ": " + name + ": " + played.err());
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ansible-playbook p.yml --lim localhost        | 0 | ''",
        "ansible-playbook p.yml --lim=localhost        | 0 | ''",
        "ansible-playbook p.yml --list                 | 2 | ambiguous option: --list could match"
            + " --list-hosts, --list-tags, --list-tasks",
        "ansible-playbook p.yml --vault-pass x         | 2 | ambiguous option: --vault-pass could"
            + " match",
        "ansible-playbook p.yml -l --check             | 2 | argument -l/--limit: expected one"
            + " argument",
        "ansible-playbook p.yml -f                     | 2 | argument -f/--forks: expected one"
            + " argument",
        "ansible-playbook p.yml -f x                   | 2 | argument -f/--forks: invalid int"
            + " value: 'x'",
        "ansible-playbook p.yml -f -1                  | 2 | The number of processes (--forks) must"
            + " be >= 1",
        "ansible-playbook p.yml --check=yes            | 2 | argument -C/--check: ignored explicit"
            + " argument 'yes'",
        "ansible-playbook p.yml -K --become-pass-file x| 2 | argument"
            + " --become-password-file/--become-pass-file: not allowed with argument"
            + " -K/--ask-become-pass",
        "ansible-playbook p.yml -J --vault-pass-file x | 2 | not allowed with argument -J",
        "ansible-playbook p.yml --vault-pass-file x --vault-password-file x | 1 | password file",
        "ansible-playbook p.yml -k --conn-pass-file x  | 2 | not allowed with argument -k",
        "ansible-playbook p.yml --lmit x               | 2 | did you mean '--limit'?",
        "ansible-playbook p.yml -CDvv -llocalhost      | 0 | ''",
        "ansible-playbook p.yml -- -v                  | 1 | the playbook: -v could not be found",
        "ansible localhost all -m ping                 | 2 | unrecognized arguments: all",
        "ansible-inventory --graph all web             | 2 | unrecognized arguments: web",
        "ansible-config dump -f xml                    | 2 | argument -f/--format: invalid choice:"
            + " 'xml' (choose from 'json', 'yaml', 'display')",
        "ansible-config dump --only                    | 0 | ''",
        "ansible-doc -t nope x                         | 2 | argument -t/--type: invalid choice:"
            + " 'nope'",
        "ansible-doc -l -F                             | 2 | argument -F/--list_files: not allowed"
            + " with argument -l/--list",
        "ansible-vault ecnrypt x                       | 2 | did you mean 'encrypt'?",
        "ansible-vault view -J --vault-password-file x y | 2 | not allowed with argument -J",
        "ansible-vault encrypt --encrypt-vault x y     | 1 | New Vault password",
      })
  void refusesAsArgparseDoes(String words, int code, String text) throws IOException {
    Files.writeString(dir.resolve("p.yml"), "- hosts: localhost\n  gather_facts: false\n");
    List<String> all = List.of(words.strip().split(" +"));
    Played played =
        Played.of(all.getFirst(), dir, Map.of(), all.subList(1, all.size()).toArray(String[]::new));
    assertTrue(played.err().contains(text), played.err());
    assertEquals(code, played.code(), played.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jplay site.yml --list-t          | --list-tags --list-tasks",
        "ansible all -m pin               | ping",
        "jvault enc                       | encrypt encrypt_string",
        "ansible-vault encrypt --outp     | --output",
        "jdoc -t look                     | lookup",
        "jplay --preflight --format sa    | sarif",
        "jconfig du                       | dump",
      })
  void completesInBash(String words, String expected) throws Exception {
    Path script = dir.resolve("completion");
    Files.writeString(script, Played.of(dir, Map.of(), "completion").out());
    String[] all = words.strip().split(" +");
    String ask =
        ". ./completion; COMP_WORDS=("
            + String.join(" ", all)
            + "); COMP_CWORD="
            + (all.length - 1)
            + "; _jplay_complete; echo \"${COMPREPLY[*]}\"";
    Process bash =
        new ProcessBuilder("bash", "-euc", ask)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
    List<String> found = Arrays.asList(out.strip().split(" "));
    assertEquals(List.of(expected.split(" ")), found.stream().distinct().sorted().toList());
  }
}
