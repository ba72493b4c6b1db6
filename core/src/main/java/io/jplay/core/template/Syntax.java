package io.jplay.core.template;

/// How a template's markers look and how blanks around them are treated. `rawStrings`: backslashes
/// in texts within `{{ }}` mean themselves, as Ansible has it for values of playbooks (but not for
/// template files and conditions).
record Syntax(
    Pair block,
    Pair variable,
    Pair comment,
    Lines lines,
    boolean trimBlocks,
    boolean lstripBlocks,
    boolean rawStrings) {

  /// A marker that opens and the one that closes.
  record Pair(String start, String end) {}

  /// What makes the rest of a line a statement or a comment, empty when nothing does; and what
  /// stands at the end of the lines that a template writes.
  record Lines(String statement, String comment, String end) {
    static final Lines PLAIN = new Lines("", "", "\n");

    String ended(String text) {
      return end.equals("\n") ? text : text.replace("\n", end);
    }
  }

  /// Template files and conditions.
  static final Syntax FILE =
      new Syntax(
          new Pair("{%", "%}"),
          new Pair("{{", "}}"),
          new Pair("{#", "#}"),
          Lines.PLAIN,
          true,
          false,
          false);

  /// Values of playbooks, inventories and variable files.
  static final Syntax VALUE =
      new Syntax(FILE.block, FILE.variable, FILE.comment, Lines.PLAIN, true, false, true);

  String blockStart() {
    return block.start;
  }

  String blockEnd() {
    return block.end;
  }

  String variableStart() {
    return variable.start;
  }

  String variableEnd() {
    return variable.end;
  }

  String commentStart() {
    return comment.start;
  }

  String commentEnd() {
    return comment.end;
  }

  /// Whether a text may be a template.
  boolean isIn(String text) {
    return text.contains(block.start)
        || text.contains(variable.start)
        || text.contains(comment.start);
  }

  /// This syntax for the files that a template asks for.
  Syntax ofFiles() {
    return new Syntax(block, variable, comment, lines, trimBlocks, lstripBlocks, false);
  }

  /// This syntax with one option of the template module or of a `#jinja2:` header changed; the same
  /// when the option is none of ours.
  Syntax with(String option, String text) {
    return switch (option) {
      case "block_start_string" -> marked(new Pair(text, block.end), variable, comment);
      case "block_end_string" -> marked(new Pair(block.start, text), variable, comment);
      case "variable_start_string" -> marked(block, new Pair(text, variable.end), comment);
      case "variable_end_string" -> marked(block, new Pair(variable.start, text), comment);
      case "comment_start_string" -> marked(block, variable, new Pair(text, comment.end));
      case "comment_end_string" -> marked(block, variable, new Pair(comment.start, text));
      case "line_statement_prefix" -> lined(new Lines(text, lines.comment, lines.end));
      case "line_comment_prefix" -> lined(new Lines(lines.statement, text, lines.end));
      case "newline_sequence" ->
          lined(
              new Lines(
                  lines.statement, lines.comment, text.replace("\\r", "\r").replace("\\n", "\n")));
      case "trim_blocks" -> trimmed(isTrue(text), lstripBlocks);
      case "lstrip_blocks" -> trimmed(trimBlocks, isTrue(text));
      default -> this;
    };
  }

  private Syntax marked(Pair newBlock, Pair newVariable, Pair newComment) {
    return new Syntax(
        newBlock, newVariable, newComment, lines, trimBlocks, lstripBlocks, rawStrings);
  }

  private Syntax lined(Lines newLines) {
    return new Syntax(block, variable, comment, newLines, trimBlocks, lstripBlocks, rawStrings);
  }

  private Syntax trimmed(boolean trim, boolean lstrip) {
    return new Syntax(block, variable, comment, lines, trim, lstrip, rawStrings);
  }

  private static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equals("1");
  }
}
