package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.modules.files.Choice;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.TextEdit;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Limits of users and groups in limits.conf. Imitates community.general.pam_limits.
@ModuleInfo(summary = "Modify Linux PAM limits", diff = ModuleInfo.Support.FULL)
public final class PamLimits implements StateModule<PamLimits.Args> {
  private static final List<String> TYPES = List.of("hard", "soft", "-");
  private static final List<String> ENDLESS = List.of("unlimited", "infinity", "-1");

  /// What is limited.
  public enum Item {
    CORE,
    DATA,
    FSIZE,
    MEMLOCK,
    NOFILE,
    RSS,
    STACK,
    CPU,
    NPROC,
    AS,
    MAXLOGINS,
    MAXSYSLOGINS,
    PRIORITY,
    LOCKS,
    SIGPENDING,
    MSGQUEUE,
    NICE,
    RTPRIO,
    CHROOT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isRank() {
      return this == NICE || this == PRIORITY;
    }
  }

  public record Args(
      @Option(required = true) String domain,
      @Option(required = true) String limitType,
      @Option(required = true) Item limitItem,
      @Option(required = true) String value,
      @Option("false") boolean useMax,
      @Option("false") boolean useMin,
      @Option("false") boolean backup,
      @Option("/etc/security/limits.conf") String dest,
      @Option Optional<String> comment) {

    private TextEdit edit(HostFacts facts) {
      return new TextEdit(
          Paths.expand(dest, facts),
          FileAttributes.NONE,
          new FileWrite.Options(backup, Optional.empty(), FileWrite.InPlace.REFUSED),
          true,
          "");
    }

    private Optional<String> problem() {
      Choice.check("limit_type", Optional.of(limitType), TYPES);
      if (useMax && useMin) {
        return Optional.of("Cannot use use_min and use_max at the same time.");
      }
      if (domain.isEmpty() || domain.matches("(?s).*[\\s#].*")) {
        return Optional.of("domain cannot be empty, nor hold a blank or a #: " + domain);
      }
      if (comment.orElse("").matches("(?s).*[\r\n].*")) {
        return Optional.of("comment cannot be of more than one line");
      }
      return isLimit(value) ? Optional.empty() : Optional.of(noLimit());
    }

    private boolean isLimit(String text) {
      if (limitItem.isRank()) {
        return text.matches("-?[0-9]{1,2}")
            && Integer.parseInt(text) >= -20
            && Integer.parseInt(text) <= 19;
      }
      return ENDLESS.contains(text) || text.matches("[0-9]+");
    }

    private String noLimit() {
      String takes =
          limitItem.isRank()
              ? "a number from -20 to 19"
              : "unlimited, infinity or -1, or a number from 0 on";
      return "Value of '%s' for item '%s' is invalid: it takes %s."
          .formatted(value, limitItem.word(), takes);
    }

    /// The value that an entry is to have which has another.
    private String value(String now) {
      if (now.equals(value) || !useMax && !useMin) {
        return value;
      }
      if (!isLimit(now)) {
        throw new ModuleFailure(
            "the entry of '%s' has a value that cannot be compared: %s".formatted(domain, now));
      }
      int order = compare(value, now);
      return useMax && order > 0 || useMin && order < 0 ? value : now;
    }

    private int compare(String a, String b) {
      boolean endlessA = !limitItem.isRank() && ENDLESS.contains(a);
      boolean endlessB = !limitItem.isRank() && ENDLESS.contains(b);
      return endlessA || endlessB
          ? Boolean.compare(endlessA, endlessB)
          : new BigInteger(a).compareTo(new BigInteger(b));
    }

    private String line(String comments) {
      return String.join("\t", domain, limitType, limitItem.word(), value) + comments + "\n";
    }
  }

  /// The file as it is to be, and the entry.
  private record Edited(String text, String entry) {}

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.edit(facts).reads(facts);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> problem = a.problem();
    if (problem.isPresent()) {
      return Decision.failed(problem.get());
    }
    TextEdit edit = a.edit(seen.facts());
    TextEdit.Text before = edit.text(seen);
    if (!before.exists() && !edit.state(seen).hasParent()) {
      return Decision.failed("no directory for " + edit.path());
    }
    Edited edited = edited(a, before.text());
    if (before.exists() && edited.text().equals(before.text())) {
      return Decision.unchanged(Result.ok().with("msg", edited.entry()));
    }
    var answer = new TextEdit.Answer(Result.ok(), edited.entry(), "backup_file");
    return edit.decide(before, edited.text(), answer, seen, mode);
  }

  private static Edited edited(Args a, String text) {
    var lines = new StringBuilder();
    String given = a.comment().filter(c -> !c.isEmpty()).map(c -> "\t#" + c).orElse("");
    String entry = "";
    for (String line : TextEdit.lines(text)) {
      String[] parts = line.stripTrailing().split("#", 2);
      String[] words = parts[0].strip().split("\\s+");
      boolean own =
          words.length == 4
              && words[0].equals(a.domain())
              && words[1].equals(a.limitType())
              && words[2].equals(a.limitItem().word());
      if (own) {
        String kept = given.isEmpty() && parts.length > 1 ? "\t#" + parts[1] : given;
        entry = a.value(words[3]).equals(words[3]) ? line : a.line(kept);
      }
      lines.append(own ? entry : line);
    }
    if (entry.isEmpty()) {
      entry = a.line(given);
      if (!lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n') {
        lines.append('\n');
      }
      lines.append(entry);
    }
    return new Edited(lines.toString(), entry);
  }
}
