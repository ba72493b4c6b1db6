/// Variables of one host and task by Ansible's precedence. In: raw variables of inventory, play,
/// roles, facts, registers. Out: a lazy Scope. Holds raw values; templates are rendered by who
/// reads them. Must not know `template`.
@NullMarked
package io.jplay.core.vars;

import org.jspecify.annotations.NullMarked;
