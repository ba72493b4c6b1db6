/// The content of playbooks and roles as immutable records, and its loader. In: YAML values with
/// places. Out: plays, blocks, tasks, handlers, roles with static imports expanded, every keyword
/// still raw; all problems at once. Does not render templates but through `Renderer` (names of
/// imports), does not know hosts.
@NullMarked
package io.jplay.core.playbook;

import org.jspecify.annotations.NullMarked;
