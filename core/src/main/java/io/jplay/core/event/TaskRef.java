package io.jplay.core.event;

import io.jplay.core.value.Dict;
import java.util.List;

/// A task as a view names it. `id` is unique within the run; `name` is rendered and has the role's
/// name before it (`role : name`); `action` is as resolved (`ansible.builtin.copy`); `where` is
/// `file:line`; `arguments` are the options as the task has them written, `_raw_params` for free
/// text; none where `no_log` hides them (`isSecret`).
public record TaskRef(
    long id,
    String name,
    String action,
    String where,
    String role,
    List<String> tags,
    boolean isHandler,
    Dict arguments,
    boolean isSecret) {
  public TaskRef {
    tags = List.copyOf(tags);
  }
}
