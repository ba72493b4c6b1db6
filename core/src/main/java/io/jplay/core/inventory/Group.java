package io.jplay.core.inventory;

import io.jplay.core.value.Dict;
import java.util.List;

/// A group: direct hosts and child groups in the order they were named, and variables written on
/// it. `depth` is the longest way from `all` (which has 0); `priority` is ansible_group_priority
/// (default 1).
public record Group(
    String name,
    int depth,
    int priority,
    List<String> hosts,
    List<String> children,
    Dict variables) {
  public Group {
    hosts = List.copyOf(hosts);
    children = List.copyOf(children);
  }
}
