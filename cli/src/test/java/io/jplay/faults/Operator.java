package io.jplay.faults;

import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Somebody who runs jplay as a process of its own, in a directory that is the home as well.
/// `limits` is shell text that is run before it (`ulimit -n 256`), `jvm` are options of Java.
record Operator(Path directory, Map<String, String> environment, String limits, List<String> jvm) {
  private static final long LIMIT_SECONDS = 150;

  /// How a run ended and what it said.
  record Screen(int code, String out, String err) {
    /// Everything, for messages of assertions.
    String all() {
      return "exit " + code + "\n" + out + "\n--- stderr\n" + err;
    }

    /// All that was said, with lines and blanks as one blank each: how it is wrapped is not told.
    String words() {
      return (out + " " + err).replaceAll("\\s+", " ");
    }
  }

  static Operator in(Path directory) {
    return new Operator(directory, Map.of(), ":", List.of());
  }

  Operator with(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new Operator(directory, Map.copyOf(more), limits, jvm);
  }

  Operator limited(String shell) {
    return new Operator(directory, environment, shell, jvm);
  }

  Operator java(String... options) {
    return new Operator(directory, environment, limits, List.of(options));
  }

  Operator writes(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(path, text);
    return this;
  }

  /// An inventory `inv` of hosts that are all the same server.
  Operator inventory(SshdFixture sshd, String... hosts) throws IOException {
    return writes("inv", inventoryText(sshd, hosts));
  }

  static String inventoryText(SshdFixture sshd, String... hosts) {
    var text = new StringBuilder("[all]\n");
    for (String host : hosts) {
      text.append(host).append('\n');
    }
    return text.append(
            """
            [all:vars]
            ansible_host=%s
            ansible_port=%d
            ansible_user=%s
            ansible_ssh_private_key_file=%s
            ansible_ssh_common_args=-F none -o UserKnownHostsFile=%s -o IdentitiesOnly=yes
            """
                .formatted(
                    sshd.address(),
                    sshd.port(),
                    System.getProperty("user.name"),
                    sshd.key(),
                    sshd.knownHosts()))
        .toString();
  }

  /// A playbook `site.yml` of one play for all hosts.
  Operator tasks(String tasks) throws IOException {
    return writes("site.yml", "- hosts: all\n  gather_facts: false\n  tasks:\n" + tasks.indent(4));
  }

  /// Runs these tasks.
  Screen play(String tasks, String... words) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("-i", "inv", "site.yml"));
    all.addAll(List.of(words));
    return tasks(tasks).jplay(all.toArray(String[]::new));
  }

  Screen jplay(String... words) throws IOException, InterruptedException {
    return program("jplay", words);
  }

  Screen program(String name, String... words) throws IOException, InterruptedException {
    Process process = start(name, words);
    process.getOutputStream().close();
    return end(process);
  }

  Process start(String name, String... words) throws IOException {
    return start(name, ProcessBuilder.Redirect.PIPE, words);
  }

  /// `output`: where standard output goes.
  Process start(String name, ProcessBuilder.Redirect output, String... words) throws IOException {
    var command = new ArrayList<>(List.of("sh", "-c", limits + "; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(jvm);
    command.addAll(List.of("-Djplay.program=" + name, "-Duser.home=" + directory));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.jplay.cli.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(output);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                directory.toString(),
                "PATH",
                System.getenv("PATH"),
                "LC_ALL",
                "C.UTF-8",
                "ANSIBLE_NOCOLOR",
                "1"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Screen end(Process process) throws IOException, InterruptedException {
    var err = new FutureTask<>(() -> text(process.getErrorStream()));
    var out = new FutureTask<>(() -> text(process.getInputStream()));
    Thread.ofVirtual().start(err);
    Thread.ofVirtual().start(out);
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("did not end: " + out.get() + err.get());
      }
      return new Screen(process.exitValue(), out.get(), err.get());
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
