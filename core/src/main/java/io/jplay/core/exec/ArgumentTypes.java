package io.jplay.core.exec;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values to the types that an argument specification names, with the texts of ansible-core 2.18
/// (module_utils/common/validation).
final class ArgumentTypes {

  private final Renderer renderer;

  /// `renderer` knows how sizes are written.
  ArgumentTypes(Renderer renderer) {
    this.renderer = renderer;
  }

  /// Why a value does not fit.
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch(String text) {
      super(text);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  Value convert(String type, Value value) throws Mismatch {
    return switch (type) {
      case "str" -> text(value);
      case "path" -> Str.of(PythonText.str(value));
      case "raw" -> value;
      case "int" -> integer(value);
      case "float" -> real(value);
      case "bool" -> truth(value);
      case "list" -> list(value);
      case "dict" -> dict(value);
      case "json", "jsonarg" -> json(value);
      case "bytes" -> size(value, "human_to_bytes", "Byte");
      case "bits" -> size(value, "human_to_bytes(isbits=true)", "Bit");
      default -> throw new Mismatch("'NoneType' object is not callable");
    };
  }

  static String type(Value value) {
    return "<class '" + PythonText.qualifiedName(value) + "'>";
  }

  private static Value text(Value value) throws Mismatch {
    if (value instanceof Null) {
      throw new Mismatch("'None' is not a string and conversion is not allowed");
    }
    return value instanceof Str ? value : Str.of(PythonText.str(value));
  }

  private static Value integer(Value value) throws Mismatch {
    if (value instanceof Int || value instanceof Bool) {
      return value;
    }
    if (value instanceof Str || value instanceof Real) {
      try {
        String written = PythonText.str(value).strip();
        return Int.of(new BigDecimal(written).toBigIntegerExact(), value.tag());
      } catch (ArithmeticException | NumberFormatException e) {
        // said below
      }
    }
    throw new Mismatch("\"" + PythonText.repr(value) + "\" cannot be converted to an int");
  }

  private static Value real(Value value) throws Mismatch {
    if (value instanceof Real) {
      return value;
    }
    if (value instanceof Str || value instanceof Int || value instanceof Bool) {
      try {
        return Real.of(Double.parseDouble(PythonText.str(value).strip()));
      } catch (NumberFormatException e) {
        // said below
      }
    }
    throw new Mismatch(type(value) + " cannot be converted to a float");
  }

  private static Value truth(Value value) throws Mismatch {
    return switch (value) {
      case Bool b -> b;
      case Str _, Int _, Real _ -> {
        String text = PythonText.str(value);
        yield Bool.of(Truth.ofOption(text).orElseThrow(() -> new Mismatch(Truth.mismatch(text))));
      }
      default -> throw new Mismatch(type(value) + " cannot be converted to a bool");
    };
  }

  private static Value list(Value value) throws Mismatch {
    return switch (value) {
      case Seq s -> s;
      case Str s ->
          Seq.of(
              List.of(s.text().split(",", -1)).stream()
                  .map(part -> new Str(part, s.tag()))
                  .toList());
      case Int _, Real _ -> Seq.of(List.of(Str.of(PythonText.str(value))));
      default -> throw new Mismatch(type(value) + " cannot be converted to a list");
    };
  }

  private static Value dict(Value value) throws Mismatch {
    if (value instanceof Dict) {
      return value;
    }
    if (!(value instanceof Str s)) {
      throw new Mismatch(type(value) + " cannot be converted to a dict");
    }
    String text = s.text().strip();
    if (text.startsWith("{")) {
      try {
        if (Json.read(text, s.tag()) instanceof Dict d) {
          return d;
        }
      } catch (IOException e) {
        // said below
      }
      throw new Mismatch("unable to evaluate string as dictionary");
    }
    if (!text.contains("=")) {
      throw new Mismatch("dictionary requested, could not parse JSON or key=value");
    }
    var map = new LinkedHashMap<Value, Value>();
    for (String part : text.split("[,\\s]+")) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new Mismatch("dictionary requested, could not parse JSON or key=value");
      }
      map.put(Str.of(part.substring(0, equals)), new Str(part.substring(equals + 1), s.tag()));
    }
    return new Dict(map, s.tag());
  }

  private static Value json(Value value) throws Mismatch {
    return switch (value) {
      case Str s -> new Str(s.text().strip(), s.tag());
      case Seq _, Dict _ -> Str.of(Json.write(value, Json.Layout.LINE));
      default -> throw new Mismatch(type(value) + " cannot be converted to a json string");
    };
  }

  private Value size(Value value, String filter, String unit) throws Mismatch {
    try {
      return renderer.evaluate(
          "it | " + filter, Scope.EMPTY.with(Map.of("it", value)), SourceRange.NONE);
    } catch (JplayException e) {
      throw new Mismatch(type(value) + " cannot be converted to a " + unit + " value");
    }
  }
}
