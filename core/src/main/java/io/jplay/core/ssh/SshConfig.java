package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Reads ssh_config files for one host, with ssh's rules: the first value wins, `Host` and `Match`
/// sections apply while reading, `Include` reads in place. (MINA's own reader drops the whole file
/// at the first `Match`, and knows neither `Include` nor `CertificateFile`.)
final class SshConfig {
  private static final int DEEPEST_INCLUDE = 16;

  /// Options that are used here.
  private static final Set<String> USED =
      Set.of(
          "hostname",
          "port",
          "user",
          "identityfile",
          "identityagent",
          "identitiesonly",
          "certificatefile",
          "proxyjump",
          "proxycommand",
          "forwardagent",
          "serveraliveinterval",
          "serveralivecountmax",
          "stricthostkeychecking",
          "userknownhostsfile",
          "globalknownhostsfile",
          "hostkeyalias",
          "connecttimeout",
          "connectionattempts",
          "sendenv",
          "setenv",
          "preferredauthentications",
          "passwordauthentication",
          "pubkeyauthentication",
          "kbdinteractiveauthentication",
          "challengeresponseauthentication",
          "numberofpasswordprompts",
          "batchmode",
          "hashknownhosts",
          "revokedhostkeys",
          "addressfamily",
          "bindaddress",
          "ciphers",
          "macs",
          "kexalgorithms",
          "hostkeyalgorithms",
          "pubkeyacceptedalgorithms",
          "pubkeyacceptedkeytypes");

  /// Options that change speed, comfort or a service that a task does not use: nothing to say.
  private static final Set<String> IGNORED =
      Set.of(
          "controlmaster",
          "controlpath",
          "controlpersist",
          "compression",
          "compressionlevel",
          "loglevel",
          "syslogfacility",
          "visualhostkey",
          "tcpkeepalive",
          "ipqos",
          "requesttty",
          "escapechar",
          "addkeystoagent",
          "updatehostkeys",
          "checkhostip",
          "verifyhostkeydns",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "gssapikeyexchange",
          "gssapirenewalforcesrekey",
          "gssapitrustdns",
          "hostbasedauthentication",
          "forwardx11",
          "forwardx11trusted",
          "forwardx11timeout",
          "xauthlocation",
          "canonicalizehostname",
          "nohostauthenticationforlocalhost",
          "rekeylimit",
          "usekeychain",
          "ignoreunknown",
          "permitlocalcommand",
          "localcommand",
          "exitonforwardfailure",
          "clearallforwardings",
          "localforward",
          "remoteforward",
          "dynamicforward",
          "protocol",
          "useroaming",
          "fingerprinthash",
          "tunnel",
          "streamlocalbindunlink",
          "enablesshkeysign",
          "securitykeyprovider",
          "pkcs11provider",
          "hostbasedacceptedalgorithms",
          "enableescapecommandline",
          "proxyusefdpass",
          "remotecommand",
          "sessiontype",
          "stdinnull",
          "forkafterauthentication",
          "tag",
          "obscurekeystroketiming",
          "channeltimeout",
          "logverbose",
          "gatewayports",
          "tunneldevice",
          "canonicaldomains",
          "canonicalizemaxdots",
          "canonicalizefallbacklocal",
          "canonicalizepermittedcnames",
          "permitremoteopen",
          "cipher",
          "rhostsrsaauthentication",
          "rsaauthentication",
          "useprivilegedport");

  private final SshSettings settings;
  private final String original;
  private final SshOptions options;
  private boolean sawFinal;
  private boolean isFinalPass;

  /// `original` is the host as it was asked for; `options` what the command line has set already.
  SshConfig(SshSettings settings, String original, SshOptions options) {
    this.settings = settings;
    this.original = original;
    this.options = options;
  }

  void read(SshConfigFiles files) {
    pass(files);
    if (sawFinal) {
      isFinalPass = true;
      pass(files);
    }
  }

  private void pass(SshConfigFiles files) {
    for (Path file : files.paths()) {
      if (Files.isReadable(file)) {
        read(files, file, true, 0);
      }
    }
  }

  private void read(SshConfigFiles files, Path file, boolean active, int depth) {
    if (depth > DEEPEST_INCLUDE) {
      settings.warnings().accept(file + ": Include goes too deep");
      return;
    }
    List<SshConfigFiles.Statement> statements;
    try {
      statements = files.statements(file);
    } catch (IOException e) {
      settings.warnings().accept(file + ": cannot be read: " + e.getMessage());
      return;
    }
    boolean applies = active;
    for (SshConfigFiles.Statement statement : statements) {
      List<String> rest = statement.arguments();
      switch (statement.key()) {
        // a section inside an included file never reaches beyond the section that includes it
        case "host" -> applies = active && SshWords.matches(rest, original);
        case "match" -> applies = active && matches(rest, file + ":" + statement.number());
        case "include" -> {
          for (Path included : included(rest, file)) {
            read(files, included, applies, depth + 1);
          }
        }
        default -> {
          if (applies) {
            option(statement.written(), rest, file + ":" + statement.number());
          }
        }
      }
    }
  }

  /// Takes one option; warns of those that have a meaning but none here.
  void option(String key, List<String> words, String where) {
    String name = key.toLowerCase(Locale.ROOT);
    if (USED.contains(name)) {
      options.add(name, words);
    } else if (!IGNORED.contains(name)) {
      settings.warnings().accept(where + ": ssh option " + key + " is not supported, ignored");
    }
  }

  private List<Path> included(List<String> patterns, Path from) {
    var files = new ArrayList<Path>();
    for (String pattern : patterns) {
      String text = pattern.startsWith("~/") ? settings.home() + pattern.substring(1) : pattern;
      Path path = Path.of(text);
      if (!path.isAbsolute()) {
        // ssh: below ~/.ssh for the user's file, below /etc/ssh for the system's
        Path base =
            from.startsWith("/etc/ssh") ? Path.of("/etc/ssh") : settings.home().resolve(".ssh");
        path = base.resolve(path);
      }
      files.addAll(glob(path));
    }
    return files;
  }

  private static List<Path> glob(Path path) {
    String name = String.valueOf(path.getFileName());
    Path parent = path.getParent();
    if (parent == null || !name.contains("*") && !name.contains("?")) {
      return Files.isReadable(path) ? List.of(path) : List.of();
    }
    var found = new ArrayList<Path>();
    for (Path directory : parent.toString().contains("*") ? glob(parent) : List.of(parent)) {
      try (Stream<Path> list = Files.list(directory)) {
        list.filter(file -> SshWords.matches(name, String.valueOf(file.getFileName())))
            .filter(file -> name.startsWith(".") || !file.getFileName().toString().startsWith("."))
            .sorted()
            .forEach(found::add);
      } catch (IOException e) {
        // a pattern without files includes nothing
      }
    }
    return found;
  }

  private boolean matches(List<String> criteria, String where) {
    boolean all = true;
    for (int i = 0; i < criteria.size(); i++) {
      String criterion = criteria.get(i).toLowerCase(Locale.ROOT);
      boolean negated = criterion.startsWith("!");
      String name = negated ? criterion.substring(1) : criterion;
      boolean takesArgument = !Set.of("all", "canonical", "final").contains(name);
      if (takesArgument && i + 1 >= criteria.size()) {
        settings.warnings().accept(where + ": Match " + name + " needs a value");
        return false;
      }
      String argument = takesArgument ? criteria.get(++i) : "";
      all &= negated != matches(name, argument, all, where);
    }
    return all;
  }

  private boolean matches(String criterion, String argument, boolean soFar, String where) {
    List<String> patterns = List.of(argument.split(","));
    return switch (criterion) {
      case "all" -> true;
      case "canonical" -> isFinalPass;
      case "final" -> {
        sawFinal = true;
        yield isFinalPass;
      }
      case "host" -> SshWords.matches(patterns, hostName());
      case "originalhost" -> SshWords.matches(patterns, original);
      case "user" -> SshWords.matches(patterns, options.first("user").orElse(settings.localUser()));
      case "localuser" -> SshWords.matches(patterns, settings.localUser());
      // like ssh: not run when an earlier criterion has failed
      case "exec" -> soFar && succeeds(tokens().expand(argument));
      default -> {
        settings.warnings().accept(where + ": Match " + criterion + " is not supported");
        yield false;
      }
    };
  }

  private String hostName() {
    return options.first("hostname").map(name -> name.replace("%h", original)).orElse(original);
  }

  private SshTokens tokens() {
    return new SshTokens(
        settings,
        original,
        hostName(),
        options.number("port").orElse(22),
        options.first("user").orElse(settings.localUser()),
        "");
  }

  private static boolean succeeds(String command) {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
