/// The modules of the collection community.docker, one class each, and how they reach the daemon.
/// In: typed arguments and what the client `docker` of the host said. Out: decisions and results
/// with the collection's keys. No library of Python and no network of its own: the client does it.
@NullMarked
package io.jplay.modules.docker;

import org.jspecify.annotations.NullMarked;
