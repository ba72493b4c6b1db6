package io.jplay.modules.posix;

import io.jplay.modules.files.ShellSplit;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The words of one call of rsync. `src` and `dest` are written as rsync takes them, `far` is how
/// the other host is reached, where there is one.
record RsyncWords(Synchronize.Args args, String src, String dest, Optional<Far> far) {
  /// What stands before each line of something that is changed.
  static final String MARK = "<<CHANGED>>";

  private static final String FORMAT = "--out-format=" + MARK + "%i %n%L";

  /// The other host: how ssh finds it, and the user whose rsync works there.
  record Far(
      String host,
      Optional<String> user,
      Optional<String> port,
      Optional<String> key,
      List<String> sshArguments,
      Optional<String> becomeUser) {

    String place(String path, boolean named) {
      String address = host.contains(":") ? "[" + host + "]" : host;
      return (named ? user.map(u -> u + "@").orElse("") : "") + address + ":" + path;
    }
  }

  List<String> all(String program, boolean check) {
    var words = new ArrayList<>(List.of(program));
    if (args.delayUpdates()) {
      words.addAll(List.of("--delay-updates", "-F"));
    }
    add(words, args.compress(), "--compress");
    add(words, args.rsyncTimeout() > 0, "--timeout=" + args.rsyncTimeout());
    add(words, check, "--dry-run");
    add(words, args.delete(), "--delete-after");
    add(words, args.existingOnly(), "--existing");
    add(words, args.checksum(), "--checksum");
    add(words, args.copyLinks(), "--copy-links");
    add(words, args.archive(), "--archive");
    part(words, "recursive", args.recursive());
    part(words, "links", args.links());
    part(words, "perms", args.perms());
    part(words, "times", args.times());
    part(words, "owner", args.owner());
    part(words, "group", args.group());
    add(words, args.dirs(), "--dirs");
    far.ifPresent(f -> words.addAll(reach(f)));
    args.rsyncOpts().forEach(opt -> words.addAll(opt.isEmpty() ? List.of() : split(opt)));
    add(words, args.partial(), "--partial");
    if (!args.linkDest().isEmpty()) {
      words.addAll(List.of("-H", "-vv"));
      args.linkDest().forEach(path -> words.add("--link-dest=" + path));
    }
    words.addAll(List.of(FORMAT, "--", src, dest));
    return words;
  }

  private static List<String> split(String option) {
    return ShellSplit.split(option);
  }

  private static void add(List<String> words, boolean wanted, String word) {
    if (wanted) {
      words.add(word);
    }
  }

  /// A part of --archive is named only where it is not as that has it.
  private void part(List<String> words, String name, Optional<Boolean> wanted) {
    boolean is = wanted.orElse(args.archive());
    if (is != args.archive()) {
      words.add(is ? "--" + name : "--no-" + name);
    }
  }

  private List<String> reach(Far f) {
    var ssh = new ArrayList<>(List.of("ssh"));
    if (!args.sshConnectionMultiplexing()) {
      ssh.addAll(List.of("-S", "none"));
    }
    f.key().ifPresent(key -> ssh.addAll(List.of("-i", key)));
    f.port().ifPresent(port -> ssh.addAll(List.of("-o", "Port=" + port)));
    // nobody is there to type a password, and the task must end
    ssh.addAll(List.of("-o", "BatchMode=yes"));
    if (!args.verifyHost()) {
      ssh.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
    }
    if (args.useSshArgs()) {
      ssh.addAll(f.sshArguments());
    }
    var words = new ArrayList<>(List.of("--rsh=" + Call.of(ssh).shown()));
    args.rsyncPath()
        .or(() -> f.becomeUser().map(user -> "sudo -u " + Call.of(user).shown() + " rsync"))
        .ifPresent(path -> words.add("--rsync-path=" + path));
    return words;
  }

  /// As a shell would take them, with the name of an option before the quotation.
  static String shown(List<String> words) {
    return words.stream()
        .map(word -> {
          int value = word.startsWith("--") ? word.indexOf('=') + 1 : 0;
          return word.substring(0, value) + Call.of(word.substring(value)).shown();
        })
        .collect(Collectors.joining(" "));
  }
}
