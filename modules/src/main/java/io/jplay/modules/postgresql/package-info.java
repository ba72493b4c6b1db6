/// The modules of the collection community.postgresql, one class each, and how they reach the
/// server. In: typed arguments and what the client of the host said. Out: decisions and results
/// with the collection's keys. No library of Python and no network of its own: psql does it.
@NullMarked
package io.jplay.modules.postgresql;

import org.jspecify.annotations.NullMarked;
