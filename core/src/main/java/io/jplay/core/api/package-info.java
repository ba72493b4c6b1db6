/// What a module author sees: TaskModule and its three shapes, reads, decisions, results. Module
/// code imports this package, spi, shell and value, nothing else of core.
@NullMarked
package io.jplay.core.api;

import org.jspecify.annotations.NullMarked;
