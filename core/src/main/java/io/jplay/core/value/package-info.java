/// The data of playbooks: sealed values, each with its origin and taint, and the two seams (Scope,
/// Renderer) that keep variables, templates, playbooks and inventories apart. Imports diag and
/// source only.
@NullMarked
package io.jplay.core.value;

import org.jspecify.annotations.NullMarked;
