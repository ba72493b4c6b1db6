package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.Choice;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A repository of yum or dnf, a section of a file. Imitates ansible.builtin.yum_repository.
@ModuleInfo(summary = "Add or remove YUM repositories", diff = ModuleInfo.Support.FULL)
public final class YumRepository implements StateModule<YumRepository.Args> {
  public enum State {
    ABSENT,
    PRESENT
  }

  public record Args(
      @Option(required = true) String name,
      @Option("present") State state,
      @Option Optional<String> file,
      @Option("/etc/yum.repos.d") String reposdir,
      @Option Optional<String> description,
      @Option Optional<List<String>> baseurl,
      @Option Optional<String> mirrorlist,
      @Option Optional<String> metalink,
      @Option Optional<Boolean> enabled,
      @Option Optional<Boolean> gpgcheck,
      @Option Optional<List<String>> gpgkey,
      @Option Optional<Boolean> repoGpgcheck,
      @Option(aliases = "excludepkgs") Optional<List<String>> exclude,
      @Option Optional<List<String>> includepkgs,
      @Option Optional<String> username,
      @Option(secret = true) Optional<String> password,
      @Option Optional<String> proxy,
      @Option Optional<String> proxyUsername,
      @Option(secret = true) Optional<String> proxyPassword,
      @Option(aliases = "ca_cert") Optional<String> sslcacert,
      @Option(aliases = "client_cert") Optional<String> sslclientcert,
      @Option(aliases = "client_key") Optional<String> sslclientkey,
      @Option(aliases = "validate_certs") Optional<Boolean> sslverify,
      @Option Optional<String> priority,
      @Option Optional<String> cost,
      @Option Optional<String> timeout,
      @Option Optional<String> retries,
      @Option Optional<String> metadataExpire,
      @Option Optional<Boolean> moduleHotfixes,
      @Option Optional<Boolean> skipIfUnavailable,
      @Option Optional<Boolean> countme,
      @Option Optional<Boolean> async,
      @Option Optional<String> bandwidth,
      @Option Optional<String> deltarpmMetadataPercentage,
      @Option Optional<String> deltarpmPercentage,
      @Option Optional<Boolean> enablegroups,
      @Option Optional<String> failovermethod,
      @Option Optional<String> gpgcakey,
      @Option Optional<String> httpCaching,
      @Option Optional<String> include,
      @Option Optional<String> ipResolve,
      @Option Optional<Boolean> keepalive,
      @Option Optional<String> keepcache,
      @Option Optional<String> metadataExpireFilter,
      @Option Optional<String> mirrorlistExpire,
      @Option Optional<Boolean> protect,
      @Option(name = "s3_enabled") Optional<Boolean> s3Enabled,
      @Option Optional<Boolean> sslCheckCertPermissions,
      @Option Optional<String> throttle,
      @Option Optional<String> uiRepoidVars,
      @Option(shared = true) FileOptions attributes) {

    String directory(HostFacts facts) {
      return Paths.expand(reposdir, facts);
    }

    TextEdit edit(HostFacts facts) {
      String path = directory(facts) + "/" + file.orElse(name) + ".repo";
      return TextEdit.of(path, facts, attributes, false, Optional.empty());
    }

    /// What the section says, by the names of yum.
    Map<String, String> options() {
      var options = new LinkedHashMap<String, String>();
      text(options, "name", description);
      list(options, "baseurl", "\n", baseurl);
      list(options, "gpgkey", "\n", gpgkey);
      list(options, "exclude", " ", exclude);
      list(options, "includepkgs", " ", includepkgs);
      text(options, "mirrorlist", mirrorlist);
      text(options, "metalink", metalink);
      text(options, "username", username);
      text(options, "password", password);
      text(options, "proxy", proxy);
      text(options, "proxy_username", proxyUsername);
      text(options, "proxy_password", proxyPassword);
      text(options, "sslcacert", sslcacert);
      text(options, "sslclientcert", sslclientcert);
      text(options, "sslclientkey", sslclientkey);
      flags(options);
      settings(options);
      return options;
    }

    private void flags(Map<String, String> options) {
      flag(options, "enabled", enabled);
      flag(options, "gpgcheck", gpgcheck);
      flag(options, "repo_gpgcheck", repoGpgcheck);
      flag(options, "sslverify", sslverify);
      flag(options, "module_hotfixes", moduleHotfixes);
      flag(options, "skip_if_unavailable", skipIfUnavailable);
      flag(options, "countme", countme);
      flag(options, "async", async);
      flag(options, "enablegroups", enablegroups);
      flag(options, "keepalive", keepalive);
      flag(options, "protect", protect);
      flag(options, "s3_enabled", s3Enabled);
      flag(options, "ssl_check_cert_permissions", sslCheckCertPermissions);
    }

    private void settings(Map<String, String> options) {
      text(options, "priority", priority);
      text(options, "cost", cost);
      text(options, "timeout", timeout);
      text(options, "retries", retries);
      text(options, "metadata_expire", metadataExpire);
      text(options, "bandwidth", bandwidth);
      text(options, "deltarpm_metadata_percentage", deltarpmMetadataPercentage);
      text(options, "deltarpm_percentage", deltarpmPercentage);
      text(options, "failovermethod", failovermethod);
      text(options, "gpgcakey", gpgcakey);
      text(options, "http_caching", httpCaching);
      text(options, "include", include);
      text(options, "ip_resolve", ipResolve);
      text(options, "keepcache", keepcache);
      text(options, "metadata_expire_filter", metadataExpireFilter);
      text(options, "mirrorlist_expire", mirrorlistExpire);
      text(options, "throttle", throttle);
      text(options, "ui_repoid_vars", uiRepoidVars);
    }

    private static void text(Map<String, String> all, String name, Optional<String> value) {
      value.ifPresent(v -> all.put(name, v));
    }

    private static void flag(Map<String, String> all, String name, Optional<Boolean> value) {
      value.ifPresent(v -> all.put(name, v ? "1" : "0"));
    }

    private static void list(
        Map<String, String> all, String name, String between, Optional<List<String>> values) {
      values.ifPresent(v -> all.put(name, String.join(between, v)));
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(a.edit(facts).reads(facts).list());
    reads.add(PathState.read(a.directory(facts), facts));
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    check(a, seen);
    TextEdit edit = a.edit(seen.facts());
    TextEdit.Text before = edit.text(seen);
    var file = RepoFile.parse(edit.path(), before.text());
    RepoFile after =
        a.state() == State.PRESENT ? file.with(a.name(), a.options()) : file.without(a.name());
    Result result =
        Result.ok().with("repo", a.name()).with("state", a.state().name().toLowerCase(Locale.ROOT));
    Diff diff = new Diff(edit.path(), edit.path(), file.sorted(), after.sorted(), "");
    boolean same = file.sorted().equals(after.sorted());
    if (same && !before.exists()) {
      return Decision.unchanged(result);
    }
    Result changed = result.withStatus(Status.CHANGED);
    Result shown = mode.diff() && !same ? changed.withDiff(diff) : changed;
    if (!same && after.isEmpty()) {
      var remove = new ScriptBuilder().line("rm -f -- {}", edit.path()).program();
      return Decision.change(List.of(Effect.run("remove " + edit.path(), remove)), shown);
    }
    var answer = new TextEdit.Answer(result, "", "backup_file");
    String text = same ? before.text() : after.text();
    return told(edit.decide(before, text, answer, seen, new Mode(mode.check(), false)), shown);
  }

  private static Decision told(Decision decision, Result shown) {
    return switch (decision) {
      case Decision.Done(Result result) -> Decision.unchanged(result.without("msg"));
      case Decision.ReadMore more -> more;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              shown,
              change.after(),
              (outputs, then) -> {
                Result written = change.finish().finish(outputs, then);
                return written.isFailed() ? written : shown;
              });
    };
  }

  private static void check(Args a, Observed seen) {
    if (a.state() == State.PRESENT) {
      if (a.baseurl().isEmpty() && a.mirrorlist().isEmpty() && a.metalink().isEmpty()) {
        throw new ModuleFailure(
            "state is present but any of the following are missing: baseurl, mirrorlist, metalink");
      }
      if (a.description().isEmpty()) {
        throw new ModuleFailure(
            "state is present but all of the following are missing: description");
      }
    }
    Choice.check("failovermethod", a.failovermethod(), List.of("roundrobin", "priority"));
    Choice.check("http_caching", a.httpCaching(), List.of("all", "packages", "none"));
    Choice.check("ip_resolve", a.ipResolve(), List.of("4", "6", "IPv4", "IPv6", "whatever"));
    Choice.check("keepcache", a.keepcache(), List.of("0", "1"));
    Choice.check(
        "metadata_expire_filter",
        a.metadataExpireFilter(),
        List.of("never", "read-only:past", "read-only:present", "read-only:future"));
    String directory = a.directory(seen.facts());
    if (!seen.get(PathState.read(directory, seen.facts())).isDirectory()) {
      throw new ModuleFailure("Repo directory '%s' does not exist.".formatted(directory));
    }
  }
}
