package io.jplay.cli.command;

import io.jplay.cli.doc.DocLibrary;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.ExitCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// `jplay completion`: a script for bash and zsh that completes options, actions, modules and
/// types; everything else is a file. Made from the options themselves, so it knows what the
/// programs know.
public final class CompletionCommand {
  private static final Map<List<String>, Function<String, Options>> PROGRAMS = programs();

  private final Console console;
  private final Map<String, Collection<String>> vault;

  /// `vault` are the options of each action of the vault program.
  public CompletionCommand(Console console, Map<String, Collection<String>> vault) {
    this.console = console;
    this.vault = vault;
  }

  private static Map<List<String>, Function<String, Options>> programs() {
    var programs = new LinkedHashMap<List<String>, Function<String, Options>>();
    programs.put(List.of("jplay"), CommonOptions::either);
    programs.put(List.of("ansible-playbook"), CommonOptions::playbook);
    programs.put(List.of("ansible"), CommonOptions::adHoc);
    programs.put(List.of("jinventory", "ansible-inventory"), CommonOptions::inventory);
    programs.put(List.of("jdoc", "ansible-doc"), CommonOptions::doc);
    programs.put(List.of("jconfig", "ansible-config"), CommonOptions::config);
    programs.put(List.of("jpull", "ansible-pull"), CommonOptions::pull);
    return programs;
  }

  public ExitCode run() {
    console.displayData(script());
    return ExitCode.OK;
  }

  private String script() {
    var words = new StringBuilder();
    var names = new ArrayList<String>(List.of("jvault", "ansible-vault"));
    PROGRAMS.forEach((programs, options) -> {
      names.addAll(programs);
      branch(words, programs.stream(), options.apply(programs.getFirst()).names());
    });
    vault.forEach((action, options) ->
        branch(
            words,
            Stream.of("'jvault " + action + "'", "'ansible-vault " + action + "'"),
            options));
    return SCRIPT
        .replace("@words@", words.toString().stripTrailing())
        .replace("@actions@", String.join(" ", vault.keySet()))
        .replace("@config@", String.join(" ", ConfigCommand.ACTIONS))
        .replace("@types@", String.join(" ", DocLibrary.TYPES))
        .replace("@modules@", String.join(" ", modules()))
        .replace("@programs@", String.join(" ", names));
  }

  private static void branch(StringBuilder out, Stream<String> cases, Collection<String> options) {
    out.append("    ").append(String.join(" | ", cases.toList())).append(") echo '");
    out.append(String.join(" ", new TreeSet<>(options))).append("' ;;\n");
  }

  /// In full, and those of ansible.builtin by their short names as well.
  private static Collection<String> modules() {
    String builtin = "ansible.builtin.";
    var names = new TreeSet<String>();
    for (String name : new DocLibrary("module").summaries().keySet()) {
      names.add(name);
      if (name.startsWith(builtin)) {
        names.add(name.substring(builtin.length()));
      }
    }
    return names;
  }

  private static final String SCRIPT =
      """
      # Completes the words of jplay's programs. For bash and zsh: source <(jplay completion)
      if [ -n "${ZSH_VERSION:-}" ]; then
        autoload -U +X compinit bashcompinit && compinit && bashcompinit
      fi

      _jplay_options() {
        case "$1" in
      @words@
        esac
      }

      _jplay_complete() {
        local program=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        local words='' subject=$program
        COMPREPLY=()
        case $program in
          jvault | ansible-vault)
            if [ "$COMP_CWORD" = 1 ]; then words='@actions@'; fi
            subject="$program ${COMP_WORDS[1]}" ;;
          jconfig | ansible-config)
            if [ "$COMP_CWORD" = 1 ]; then words='@config@'; fi ;;
          jdoc | ansible-doc) words='@modules@' ;;
          jplay) if [ "$COMP_CWORD" = 1 ]; then words='demo explain completion play run'; fi ;;
        esac
        case $program:$before in
          *:-m | *:--module-name) words='@modules@' ;;
          *:-c | *:--connection) words='ssh local' ;;
          *:--become-method) words='sudo su doas' ;;
          jplay:--format | ansible-playbook:--format) words='human json sarif' ;;
          jdoc:-t | jdoc:--type | ansible-doc:-t | ansible-doc:--type) words='@types@' ;;
          *) case $word in -*) words=$(_jplay_options "$subject") ;; esac ;;
        esac
        if [ -n "$words" ]; then
          COMPREPLY=($(compgen -W "$words" -- "$word"))
        fi
      }

      complete -o bashdefault -o default -F _jplay_complete @programs@
      """;
}
