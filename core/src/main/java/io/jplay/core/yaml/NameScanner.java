package io.jplay.core.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.tokens.AliasToken;
import org.yaml.snakeyaml.tokens.AnchorToken;
import org.yaml.snakeyaml.tokens.DirectiveToken;
import org.yaml.snakeyaml.tokens.TagToken;
import org.yaml.snakeyaml.tokens.TagTuple;
import org.yaml.snakeyaml.tokens.Token;

/// Scans what is named: anchors, aliases, tags and directives. Used by one thread.
final class NameScanner {
  private static final String DIRECTIVE = "while scanning a directive";
  private static final String VERSION = "while scanning a %YAML directive";
  private static final String TAG_DIRECTIVE = "while scanning a %TAG directive";
  private static final String TAG = "while scanning a tag";
  private static final String URI = "while parsing a tag";
  private static final int MAX_VERSION_DIGITS = 9;

  private final Characters text;

  NameScanner(Characters text) {
    this.text = text;
  }

  Token directive() {
    Mark start = text.mark();
    text.skip();
    String name = name();
    if (name.isEmpty()) {
      throw text.problem(DIRECTIVE, start, "could not find expected directive name");
    }
    if (!text.isWordEnd(0)) {
      throw text.problem(DIRECTIVE, start, "found unexpected non-alphabetical character");
    }
    Token token =
        switch (name) {
          case "YAML" -> version(start);
          case "TAG" -> tagDirective(start);
          default -> throw text.problem(DIRECTIVE, start, "found unknown directive name");
        };
    text.skipBlanks();
    if (text.peek() == '#') {
      text.skipToLineEnd();
    }
    if (!text.isLineEnd()) {
      throw text.problem(DIRECTIVE, start, "did not find expected comment or line break");
    }
    text.skipBreak();
    return token;
  }

  private Token version(Mark start) {
    text.skipBlanks();
    int major = versionNumber(start);
    if (text.peek() != '.') {
      throw text.problem(VERSION, start, "did not find expected digit or '.' character");
    }
    text.skip();
    int minor = versionNumber(start);
    if (major != 1 || minor != 1 && minor != 2) {
      throw text.problem("", start, "found incompatible YAML document");
    }
    return new DirectiveToken<>("YAML", List.of(major, minor), start, text.mark());
  }

  private int versionNumber(Mark start) {
    int digits = 0;
    int number = 0;
    while (text.peek() >= '0' && text.peek() <= '9') {
      if (++digits > MAX_VERSION_DIGITS) {
        throw text.problem(VERSION, start, "found extremely long version number");
      }
      number = number * 10 + text.peek() - '0';
      text.skip();
    }
    if (digits == 0) {
      throw text.problem(VERSION, start, "did not find expected version number");
    }
    return number;
  }

  private Token tagDirective(Mark start) {
    text.skipBlanks();
    String handle = handle(TAG_DIRECTIVE, start);
    if (!handle.equals("!") && !handle.endsWith("!")) {
      throw text.problem("while parsing a tag directive", start, "did not find expected '!'");
    }
    if (!text.isBlank(0)) {
      throw text.problem(TAG_DIRECTIVE, start, "did not find expected whitespace");
    }
    text.skipBlanks();
    String prefix = uri("", true, "while parsing a %TAG directive", start);
    if (!text.isWordEnd(0)) {
      throw text.problem(TAG_DIRECTIVE, start, "did not find expected whitespace or line break");
    }
    return new DirectiveToken<>("TAG", List.of(handle, prefix), start, text.mark());
  }

  Token anchor(boolean alias) {
    Mark start = text.mark();
    text.skip();
    String name = name();
    if (name.isEmpty() || !text.isWordEnd(0) && "?:,]}%@`".indexOf(text.peek()) < 0) {
      throw text.problem(
          alias ? "while scanning an alias" : "while scanning an anchor",
          start,
          "did not find expected alphabetic or numeric character");
    }
    return alias
        ? new AliasToken(name, start, text.mark())
        : new AnchorToken(name, start, text.mark());
  }

  Token tag(boolean flow) {
    Mark start = text.mark();
    TagTuple tuple = text.peek(1) == '<' ? verbatim(start) : shorthand(start);
    if (!text.isWordEnd(0) && !(flow && text.peek() == ',')) {
      throw text.problem(TAG, start, "did not find expected whitespace or line break");
    }
    return new TagToken(tuple, start, text.mark());
  }

  private TagTuple verbatim(Mark start) {
    text.skip(2);
    String name = uri("", true, URI, start);
    if (text.peek() != '>') {
      throw text.problem(TAG, start, "did not find the expected '>'");
    }
    text.skip();
    return new TagTuple(null, name);
  }

  private TagTuple shorthand(Mark start) {
    String handle = handle(TAG, start);
    if (handle.length() > 1 && handle.endsWith("!")) {
      return new TagTuple(handle, uri("", false, URI, start));
    }
    String suffix = uri(handle, false, URI, start);
    return suffix.isEmpty() ? new TagTuple(null, "!") : new TagTuple("!", suffix);
  }

  /// `!`, `!!` or `!name!`; or `!` and the beginning of a name.
  private String handle(String context, Mark start) {
    if (text.peek() != '!') {
      throw text.problem(context, start, "did not find expected '!'");
    }
    text.skip();
    String name = name();
    if (text.peek() != '!') {
      return "!" + name;
    }
    text.skip();
    return "!" + name + "!";
  }

  private String name() {
    var name = new StringBuilder();
    while (text.isNameCharacter()) {
      text.read(name);
    }
    return name.toString();
  }

  /// The rest of a tag that begins with what a handle turned out to be.
  private String uri(String head, boolean verbatim, String context, Mark start) {
    var uri = new StringBuilder(head.isEmpty() ? "" : head.substring(1));
    boolean found = !head.isEmpty();
    while (text.isNameCharacter()
        || ";/?:@&=+$.!~*'()%".indexOf(text.peek()) >= 0
        || verbatim && ",[]".indexOf(text.peek()) >= 0) {
      found = true;
      if (text.peek() == '%') {
        escapes(uri, context, start);
      } else {
        text.read(uri);
      }
    }
    if (!found) {
      throw text.problem(context, start, "did not find expected tag URI");
    }
    return uri.toString();
  }

  /// Characters that are written as `%` and the bytes of their UTF-8.
  private void escapes(StringBuilder uri, String context, Mark start) {
    int lead = octet(context, start);
    int length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
    if (length == 0) {
      throw text.problem(context, start, "found an incorrect leading UTF-8 octet");
    }
    var bytes = ByteBuffer.allocate(length).put((byte) lead);
    while (bytes.hasRemaining()) {
      bytes.put((byte) octet(context, start));
    }
    try {
      uri.append(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()));
    } catch (CharacterCodingException e) {
      throw text.problem(context, start, "found an incorrect trailing UTF-8 octet");
    }
  }

  private int octet(String context, Mark start) {
    int high = Character.digit(text.peek(1), 16);
    int low = Character.digit(text.peek(2), 16);
    if (text.peek() != '%' || high < 0 || low < 0) {
      throw text.problem(context, start, "did not find URI escaped octet");
    }
    text.skip(3);
    return high * 16 + low;
  }
}
