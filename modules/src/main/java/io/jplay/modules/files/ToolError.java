package io.jplay.modules.files;

import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tool of the host that refused, told as Ansible tells it: playbooks match these messages, which
/// are Python's. From the last line of standard error: `tool: what: reason`.
public record ToolError(String tool, String text, String reason) {
  private static final Pattern QUOTED = Pattern.compile("(?<![a-z])['‘](.*)['’]");

  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("Operation not permitted", 1),
          Map.entry("No such file or directory", 2),
          Map.entry("Permission denied", 13),
          Map.entry("File exists", 17),
          Map.entry("Invalid cross-device link", 18),
          Map.entry("Not a directory", 20),
          Map.entry("Is a directory", 21),
          Map.entry("Invalid argument", 22),
          Map.entry("Text file busy", 26),
          Map.entry("No space left on device", 28),
          Map.entry("Read-only file system", 30),
          Map.entry("File name too long", 36),
          Map.entry("Directory not empty", 39),
          Map.entry("Too many levels of symbolic links", 40),
          Map.entry("Operation not supported", 95));

  /// What tools say in their own words.
  private static final Map<String, String> OWN_WORDS =
      Map.of(
          "hard link not allowed for directory", "Operation not permitted",
          "Directory nonexistent", "No such file or directory");

  public static ToolError of(ProgramOutput output) {
    List<String> lines = output.stderr().strip().lines().toList();
    String last = lines.isEmpty() ? "" : lines.getLast().strip();
    int first = last.indexOf(": ");
    int end = last.lastIndexOf(": ");
    String reason = last.substring(end < 0 ? 0 : end + 2);
    return new ToolError(
        first < 0 ? "" : last.substring(0, first), last, OWN_WORDS.getOrDefault(reason, reason));
  }

  /// `[Errno 13] Permission denied`; the reason alone where it is none of the system's.
  public String python() {
    Integer number = NUMBERS.get(reason);
    return number == null ? reason : "[Errno " + number + "] " + reason;
  }

  /// With the path that it is about, as bytes are shown.
  public String python(String path) {
    return python() + ": " + bytes(path);
  }

  /// A path as Python shows bytes.
  public static String bytes(String path) {
    return path.contains("'") && !path.contains("\"") ? "b\"" + path + "\"" : "b'" + path + "'";
  }

  /// The path that the tool itself names.
  public String named(String otherwise) {
    Matcher m = QUOTED.matcher(text);
    return m.find() ? m.group(1) : otherwise;
  }

  /// The failure of the tools that set attributes of a path.
  public Result onAttributes(String path) {
    return switch (tool) {
      case "chown" -> Result.failed("chown failed: " + python(path));
      case "chgrp" -> Result.failed("chgrp failed");
      case "chmod" -> Result.failed("chmod failed: " + python(path));
      case "touch" ->
          Result.failed("Error while updating modification or access time: " + python());
      case "chcon" -> Result.failed("set selinux context failed");
      default ->
          text.contains("chattr")
              ? Result.failed("chattr failed")
                  .with("details", "Error while setting attributes: " + text + "\n")
              : Result.failed("could not change " + path + ": " + text);
    };
  }
}
