package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.shell.ShellWord;
import io.jplay.core.spi.Become;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a shell is started as another user: the command, the prompt that may be answered with the
/// password (once), and what the become program's refusals mean.
///
/// sudo is told its prompt, which holds a random text, so that nothing else can ask for the
/// password. su and doas have prompts of their own: those are matched at the very end of what was
/// printed before the shell is ready.
///
/// `question` is the prompt that the program was told, empty where it has its own.
public record BecomeCommand(
    String method,
    String command,
    Pattern prompt,
    String question,
    boolean mayPrompt,
    boolean wantsTerminal) {
  /// "password" in the languages of su, which cannot be told its prompt.
  private static final String PASSWORD_WORDS =
      "password|passwort|passwd|пароль|parola|parole|mot de passe|contraseña|contrasenya|senha"
          + "|palavra-passe|wachtwoord|lösenord|salasana|adgangskode|passord|heslo|hasło|jelszó"
          + "|şifre|κωδικός|סיסמה|गुप्तशब्द|パスワード|암호|口令|密码|密碼";

  private static final Pattern ANY_PASSWORD_PROMPT =
      Pattern.compile(
          "(?:" + PASSWORD_WORDS + ")[^\\n]{0,60}[:：]\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /// Switches of sudo, of which `n` forbids it to ask.
  private static final Pattern SWITCHES = Pattern.compile("-[AbEHknPSs]+");

  /// What sudo says after the reason, for a user that is not there.
  private static final String SUDO_CONSEQUENCE = "error initializing audit plugin";

  private static final Pattern NEVER = Pattern.compile("(?!)");

  /// `loop` is what the shell runs. Fails for a method that is not known.
  public static BecomeCommand of(Become become, String loop) throws TransportException {
    String method = become.method().substring(become.method().lastIndexOf('.') + 1);
    boolean hasPassword = become.password().isPresent();
    List<String> flags = new ArrayList<>(become.flags());
    String exe = become.exe().isEmpty() ? method : become.exe();
    String user = become.user().isEmpty() ? "root" : become.user();
    return switch (method) {
      case "sudo", "dzdo" -> sudo(become, method, loop);
      case "su" -> {
        flags.addFirst(exe);
        flags.add(user);
        flags.add("-c");
        flags.add("exec " + loop);
        yield new BecomeCommand(method, words(flags), prompt(become.prompts()), "", true, false);
      }
      case "doas" -> {
        flags.addFirst(exe);
        if (!hasPassword && !flags.contains("-n")) {
          flags.add("-n");
        }
        flags.addAll(List.of("-u", user));
        yield new BecomeCommand(
            method,
            words(flags) + " " + loop,
            hasPassword ? ANY_PASSWORD_PROMPT : NEVER,
            "",
            hasPassword,
            hasPassword);
      }
      default ->
          throw new TransportException(
              Kind.BECOME_FAILED,
              "Invalid become method specified, could not find matching plugin: '"
                  + become.method()
                  + "'. Use sudo, su or doas.");
    };
  }

  /// A prompt with one of the words that are known, or of those that the user gives.
  private static Pattern prompt(List<String> given) {
    if (given.isEmpty()) {
      return ANY_PASSWORD_PROMPT;
    }
    String own = String.join("|", given.stream().map(Pattern::quote).toList());
    return Pattern.compile(
        ANY_PASSWORD_PROMPT.pattern() + "|(?:" + own + ") ?[:：] ?$", ANY_PASSWORD_PROMPT.flags());
  }

  private static BecomeCommand sudo(Become become, String method, String loop) {
    var words = new ArrayList<String>();
    words.add(become.exe().isEmpty() ? method : become.exe());
    boolean hasPassword = become.password().isPresent();
    for (String flag : become.flags()) {
      String asking =
          hasPassword && SWITCHES.matcher(flag).matches() ? flag.replace("n", "") : flag;
      if (!asking.equals("-")) {
        words.add(asking);
      }
    }
    if (!words.contains("-S")) {
      words.add("-S");
    }
    Pattern prompt = NEVER;
    String question = "";
    if (hasPassword) {
      question = "[sudo via jplay, key=" + Marker.token() + "] password:";
      words.addAll(List.of("-p", question));
      prompt = Pattern.compile(Pattern.quote(question) + "\\s*$");
    } else if (!become.flags().contains("-n")) {
      words.add("-n");
    }
    words.addAll(List.of("-u", become.user().isEmpty() ? "root" : become.user()));
    return new BecomeCommand(
        method, words(words) + " " + loop, prompt, question, hasPassword, false);
  }

  private static String words(List<String> words) {
    return words.stream()
        .map(word -> ShellWord.of(word).quoted())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  /// Whether the refusal can be cured with a terminal (`requiretty`, su of some systems).
  boolean needsTerminal(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    return !wantsTerminal
        && (text.contains("must have a tty")
            || text.contains("must be run from a terminal")
            || text.contains("a terminal is required to read the password")
            || text.contains("a tty is required"));
  }

  BecomeCommand onTerminal() {
    return new BecomeCommand(method, command, prompt, question, mayPrompt, true);
  }

  /// Ansible's sentence for what the become program said before it ended.
  String refusal(String said, boolean passwordSent) {
    String text = said.toLowerCase(Locale.ROOT);
    if (passwordSent
        && (text.contains("sorry, try again")
            || text.contains("incorrect password")
            || text.contains("authentication fail")
            || text.contains("authorization fail")
            || text.contains("permission denied"))) {
      return "Incorrect " + method + " password";
    }
    if (!passwordSent
        && (text.contains("a password is required")
            || text.contains("authorization required")
            || text.contains("authentication required")
            || text.contains("authentication failure")
            || ANY_PASSWORD_PROMPT.matcher(said).find())) {
      return "Missing " + method + " password";
    }
    // what is said comes on the line of the prompt
    String own = question.isEmpty() ? said : said.replace(question, "");
    String line =
        own.strip()
            .lines()
            .reduce((last, next) -> next.contains(SUDO_CONSEQUENCE) ? last : next)
            .orElse("it ended without a message");
    return "privilege escalation with " + method + " failed: " + line.strip();
  }
}
