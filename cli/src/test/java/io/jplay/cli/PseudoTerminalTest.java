package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes on a terminal that util-linux's `script` makes: questions, keys, the status line.
@Timeout(200)
class PseudoTerminalTest {
  @TempDir private Path dir;
  private PseudoTerminal terminal;

  @BeforeEach
  void files() throws IOException {
    terminal = new PseudoTerminal(dir);
    Files.writeString(dir.resolve("inv"), "[all]\na\nb\n[all:vars]\nansible_connection=local\n");
  }

  @AfterEach
  void end() {
    terminal.close();
  }

  private void start(String words) throws IOException {
    start(words, Map.of("ANSIBLE_NOCOLOR", "1", "TERM", "xterm"));
  }

  private void start(String words, Map<String, String> environment) throws IOException {
    terminal.start("jplay", words, environment);
  }

  private String screen() throws IOException {
    return terminal.screen();
  }

  private void expect(String text) throws IOException {
    terminal.expect(text);
  }

  private void type(String text) throws IOException {
    terminal.type(text);
  }

  private int exitCode() throws InterruptedException {
    return terminal.exitCode();
  }

  @Test
  void passwordsAreAskedForInOrderAndNeverShown() throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: a
          gather_facts: false
          tasks:
            - assert: {that: ansible_password | length == 11}
        """);
    start("-i inv site.yml -k -K -J");
    expect("SSH password: ");
    type("{{ 1 + 2 }}\n");
    expect("BECOME password[defaults to SSH password]: ");
    type("\n");
    expect("Vault password: ");
    type("'va$ult\n");
    expect("All assertions passed");
    assertEquals(0, exitCode());
    assertFalse(screen().contains("1 + 2"), screen());
    assertFalse(screen().contains("va$ult"), screen());
  }

  @Test
  void thePromptNamesTheMethodOfBecomeWhereTheSettingSaysSo() throws Exception {
    Files.writeString(
        dir.resolve("ansible.cfg"), "[privilege_escalation]\nagnostic_become_prompt = false\n");
    start("a -i inv -m debug -K --become-method su");
    expect("SU password: ");
    type("\n");
    expect("Hello world!");
    assertEquals(0, exitCode());
  }

  private void pause(String options) throws IOException {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: a
          gather_facts: false
          tasks:
            - pause: {%s}
              register: answer
            - debug: {msg: "typed {{ answer.user_input }}"}
        """
            .formatted(options));
    start("-i inv site.yml");
  }

  @Test
  void ctrlCInAPauseAsksWhetherToGoOn() throws Exception {
    pause("minutes: 5");
    expect("Pausing for 300 seconds");
    expect("(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)");
    type("\u0003");
    expect("Press 'C' to continue the play or 'A' to abort");
    type("C");
    expect("typed ");
    assertEquals(0, exitCode());
  }

  @Test
  void ctrlCInAPauseCanAbort() throws Exception {
    pause("prompt: go");
    expect("go:");
    type("\u0003");
    expect("Press 'C' to continue the play or 'A' to abort");
    type("a");
    expect("user requested abort!");
    assertEquals(2, exitCode());
  }

  @Test
  void anAnswerIsShownAndCanBeEdited() throws Exception {
    pause("prompt: say");
    expect("say:");
    type("hé\u007f\u007fello\r");
    expect("typed ello");
    assertEquals(0, exitCode());
  }

  @Test
  void theTimeLimitOfATaskEndsItsQuestion() throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: a
          gather_facts: false
          tasks:
            - pause: {prompt: say}
              timeout: 1
        """);
    start("-i inv site.yml");
    expect("say:");
    expect("The pause action failed to execute in the expected time frame (1) and was terminated");
    assertEquals(2, exitCode());
  }

  private String played(Map<String, String> environment) throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: a
          gather_facts: false
          tasks:
            - ping:
        """);
    start("-i inv site.yml", environment);
    expect("ok=1");
    assertEquals(0, exitCode());
    return screen();
  }

  /// The sequences of ansible, byte by byte.
  @Test
  void coloursAreAnsibles() throws Exception {
    String screen = played(Map.of("TERM", "xterm", "ANSIBLE_COLOR_OK", "bright cyan"));
    assertTrue(screen.contains("\u001b[1;36mok: [a]\u001b[0m\r\n"), screen);
    assertTrue(
        screen.contains("\u001b[1;36ma\u001b[0m                          : \u001b[1;36mok=1   "),
        screen);
  }

  @Test
  void noColoursWhereTheyAreNotWanted() throws Exception {
    for (var environment :
        List.of(
            Map.of("TERM", "dumb"),
            Map.of("TERM", "vt100"),
            Map.of("TERM", "xterm", "NO_COLOR", "1"))) {
      String screen = played(environment);
      assertFalse(screen.contains("\u001b[0;"), environment + screen);
      assertTrue(screen.contains("ok: [a]\r\n"), environment + screen);
    }
  }

  @Test
  void aTerminalThatCannotRedrawHasNoStatusLine() throws Exception {
    assertFalse(played(Map.of("TERM", "dumb")).contains("\u001b"));
  }

  @Test
  void theStatusLineSaysWhoIsWaitedFor() throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - name: slow
              shell: while [ ! -e go ]; do sleep 0.1; done
              args: {chdir: "{{ playbook_dir }}"}
              when: inventory_hostname == 'b'
        """);
    start("-i inv site.yml");
    expect("  slow  1/2  waiting for b");
    Files.createFile(dir.resolve("go"));
    expect("PLAY RECAP");
    assertEquals(0, exitCode());
  }

  private void steps(String keywords, String words) throws IOException {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: a
          gather_facts: false
        %s
          tasks:
            - name: one
              command: "false"
              ignore_errors: "{{ colour | default('') != 'red' }}"
            - name: two
              debug: {msg: second}
            - name: three
              debug: {msg: third}
        """
            .formatted(keywords));
    start("-i inv site.yml " + words);
  }

  @Test
  void stepsAreAskedFor() throws Exception {
    steps("", "--step");
    expect("Perform task: TASK: one (N)o/(y)es/(c)ontinue: ");
    type("n\n");
    expect("Perform task: TASK: two (N)o/(y)es/(c)ontinue: ");
    type("c\n");
    expect("second");
    expect("third");
    assertEquals(0, exitCode());
    assertFalse(screen().contains("TASK [one]"), screen());
  }

  @Test
  void ctrlCAtAQuestionEndsTheRun() throws Exception {
    steps("", "--step");
    expect("Perform task: TASK: one (N)o/(y)es/(c)ontinue: ");
    type("\u0003");
    expect("the next would have been TASK [one]");
    expect("interrupted");
    assertEquals(99, exitCode());
  }

  @Test
  void failedTasksAreDebugged() throws Exception {
    steps("  strategy: debug", "-e colour=red");
    expect("[a] TASK: one (debug)> ");
    type("p result._result.rc\n");
    expect("1\r\n[a] TASK: one (debug)> ");
    type("task.args['_raw_params'] = 'true'\n");
    expect("(debug)> ");
    type("r\n");
    expect("changed: [a]");
    expect("third");
    assertEquals(0, exitCode());
  }
}
