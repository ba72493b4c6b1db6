package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Seq;
import io.jplay.modules.files.ShellSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a program without a shell between. Imitates ansible.builtin.command; its effect is opaque,
/// so it is no state module.
@ModuleInfo(
    summary = "Execute commands on targets",
    check = ModuleInfo.Support.PARTIAL,
    neededByModule = "cmd|argv")
public final class Command implements ActionModule<Command.Args> {
  public record Args(
      @Option(freeForm = true) Optional<String> cmd,
      @Option List<String> argv,
      @Option Optional<String> chdir,
      @Option Optional<String> creates,
      @Option Optional<String> removes,
      @Option Optional<String> stdin,
      @Option("true") boolean stdinAddNewline,
      @Option("true") boolean stripEmptyEnds,
      @Option("true") boolean expandArgumentVars,
      @Option Optional<String> executable,
      @Option Optional<Boolean> warn) {}

  /// What Python's expandvars and expanduser look for.
  private static final Pattern EXPANSION =
      Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)\\})");

  /// What dash or bash sets for itself alone: no variable of the environment, so that a word of
  /// another program (`perl -e 'print $_'`) that holds it stays as it is.
  private static final Set<String> OF_SHELLS =
      Set.of(
          "_",
          "IFS",
          "PPID",
          "OPTIND",
          "OPTERR",
          "OPTARG",
          "LINENO",
          "PS1",
          "PS2",
          "PS3",
          "PS4",
          "UID",
          "EUID",
          "GROUPS",
          "RANDOM",
          "SRANDOM",
          "SECONDS",
          "EPOCHSECONDS",
          "EPOCHREALTIME",
          "BASH",
          "BASHOPTS",
          "BASHPID",
          "BASH_VERSION",
          "BASH_VERSINFO",
          "SHELLOPTS",
          "HOSTNAME",
          "HOSTTYPE",
          "MACHTYPE",
          "OSTYPE",
          "DIRSTACK",
          "FUNCNAME",
          "PIPESTATUS",
          "COLUMNS",
          "LINES");

  private static final Pattern HOME = Pattern.compile("~([A-Za-z_][A-Za-z0-9_-]*)?(?=/|$)");

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    String cmd = a.cmd().orElse("");
    if (cmd.isBlank() && a.argv().isEmpty()) {
      return CommandRun.refused("no command given");
    }
    if (!cmd.isBlank() && !a.argv().isEmpty()) {
      return CommandRun.refused("only command or argv can be given, not both");
    }
    List<String> words = a.argv().isEmpty() ? ShellSplit.split(cmd) : a.argv();
    var run =
        new CommandRun(Seq.ofTexts(words), a.chdir(), a.creates(), a.removes(), a.stripEmptyEnds());
    Result result =
        run.run(
            context,
            session,
            program(words, a.expandArgumentVars()),
            CommandRun.stdin(a.stdin(), a.stdinAddNewline()));
    Result answer =
        CommandRun.withoutWarn(
            CommandRun.judged(result, words.getFirst(), String.join(" ", words)), a.warn());
    return a.executable().isPresent() ? answer.withWarning(notUsed(a.executable().get())) : answer;
  }

  private static String notUsed(String executable) {
    return "As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command'"
        + " module. Not using '%s'.".formatted(executable);
  }

  /// `exec` in a subshell finds programs only, never functions or builtins of the shell.
  private static ScriptBuilder program(List<String> words, boolean expand) {
    var text = new StringBuilder("exec");
    var pieces = new ArrayList<String>();
    for (String word : words) {
      text.append(' ');
      if (expand) {
        appendExpanded(word, text, pieces);
      } else {
        text.append("{}");
        pieces.add(word);
      }
    }
    return new ScriptBuilder().line(text.toString(), pieces.toArray(String[]::new));
  }

  /// Variables and a home at the beginning become the shell's own expansions, all else is quoted.
  private static void appendExpanded(String word, StringBuilder text, List<String> pieces) {
    int from = 0;
    Matcher home = HOME.matcher(word);
    if (home.lookingAt()) {
      text.append(home.group());
      from = home.end();
    }
    Matcher m = EXPANSION.matcher(word);
    int place = from;
    while (m.find()) {
      boolean isBraced = m.group(2) != null;
      String name = isBraced ? m.group(2) : m.group(1);
      if (OF_SHELLS.contains(name)) {
        continue;
      }
      if (m.start() > place) {
        text.append("{}");
        pieces.add(word.substring(place, m.start()));
      }
      // a name that is not set stays as it is written: formats of dpkg-query and rpm look like it
      String written = isBraced ? "\\${" + name + "\\}" : "\\$" + name;
      text.append("\"${").append(name).append('-').append(written).append("}\"");
      place = m.end();
    }
    if (place < word.length() || word.isEmpty()) {
      text.append("{}");
      pieces.add(word.substring(place));
    }
  }
}
