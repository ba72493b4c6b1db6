/// Hosts, groups and patterns. In: sources through spi. Out: an immutable Inventory; every change
/// gives a new one. Variables stay raw; their merging is the business of `vars`.
@NullMarked
package io.jplay.core.inventory;

import org.jspecify.annotations.NullMarked;
