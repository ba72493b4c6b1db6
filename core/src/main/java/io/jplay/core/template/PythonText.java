package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.HexFormat;

/// Values as Python's `str()`, `repr()` and `type()` print them. Containers must be finished at
/// every depth ([Evaluation#finishDeep]); the taint of the text is [Taints#deep] of the value.
public final class PythonText {
  /// What a text with `omit` in it shows; Ansible appends a random number for each run.
  public static final String OMIT_TEXT = "__omit_place_holder__";

  private PythonText() {}

  /// `str(value)`.
  public static String str(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Int i -> i.isSmall() ? Long.toString(i.longValue()) : i.bigValue().toString();
      case Bool b -> b.value() ? "True" : "False";
      case Null n -> "None";
      case Real r -> PythonFloat.repr(r.value(), false);
      case Template t -> t.text();
      case Undefined u -> {
        if (TemplateRun.isSilent(u)) {
          yield "";
        }
        throw PythonError.undefined(u);
      }
      case Omit o -> OMIT_TEXT;
      case Vaulted v -> v.ciphertext();
      case Deferred d -> str(d.force());
      case Foreign f -> f.text();
      case Seq s -> repr(s);
      case Dict d -> repr(d);
    };
  }

  /// `str(value)` with the taint of everything in it.
  public static Str text(Value value) {
    return value instanceof Str s ? s : new Str(str(value), Taints.tag(Taints.deep(value)));
  }

  /// `repr(value)`.
  public static String repr(Value value) {
    var out = new StringBuilder();
    appendRepr(value, out);
    return out.toString();
  }

  public static void appendRepr(Value value, StringBuilder out) {
    switch (value) {
      case Str s -> quote(s.text(), out);
      case Template t -> quote(t.text(), out);
      case Omit o -> quote(OMIT_TEXT, out);
      case Vaulted v -> quote(v.ciphertext(), out);
      case Seq s -> appendSeq(s, out);
      case Dict d -> appendDict(d, out);
      case Deferred d -> appendRepr(d.force(), out);
      case Foreign f -> out.append(f.text());
      case Undefined u when TemplateRun.isSilent(u) -> out.append("Undefined");
      case Undefined u -> throw PythonError.undefined(u);
      case Int i -> out.append(str(i));
      case Bool b -> out.append(str(b));
      case Null n -> out.append("None");
      case Real r -> out.append(str(r));
    }
  }

  private static void appendSeq(Seq seq, StringBuilder out) {
    if (seq.kind() == Seq.Kind.SET && seq.items().isEmpty()) {
      out.append("set()");
      return;
    }
    out.append(
        switch (seq.kind()) {
          case LIST -> '[';
          case TUPLE -> '(';
          case SET -> '{';
        });
    boolean first = true;
    for (Value item : seq.items()) {
      if (!first) {
        out.append(", ");
      }
      first = false;
      appendRepr(item, out);
    }
    switch (seq.kind()) {
      case LIST -> out.append(']');
      case TUPLE -> out.append(seq.size() == 1 ? ",)" : ")");
      case SET -> out.append('}');
    }
  }

  private static void appendDict(Dict dict, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (var entry : dict.entries().entrySet()) {
      if (!first) {
        out.append(", ");
      }
      first = false;
      appendRepr(entry.getKey(), out);
      out.append(": ");
      appendRepr(entry.getValue(), out);
    }
    out.append('}');
  }

  /// `repr(text)`.
  public static String quote(String text) {
    var out = new StringBuilder(text.length() + 2);
    quote(text, out);
    return out.toString();
  }

  private static void quote(String text, StringBuilder out) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == quote || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= ' ' && c < 127) {
        out.append((char) c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else if (c < 256) {
        out.append("\\x").append(HexFormat.of().toHexDigits(c, 2));
      } else if (c < 0x10000) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c, 4));
      } else {
        out.append("\\U").append(HexFormat.of().toHexDigits(c, 8));
      }
    }
    out.append(quote);
  }

  /// `str.isprintable` of one character.
  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /// `type(value).__name__`. The name of the type as `type_debug` tells it: ansible's own kinds of
  /// text apart.
  static String className(Value value) {
    if (!(value instanceof Str s)) {
      return typeName(value);
    }
    if (s.isRemote()) {
      return s.tag().isText() ? "NativeJinjaUnsafeText" : "AnsibleUnsafeText";
    }
    return s.tag().isText() ? "NativeJinjaText" : s.isYamlScalar() ? "AnsibleUnicode" : "str";
  }

  /// The same with the module that the class is in, as the text of a type has it.
  public static String qualifiedName(Value value) {
    String name = className(value);
    return switch (name) {
      case "AnsibleUnicode" -> "ansible.parsing.yaml.objects." + name;
      case "AnsibleUnsafeText", "NativeJinjaUnsafeText" -> "ansible.utils.unsafe_proxy." + name;
      default -> name;
    };
  }

  public static String typeName(Value value) {
    return switch (value) {
      case Str s -> "str";
      case Template t -> "str";
      case Omit o -> "str";
      case Vaulted v -> "AnsibleVaultEncryptedUnicode";
      case Int i -> "int";
      case Real r -> "float";
      case Bool b -> "bool";
      case Null n -> "NoneType";
      case Dict d -> d.entries() instanceof Dict.Computed c ? c.typeName() : "dict";
      case Undefined u -> TemplateRun.isSilent(u) ? "Undefined" : "AnsibleUndefined";
      case Deferred d -> typeName(d.force());
      case Foreign f -> f.typeName();
      case Seq s ->
          switch (s.kind()) {
            case LIST -> "list";
            case TUPLE -> "tuple";
            case SET -> "set";
          };
    };
  }

  /// How messages name an object: `dict object`, `None`.
  static String objectName(Value value) {
    return switch (value) {
      case Null n -> "None";
      case Namespace n -> "jinja2.utils.Namespace object";
      case ForLoop.State l -> "jinja2.runtime.LoopContext object";
      case Dict d when d.isComputed() -> "ansible.vars.hostvars." + typeName(d) + " object";
      default -> typeName(value) + " object";
    };
  }
}
