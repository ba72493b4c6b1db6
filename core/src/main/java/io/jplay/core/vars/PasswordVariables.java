package io.jplay.core.vars;

import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;

/// The variables that hold passwords of connections and of becoming another user
/// (`ansible_password`, `ansible_ssh_pass`, `ansible_become_password`): secret, whoever wrote them.
public final class PasswordVariables {
  private PasswordVariables() {}

  static boolean has(String name) {
    return name.startsWith("ansible_") && (name.endsWith("_pass") || name.endsWith("_password"));
  }

  /// The value of a variable, secret if it is one of these.
  public static Value marked(String name, Value value) {
    return has(name) && !value.isSecret() ? value.withTag(value.tag().with(Taint.SECRET)) : value;
  }
}
