package io.jplay.core.playbook;

import io.jplay.core.value.Dict;
import java.nio.file.Path;

/// What one use of a role defines by itself, raw: its files `defaults/` and `vars/` (with
/// `defaults_from` and `vars_from`), the `vars:` given where it is used, and the parameters given
/// there (level "role params"). `path` is the role's directory.
public record RoleVariables(
    Path path, Dict defaults, Dict variables, Dict given, Dict parameters) {}
