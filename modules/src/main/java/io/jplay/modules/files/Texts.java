package io.jplay.modules.files;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
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

/// Values as the texts that Ansible writes into files.
public final class Texts {
  private Texts() {}

  /// The clear text of a scalar, secrets included; containers as JSON on one line.
  public static String plain(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Bool b -> b.value() ? "True" : "False";
      case Int i -> i.bigValue().toString();
      case Real r -> PythonFloat.repr(r.value(), false);
      case Null n -> "";
      case Seq _, Dict _, Template _, Vaulted _, Undefined _, Omit _, Deferred _, Foreign _ ->
          Json.write(value, Json.Layout.LINE);
    };
  }
}
