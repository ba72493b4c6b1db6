package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Shell scripts that call real processes of the programs, without a terminal. `unprivileged` runs
/// a program that may not read what its user may not, also for root.
final class ScreenProcess {
  private static final String PROGRAM =
      """
      #!/bin/sh
      exec env --default-signal=INT,TERM '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ${JAVA_OPTIONS:-} -Djplay.program="${0##*/}" \
      -cp '%s' io.jplay.cli.Main "$@"
      """;
  private static final String UNPRIVILEGED =
      """
      #!/bin/sh
      [ "$(id -u)" != 0 ] || exec setpriv --bounding-set=-dac_override,-dac_read_search "$@"
      exec "$@"
      """;

  private ScreenProcess() {}

  static Played play(String script, Path directory) throws IOException, InterruptedException {
    Path programs = Files.createDirectories(directory.resolveSibling("programs"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var files =
        Map.of(
            "jplay",
            PROGRAM.formatted(java, System.getProperty("java.class.path")),
            "unprivileged",
            UNPRIVILEGED);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path program = Files.writeString(programs.resolve(file.getKey()), file.getValue());
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path out = programs.resolve("stdout");
    Path err = programs.resolve("stderr");
    var builder =
        new ProcessBuilder("setsid", "-w", "sh", script)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL", "LC_CTYPE"));
    environment.put("PATH", programs + ":" + environment.get("PATH"));
    environment.put("HOME", directory.toString());
    environment.put("ANSIBLE_NOCOLOR", "1");
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException(script + " of " + directory + " does not end");
    }
    return new Played(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
