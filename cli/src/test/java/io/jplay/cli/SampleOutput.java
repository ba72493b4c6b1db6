package io.jplay.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the output of two runs comparable: without times, places and job numbers, and with the
/// hosts of a task in order.
final class SampleOutput {
  private static final Pattern HEADER =
      Pattern.compile("(PLAY|TASK|RUNNING HANDLER|NO MORE HOSTS|exit|playbook:) ?.*");
  private static final Pattern RESULT =
      Pattern.compile(
          "(?:ok|changed|failed|fatal|skipping|included|ASYNC [A-Z ]+|FAILED - RETRYING)"
              + "[: ].*?(?:\\[|for )([^] >]+).*");
  private static final Pattern TIMED =
      Pattern.compile(
          "\"(start|end|delta|jid|ansible_job_id|results_file|stop|src|uuid)\": \"[^\"]*\"");

  private SampleOutput() {}

  static String normal(String output, Path sample) {
    String text =
        TIMED.matcher(output.replace(sample.toString(), "{dir}")).replaceAll("\"$1\": \"*\"");
    text =
        text.replaceAll("j?\\d{6,}\\.\\d+", "JOB")
            .replaceAll("(ASYNC (POLL|OK|FAILED) on|FAILED - RETRYING: .*async_status) .*\n", "")
            .replaceAll("(the role .* was not found in) [^\"]*", "$1 *")
            .replaceAll("An exception occurred during task execution.*\n", "")
            // a temporary file of ansible's
            .replaceAll("(?m)^\\+\\+\\+ after: .*", "+++ after")
            // where a problem is, jplay says by its own means
            .replaceAll("\\\\n\\\\nThe error appears to be in .*?(?=(?<!\\\\)\"[,}])", "")
            .replaceAll("(.{8,300}?)\\. \\1\"", "$1\"")
            // why a value cannot be converted, jplay says in words of its own
            .replaceAll("(could not be converted to \\w+\\.\\.) .*?(?=(?<!\\\\)\"[,}])", "$1")
            .replaceAll("(NO MORE HOSTS LEFT \\*+\n\n)+", "$1")
            .replace("{dir}/site.yml", "site.yml");
    var chunks = new ArrayList<Chunk>();
    var normal = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      Matcher result = RESULT.matcher(line);
      if (HEADER.matcher(line).matches() || line.isEmpty()) {
        flush(chunks, normal);
        normal.append(line.replaceAll("\\*+$", "***")).append('\n');
      } else if (result.matches()) {
        chunks.add(new Chunk(result.group(1), new StringBuilder(line).append('\n')));
      } else if (chunks.isEmpty()) {
        normal.append(line).append('\n');
      } else {
        chunks.getLast().text().append(line).append('\n');
      }
    }
    flush(chunks, normal);
    return sample.endsWith("free") ? sorted(normal.toString()) : normal.toString().strip() + "\n";
  }

  private record Chunk(String host, StringBuilder text) {}

  private static void flush(List<Chunk> chunks, StringBuilder to) {
    chunks.sort(Comparator.comparing(Chunk::host));
    chunks.forEach(chunk -> to.append(chunk.text()));
    chunks.clear();
  }

  /// Where each host goes at its own pace only the lines count, not their order.
  private static String sorted(String text) {
    return text.lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("TASK") && !line.startsWith("RUNNING"))
        .flatMap(line -> Stream.of(line.split(", | for ")))
        .filter(line -> !line.startsWith("included"))
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
