package io.jplay.core.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.tokens.BlockEndToken;
import org.yaml.snakeyaml.tokens.BlockEntryToken;
import org.yaml.snakeyaml.tokens.BlockMappingStartToken;
import org.yaml.snakeyaml.tokens.BlockSequenceStartToken;
import org.yaml.snakeyaml.tokens.DocumentEndToken;
import org.yaml.snakeyaml.tokens.DocumentStartToken;
import org.yaml.snakeyaml.tokens.FlowEntryToken;
import org.yaml.snakeyaml.tokens.FlowMappingEndToken;
import org.yaml.snakeyaml.tokens.FlowMappingStartToken;
import org.yaml.snakeyaml.tokens.FlowSequenceEndToken;
import org.yaml.snakeyaml.tokens.FlowSequenceStartToken;
import org.yaml.snakeyaml.tokens.KeyToken;
import org.yaml.snakeyaml.tokens.StreamEndToken;
import org.yaml.snakeyaml.tokens.StreamStartToken;
import org.yaml.snakeyaml.tokens.Token;
import org.yaml.snakeyaml.tokens.ValueToken;

/// Cuts a text into tokens as libyaml does, with which Ansible reads: SnakeYAML's own scanner takes
/// other texts (tabs between tokens, names of anchors, `|#`) and stops at other places. Indentation
/// and keys that are known only by the `:` behind them are resolved here. Used by one thread.
final class YamlScanner implements Scanner {
  /// How far a key without `?` may reach.
  private static final int MAX_KEY = 1024;

  /// A token that may turn out to be a key. A required one stands where only a key may.
  private record PossibleKey(int number, boolean required, Mark mark) {}

  private final Characters text;
  private final NameScanner names;
  private final FlowScalars scalars;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Integer> indents = new ArrayList<>();

  /// For each flow level, and the block around them, the last possible key, or null.
  private final List<@Nullable PossibleKey> keys = new ArrayList<>();

  private int taken;
  private int indent = -1;
  private boolean keyAllowed = true;
  private boolean done;
  private boolean lacksValue;

  YamlScanner(String source) {
    this.text = new Characters(source);
    this.names = new NameScanner(text);
    this.scalars = new FlowScalars(text);
    keys.add(null);
    Mark start = text.mark();
    tokens.add(new StreamStartToken(start, start));
  }

  /// Asked for a value and then for a text, SnakeYAML's parser would take `? a` and a text without
  /// `:` for a key and its value, which libyaml refuses.
  @Override
  public boolean checkToken(Token.ID... choices) {
    Token.ID next = peekToken().getTokenId();
    boolean found = choices.length == 0 || Arrays.asList(choices).contains(next);
    boolean isLackingColon = lacksValue && choices.length == 1 && choices[0] == Token.ID.Scalar;
    lacksValue = !found && choices.length == 1 && choices[0] == Token.ID.Value;
    return found && !isLackingColon;
  }

  @Override
  public Token peekToken() {
    while (!done && needsMore()) {
      fetch();
    }
    return tokens.getFirst();
  }

  @Override
  public Token getToken() {
    Token token = peekToken();
    tokens.removeFirst();
    taken++;
    lacksValue = false;
    return token;
  }

  @Override
  public void resetDocumentIndex() {}

  /// The first token is known once nothing can put a key before it.
  private boolean needsMore() {
    if (tokens.isEmpty()) {
      return true;
    }
    forgetOldKeys();
    for (PossibleKey key : keys) {
      if (key != null && key.number() == taken) {
        return true;
      }
    }
    return false;
  }

  private void fetch() {
    skipToToken();
    forgetOldKeys();
    closeBlocks(text.column());
    int c = text.peek();
    if (c == Characters.END) {
      end();
    } else if (text.column() == 0 && c == '%') {
      startDocumentPart();
      tokens.add(names.directive());
    } else if (text.isDocumentIndicator()) {
      startDocumentPart();
      Mark start = text.mark();
      text.skip(3);
      tokens.add(
          c == '-'
              ? new DocumentStartToken(start, text.mark())
              : new DocumentEndToken(start, text.mark()));
    } else if (!isIndicator(c)) {
      fetchContent(c);
    }
  }

  /// Takes a sign that is a token of its own; false when the character begins something else.
  private boolean isIndicator(int c) {
    boolean flow = isFlow();
    switch (c) {
      case '[', '{' -> openFlow(c);
      case ']', '}' -> closeFlow(c);
      case ',' -> {
        dropKey();
        keyAllowed = true;
        tokens.add(new FlowEntryToken(text.mark(), skipped()));
      }
      case '-' -> {
        if (!text.isWordEnd(1)) {
          return false;
        }
        entry();
      }
      case '?' -> {
        if (!flow && !text.isWordEnd(1)) {
          return false;
        }
        key();
      }
      case ':' -> {
        if (!flow && !text.isWordEnd(1)) {
          return false;
        }
        value();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void fetchContent(int c) {
    if (c == '|' && !isFlow() || c == '>' && !isFlow()) {
      dropKey();
      keyAllowed = true;
      tokens.add(BlockScalar.scan(text, indent));
      return;
    }
    switch (c) {
      case '*', '&' -> {
        saveKey();
        tokens.add(names.anchor(c == '*'));
      }
      case '!' -> {
        saveKey();
        tokens.add(names.tag(isFlow()));
      }
      case '\'', '"' -> {
        saveKey();
        tokens.add(scalars.quoted());
      }
      default -> {
        if (!beginsPlain(c)) {
          throw text.problem(
              "while scanning for the next token",
              text.mark(),
              "found character that cannot start any token");
        }
        saveKey();
        tokens.add(scalars.plain(indent, isFlow()));
        keyAllowed = scalars.endedInNewLine();
      }
    }
  }

  private boolean beginsPlain(int c) {
    return switch (c) {
      case '-' -> !text.isBlank(1);
      case '?', ':' -> !isFlow() && !text.isWordEnd(1);
      case ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '%', '@', '`' -> false;
      default -> !text.isWordEnd(0);
    };
  }

  private boolean isFlow() {
    return keys.size() > 1;
  }

  private void skipToToken() {
    while (true) {
      text.skipByteOrderMark();
      while (text.peek() == ' ' || (isFlow() || !keyAllowed) && text.peek() == '\t') {
        text.skip();
      }
      if (text.peek() == '#') {
        text.skipToLineEnd();
      }
      if (!text.isBreak()) {
        return;
      }
      text.skipBreak();
      keyAllowed |= !isFlow();
    }
  }

  private Mark skipped() {
    text.skip();
    return text.mark();
  }

  /// A key must be in one line and short.
  private void forgetOldKeys() {
    for (int i = 0; i < keys.size(); i++) {
      PossibleKey key = keys.get(i);
      if (key != null
          && (key.mark().getLine() < text.line()
              || key.mark().getIndex() + MAX_KEY < text.index())) {
        refuseRequired(key);
        keys.set(i, null);
      }
    }
  }

  private void refuseRequired(PossibleKey key) {
    if (key.required()) {
      throw text.problem("while scanning a simple key", key.mark(), "could not find expected ':'");
    }
  }

  private void saveKey() {
    boolean required = !isFlow() && indent == text.column();
    if (keyAllowed) {
      dropKey();
      keys.set(keys.size() - 1, new PossibleKey(taken + tokens.size(), required, text.mark()));
    }
    keyAllowed = false;
  }

  private void dropKey() {
    PossibleKey key = keys.getLast();
    if (key != null) {
      refuseRequired(key);
      keys.set(keys.size() - 1, null);
    }
  }

  /// Begins a block that is indented deeper; its first token goes before the token of that number.
  private void openBlock(int column, int number, Token start) {
    if (!isFlow() && indent < column) {
      indents.add(indent);
      indent = column;
      tokens.add(number - taken, start);
    }
  }

  private void closeBlocks(int column) {
    while (!isFlow() && indent > column) {
      Mark mark = text.mark();
      tokens.add(new BlockEndToken(mark, mark));
      indent = indents.removeLast();
    }
  }

  private void startDocumentPart() {
    closeBlocks(-1);
    dropKey();
    keyAllowed = false;
  }

  private void end() {
    startDocumentPart();
    Mark mark = text.mark();
    tokens.add(new StreamEndToken(mark, mark));
    done = true;
  }

  private void openFlow(int c) {
    saveKey();
    keys.add(null);
    keyAllowed = true;
    Mark start = text.mark();
    tokens.add(
        c == '['
            ? new FlowSequenceStartToken(start, skipped())
            : new FlowMappingStartToken(start, skipped()));
  }

  private void closeFlow(int c) {
    dropKey();
    if (isFlow()) {
      keys.removeLast();
    }
    keyAllowed = false;
    Mark start = text.mark();
    tokens.add(
        c == ']'
            ? new FlowSequenceEndToken(start, skipped())
            : new FlowMappingEndToken(start, skipped()));
  }

  private void entry() {
    Mark start = text.mark();
    if (!isFlow()) {
      requireKeyAllowed("block sequence entries");
      openBlock(text.column(), taken + tokens.size(), new BlockSequenceStartToken(start, start));
    }
    dropKey();
    keyAllowed = true;
    tokens.add(new BlockEntryToken(start, skipped()));
  }

  private void key() {
    Mark start = text.mark();
    if (!isFlow()) {
      requireKeyAllowed("mapping keys");
      openBlock(text.column(), taken + tokens.size(), new BlockMappingStartToken(start, start));
    }
    dropKey();
    keyAllowed = !isFlow();
    tokens.add(new KeyToken(start, skipped()));
  }

  private void value() {
    PossibleKey key = keys.getLast();
    Mark start = text.mark();
    if (key != null) {
      Mark began = key.mark();
      tokens.add(key.number() - taken, new KeyToken(began, began));
      openBlock(began.getColumn(), key.number(), new BlockMappingStartToken(began, began));
      keys.set(keys.size() - 1, null);
      keyAllowed = false;
    } else {
      if (!isFlow()) {
        requireKeyAllowed("mapping values");
        openBlock(text.column(), taken + tokens.size(), new BlockMappingStartToken(start, start));
      }
      keyAllowed = !isFlow();
    }
    tokens.add(new ValueToken(start, skipped()));
  }

  private void requireKeyAllowed(String what) {
    if (!keyAllowed) {
      throw new ScannerException(
          null, null, what + " are not allowed in this context", text.mark());
    }
  }
}
