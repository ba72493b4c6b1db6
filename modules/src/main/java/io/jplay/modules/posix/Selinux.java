package io.jplay.modules.posix;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Status;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The mode and policy of SELinux, now and at the next boot. Imitates ansible.posix.selinux, with
/// the host's own tools.
@ModuleInfo(summary = "Change policy and state of SELinux")
public final class Selinux implements StateModule<Selinux.Args> {
  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\s*(SELINUX|SELINUXTYPE)\\s*=\\s*(\\S*).*$");

  public enum State {
    DISABLED,
    ENFORCING,
    PERMISSIVE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Args(
      @Option(required = true) State state,
      @Option Optional<String> policy,
      @Option(
              value = "/etc/selinux/config",
              aliases = {"conf", "file"})
          String configfile,
      @Option("false") boolean updateKernelParam) {

    TextEdit edit() {
      return new TextEdit(configfile, FileAttributes.NONE, FileWrite.Options.NONE, true);
    }
  }

  /// What runs: `disabled`, or the mode; the policy; the policies that are installed.
  private record Running(String mode, String policy, List<String> installed) {
    static Running parse(String text) {
      Map<String, List<String>> lines =
          text.lines()
              .filter(l -> l.indexOf(' ') > 0)
              .collect(
                  Collectors.groupingBy(
                      l -> l.substring(0, l.indexOf(' ')),
                      Collectors.mapping(
                          l -> l.substring(l.indexOf(' ') + 1).strip(), Collectors.toList())));
      return new Running(
          lines.getOrDefault("mode", List.of("disabled")).getFirst().toLowerCase(Locale.ROOT),
          lines
              .getOrDefault("Loaded", List.of(""))
              .getFirst()
              .replaceFirst("^policy name:\\s*", ""),
          lines.getOrDefault("policy", List.of()));
    }

    boolean isEnabled() {
      return !mode.equals("disabled");
    }
  }

  private static Read<Running> running(Args a) {
    var script =
        Call.script()
            .line("printf 'mode %s\\n' \"$(getenforce 2>/dev/null || echo Disabled)\"")
            .line("sestatus 2>/dev/null | sed -n '/^Loaded policy name/p'")
            .line("for jp_d in {}/*/policy; do", a.configfile().replaceFirst("/[^/]*$", ""))
            .line(
                "[ ! -d \"$jp_d\" ] || { jp_d=${jp_d%/policy}; printf 'policy %s\\n'"
                    + " \"${jp_d##*/}\"; }")
            .line("done");
    return new Read<>(
        "selinux:" + a.configfile(), script.program(), out -> Running.parse(out.stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(a.edit().reads(facts).list());
    reads.add(running(a));
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    TextEdit.Text file = a.edit().text(seen);
    if (!file.exists()) {
      return Decision.failed("Unable to find file " + a.configfile());
    }
    Running now = seen.get(running(a));
    String configured = setting(file.text(), "SELINUX");
    String configuredPolicy = setting(file.text(), "SELINUXTYPE");
    if (a.policy().isEmpty() && a.state() != State.DISABLED) {
      return Decision.failed("Policy is required if state is not 'disabled'");
    }
    String policy = a.policy().orElse(configuredPolicy);
    if (a.policy().isPresent() && !now.installed().contains(policy)) {
      return Decision.failed(
          "Policy %s does not exist in %s"
              .formatted(policy, a.configfile().replaceFirst("[^/]*$", "")));
    }
    var told = new ArrayList<String>();
    var calls = new ArrayList<Call>();
    if (!policy.equals(configuredPolicy)) {
      told.add(
          "SELinux policy configuration in '%s' changed from '%s' to '%s'"
              .formatted(a.configfile(), configuredPolicy, policy));
    }
    boolean reboot = mode(a, now, told, calls);
    String wanted = a.state().text();
    if (!wanted.equals(configured)) {
      told.add("Config SELinux state changed from '%s' to '%s'".formatted(configured, wanted));
    }
    if (a.updateKernelParam() && !wanted.equals(configured)) {
      String one = a.state() == State.DISABLED ? "--args=selinux=0" : "--remove-args=selinux=0";
      calls.add(Call.of("grubby", "--update-kernel=ALL", one));
    }
    String after = set(set(file.text(), "SELINUXTYPE", policy), "SELINUX", wanted);
    Result result =
        Result.ok()
            .with("msg", String.join(", ", told))
            .with("configfile", a.configfile())
            .with("policy", policy)
            .with("state", wanted)
            .with("reboot_required", reboot);
    return changes(a, file, after, calls, result, seen, mode);
  }

  private static Decision changes(
      Args a,
      TextEdit.Text file,
      String after,
      List<Call> calls,
      Result result,
      Observed seen,
      Mode mode) {
    boolean written = !after.equals(file.text());
    if (!written && calls.isEmpty()) {
      return Decision.unchanged(result);
    }
    Result changed = result.withStatus(Status.CHANGED);
    if (!written) {
      return Call.change(calls, changed);
    }
    var answer = new TextEdit.Answer(Result.ok(), "", "backup_file");
    Mode quiet = new Mode(mode.check(), false);
    return Call.after(a.edit().decide(file, after, answer, seen, quiet), calls, changed);
  }

  /// What is to be done now; whether the rest has to wait for a boot.
  private static boolean mode(Args a, Running now, List<String> told, List<Call> calls) {
    String wanted = a.state().text();
    if (wanted.equals(now.mode())) {
      return false;
    }
    if (!now.isEnabled()) {
      told.add("Reboot is required to set SELinux state to '%s'".formatted(wanted));
      return true;
    }
    if (a.state() != State.DISABLED) {
      calls.add(Call.of("setenforce", a.state() == State.ENFORCING ? "1" : "0"));
      told.add("SELinux state changed from '%s' to '%s'".formatted(now.mode(), wanted));
      return false;
    }
    if (now.mode().equals("permissive")) {
      told.add("SELinux state change will take effect next reboot");
    } else {
      calls.add(Call.of("setenforce", "0"));
      told.add(
          "SELinux state temporarily changed from '%s' to 'permissive'. State change will take effect next reboot."
              .formatted(now.mode()));
    }
    return true;
  }

  private static String setting(String text, String name) {
    Matcher m = SETTING.matcher(text);
    while (m.find()) {
      if (m.group(1).equals(name)) {
        return m.group(2);
      }
    }
    return "";
  }

  private static String set(String text, String name, String value) {
    if (setting(text, name).equals(value)) {
      return text;
    }
    return SETTING
        .matcher(text)
        .replaceAll(m ->
            Matcher.quoteReplacement(m.group(1).equals(name) ? name + "=" + value : m.group()));
  }
}
