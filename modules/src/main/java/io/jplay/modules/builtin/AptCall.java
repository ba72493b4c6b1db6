package io.jplay.modules.builtin;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.util.ArrayList;
import java.util.List;

/// One call of apt-get with the options of a task.
final class AptCall {
  private AptCall() {}

  /// A program with the functions of `sh/apt.sh`.
  static ScriptBuilder start(Apt.Args a) {
    return new ScriptBuilder().line("jp_lock={}", "" + a.lockTimeout()).use("sh/apt.sh", Apt.class);
  }

  /// Runs apt-get with the options of the task; in check mode only simulated.
  static ProgramOutput run(
      Apt.Args a, List<String> words, TaskContext context, RemoteSession session)
      throws TransportException {
    var script = start(a);
    a.policyRcD()
        .ifPresent(rc -> {
          script.line("jp_policy=/usr/sbin/policy-rc.d");
          script.line("[ ! -e $jp_policy ] || mv $jp_policy $jp_policy.jplay || exit");
          script.line("jp_back() { rm -f $jp_policy;");
          script.line("[ ! -e $jp_policy.jplay ] || mv $jp_policy.jplay $jp_policy; }");
          script.line("trap jp_back EXIT");
          script.line("printf '#!/bin/sh\\nexit %s\\n' {} >$jp_policy || exit", "" + rc);
          script.line("chmod 0755 $jp_policy");
        });
    var all = new ArrayList<String>(List.of("jp_apt", "-y"));
    for (String option : a.dpkgOptions().split(",")) {
      if (!option.isBlank()) {
        all.addAll(List.of("-o", "Dpkg::Options::=--" + option.strip()));
      }
    }
    if (context.mode().check()) {
      all.add("--simulate");
    }
    a.defaultRelease().ifPresent(r -> all.addAll(List.of("-t", r)));
    a.installRecommends()
        .ifPresent(r -> all.addAll(List.of("-o", "APT::Install-Recommends=" + (r ? "yes" : "no"))));
    if (a.allowUnauthenticated() || a.force()) {
      all.add("--allow-unauthenticated");
    }
    if (a.allowDowngrade() || a.force()) {
      all.add("--allow-downgrades");
    }
    if (a.allowChangeHeldPackages() || a.force()) {
      all.add("--allow-change-held-packages");
    }
    if (a.force()) {
      all.add("--allow-remove-essential");
    }
    all.addAll(words);
    return session.run(script.command(all).program());
  }
}
