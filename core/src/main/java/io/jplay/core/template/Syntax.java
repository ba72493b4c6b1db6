package io.jplay.core.template;

/// How a template's markers look and how blanks around them are treated. `rawStrings`: backslashes
/// in texts within `{{ }}` mean themselves, as Ansible has it for values of playbooks (but not for
/// template files and conditions).
record Syntax(
    String blockStart,
    String blockEnd,
    String variableStart,
    String variableEnd,
    String commentStart,
    String commentEnd,
    boolean trimBlocks,
    boolean lstripBlocks,
    boolean rawStrings) {

  /// Template files and conditions.
  static final Syntax FILE = new Syntax("{%", "%}", "{{", "}}", "{#", "#}", true, false, false);

  /// Values of playbooks, inventories and variable files.
  static final Syntax VALUE = new Syntax("{%", "%}", "{{", "}}", "{#", "#}", true, false, true);

  /// This syntax with one option of the template module or of a `#jinja2:` header changed; the same
  /// when the option is none of ours.
  Syntax with(String option, String text) {
    return switch (option) {
      case "block_start_string" ->
          new Syntax(
              text,
              blockEnd,
              variableStart,
              variableEnd,
              commentStart,
              commentEnd,
              trimBlocks,
              lstripBlocks,
              rawStrings);
      case "block_end_string" ->
          new Syntax(
              blockStart,
              text,
              variableStart,
              variableEnd,
              commentStart,
              commentEnd,
              trimBlocks,
              lstripBlocks,
              rawStrings);
      case "variable_start_string" ->
          new Syntax(
              blockStart,
              blockEnd,
              text,
              variableEnd,
              commentStart,
              commentEnd,
              trimBlocks,
              lstripBlocks,
              rawStrings);
      case "variable_end_string" ->
          new Syntax(
              blockStart,
              blockEnd,
              variableStart,
              text,
              commentStart,
              commentEnd,
              trimBlocks,
              lstripBlocks,
              rawStrings);
      case "comment_start_string" ->
          new Syntax(
              blockStart,
              blockEnd,
              variableStart,
              variableEnd,
              text,
              commentEnd,
              trimBlocks,
              lstripBlocks,
              rawStrings);
      case "comment_end_string" ->
          new Syntax(
              blockStart,
              blockEnd,
              variableStart,
              variableEnd,
              commentStart,
              text,
              trimBlocks,
              lstripBlocks,
              rawStrings);
      case "trim_blocks" ->
          new Syntax(
              blockStart,
              blockEnd,
              variableStart,
              variableEnd,
              commentStart,
              commentEnd,
              isTrue(text),
              lstripBlocks,
              rawStrings);
      case "lstrip_blocks" ->
          new Syntax(
              blockStart,
              blockEnd,
              variableStart,
              variableEnd,
              commentStart,
              commentEnd,
              trimBlocks,
              isTrue(text),
              rawStrings);
      default -> this;
    };
  }

  private static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equals("1");
  }
}
