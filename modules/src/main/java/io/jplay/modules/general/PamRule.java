package io.jplay.modules.general;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One rule of a service of PAM: `auth required pam_env.so conf=x`.
record PamRule(String type, String control, String module, List<String> arguments) {
  private static final Pattern RULE =
      Pattern.compile(
          "(-?(?:auth|account|session|password))\\s+(\\[[^\\]]*\\]|\\S+)\\s+(\\S+)(.*)");
  private static final Set<String> CONTROLS =
      Set.of("required", "requisite", "sufficient", "optional", "include", "substack");

  PamRule {
    arguments = List.copyOf(arguments);
  }

  /// The rule of a line; comments, empty lines and `@include` have none.
  static Optional<PamRule> parse(String line) {
    Matcher rule = RULE.matcher(line.strip());
    return rule.matches()
        ? Optional.of(
            new PamRule(
                rule.group(1), rule.group(2), rule.group(3), arguments(List.of(rule.group(4)))))
        : Optional.empty();
  }

  /// Words, where what is in brackets is one.
  static List<String> arguments(Collection<String> texts) {
    var words = new ArrayList<String>();
    Matcher word = Pattern.compile("\\[[^\\]]*\\]|\\S+").matcher(String.join(" ", texts));
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  boolean isOf(String aType, String aControl, String aModule) {
    return type.equals(aType) && control.equals(aControl) && module.equals(aModule);
  }

  boolean isLike(PamRule other) {
    return isOf(other.type(), other.control(), other.module());
  }

  boolean hasValidControl() {
    return CONTROLS.contains(control)
        || control.matches("\\[\\s*[a-z_]+=\\w+(\\s+[a-z_]+=\\w+)*\\s*\\]");
  }

  PamRule with(List<String> others) {
    return new PamRule(type, control, module, others);
  }

  /// Each of them is there; one with a value replaces that of the same name.
  PamRule adding(List<String> more) {
    var all = new ArrayList<>(arguments);
    for (String word : more) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? "" : word.substring(0, equals + 1);
      int at = 0;
      while (at < all.size()
          && !(key.isEmpty() ? all.get(at).equals(word) : all.get(at).startsWith(key))) {
        at++;
      }
      if (at == all.size()) {
        all.add(word);
      } else {
        all.set(at, word);
      }
    }
    return with(all);
  }

  PamRule removing(List<String> words) {
    return with(arguments.stream().filter(a -> !words.contains(a)).toList());
  }

  /// As the module writes a rule: the type in ten columns, the rest between blanks.
  String line() {
    String head = "%-11s%s %s".formatted(type, control, module);
    return arguments.isEmpty() ? head : head + " " + String.join(" ", arguments);
  }
}
