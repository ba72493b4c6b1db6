package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Result;
import io.jplay.core.value.Int;
import io.jplay.core.value.Value;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A wanted mode: a number, or symbolic clauses (`u=rw,g-w,+X`) that start from what is there, as
/// Ansible reads them. A bad one has a `problem` (else empty), of which the task fails when the
/// mode is applied: by then the result can tell what the file is.
public record FileMode(OptionalInt number, String symbolic, String problem) {
  private static final Pattern CLAUSE =
      Pattern.compile("(a|[ugo]*)((?:[-+=](?:[rwxXst]*|[ugo]))*)");
  private static final Pattern ACTION = Pattern.compile("([-+=])([ugo]|[rwxXst]*)");

  public static FileMode of(int mode) {
    return new FileMode(OptionalInt.of(mode), "", "");
  }

  /// Reads the `mode` option: an integer is the mode itself (YAML has read the octal number), a
  /// text of digits is octal, anything else must be symbolic.
  public static FileMode parse(Value option) {
    if (option instanceof Int i) {
      return checked((int) i.longValue(), i.toString());
    }
    String text = Texts.plain(option).strip();
    if (text.matches("0[oO]?[0-7]+|[0-7]+")) {
      String digits = text.startsWith("0o") || text.startsWith("0O") ? text.substring(2) : text;
      return checked(digits.length() > 9 ? -1 : Integer.parseInt(digits, 8), text);
    }
    for (String clause : text.split(",", -1)) {
      if (!CLAUSE.matcher(clause).matches()) {
        return bad("bad symbolic permission for mode: " + clause);
      }
    }
    return new FileMode(OptionalInt.empty(), text, "");
  }

  private static FileMode checked(int mode, String shown) {
    if (mode < 0 || mode > 07777) {
      return bad("Invalid mode supplied, must be between 0 and 0o7777: " + shown);
    }
    return of(mode);
  }

  private static FileMode bad(String details) {
    return new FileMode(OptionalInt.empty(), "", details);
  }

  /// Fails the task when the option is no mode.
  public FileMode checked() {
    if (!problem.isEmpty()) {
      throw new ModuleFailure(
          Result.failed("mode must be in octal or symbolic form").with("details", problem));
    }
    return this;
  }

  /// The mode that results for something that now has `current`.
  public int apply(int current, boolean directory, int umask) {
    checked();
    if (number.isPresent()) {
      return number.getAsInt();
    }
    int mode = current & 07777;
    for (String clause : symbolic.split(",", -1)) {
      Matcher m = CLAUSE.matcher(clause);
      if (!m.matches()) {
        throw new IllegalStateException("not checked: " + clause);
      }
      String users = m.group(1);
      int mask = users.isEmpty() ? ~umask & 07777 | 07000 : 07777;
      Matcher action = ACTION.matcher(m.group(2));
      while (action.find()) {
        mode =
            applyAction(mode, users, action.group(1).charAt(0), action.group(2), mask, directory);
      }
    }
    return mode;
  }

  private static int applyAction(
      int mode, String users, char operator, String permissions, int mask, boolean directory) {
    String whom = users.isEmpty() || users.contains("a") ? "ugo" : users;
    int result = mode;
    for (int i = 0; i < whom.length(); i++) {
      char who = whom.charAt(i);
      int bits = bits(who, permissions, mode, directory) & mask;
      result =
          switch (operator) {
            case '+' -> result | bits;
            case '-' -> result & ~bits;
            default -> result & ~field(who) | bits;
          };
    }
    return result;
  }

  /// What `=` clears: unlike chmod, Ansible clears setuid, setgid and sticky of directories too.
  private static int field(char who) {
    return switch (who) {
      case 'u' -> 04700;
      case 'g' -> 02070;
      default -> 01007;
    };
  }

  private static int bits(char who, String permissions, int mode, boolean directory) {
    int shift = shift(who);
    if (permissions.length() == 1 && "ugo".contains(permissions)) {
      return (mode >> shift(permissions.charAt(0)) & 7) << shift;
    }
    int bits = 0;
    for (int i = 0; i < permissions.length(); i++) {
      char p = permissions.charAt(i);
      bits |=
          switch (p) {
            case 'r' -> 4 << shift;
            case 'w' -> 2 << shift;
            case 'x' -> 1 << shift;
            case 'X' -> directory || (mode & 0111) != 0 ? 1 << shift : 0;
            case 's' -> who == 'u' ? 04000 : who == 'g' ? 02000 : 0;
            default -> who == 'o' ? 01000 : 0;
          };
    }
    return bits;
  }

  private static int shift(char who) {
    return who == 'u' ? 6 : who == 'g' ? 3 : 0;
  }

  /// Four octal digits, as chmod takes them and stat shows them.
  public static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  /// A zero and at least three octal digits (`0644`, `01777`), as Ansible shows the modes of
  /// results and differences.
  public static String shown(int mode) {
    return String.format(Locale.ROOT, "0%03o", mode);
  }

  /// The bits of `-rwxr-sr-t`.
  static int ofListing(String letters) {
    int mode = 0;
    for (int i = 0; i < 9; i++) {
      char c = letters.charAt(1 + i);
      if (c != '-' && c != 'S' && c != 'T') {
        mode |= 0400 >> i;
      }
      if ("sStT".indexOf(c) >= 0) {
        mode |= i == 2 ? 04000 : i == 5 ? 02000 : 01000;
      }
    }
    return mode;
  }
}
