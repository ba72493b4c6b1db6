package io.jplay.modules.files;

import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import java.util.OptionalLong;

/// Ids of a host's users and groups by name.
public final class Accounts {
  private Accounts() {}

  public static Read<OptionalLong> uid(String user) {
    return read("jp_uid {}", "uid:", user);
  }

  public static Read<OptionalLong> gid(String group) {
    return read("jp_gid {}", "gid:", group);
  }

  private static Read<OptionalLong> read(String call, String key, String name) {
    var program =
        new ScriptBuilder().use("sh/accounts.sh", Accounts.class).line(call, name).program();
    return new Read<>(
        key + name,
        program,
        output -> {
          String id = output.stdout().strip();
          return id.matches("[0-9]{1,10}")
              ? OptionalLong.of(Long.parseLong(id))
              : OptionalLong.empty();
        });
  }

  /// Whether a text names an account by its number.
  static boolean isNumeric(String name) {
    return name.matches("[0-9]{1,10}");
  }
}
