/// One task on one host, from its place in the play to its result. In: a planned task and a scope.
/// Out: a TaskOutcome. Joins variables and templates, binds arguments, reads, decides and applies,
/// finishes results. Knows no other host but the one it works for and its delegate; knows nothing
/// of strategies.
@NullMarked
package io.jplay.core.exec;

import org.jspecify.annotations.NullMarked;
