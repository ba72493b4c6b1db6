package io.jplay.core.event;

import java.util.List;

/// A task as a view names it. `id` is unique within the run; `name` is rendered and has the role's
/// name before it (`role : name`); `action` is as resolved (`ansible.builtin.copy`); `where` is
/// `file:line`; `arguments` is empty unless arguments are to be shown.
public record TaskRef(
    long id,
    String name,
    String action,
    String where,
    String role,
    List<String> tags,
    boolean isHandler,
    String arguments) {
  public TaskRef {
    tags = List.copyOf(tags);
  }
}
