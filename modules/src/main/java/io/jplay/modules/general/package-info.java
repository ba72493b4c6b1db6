/// The modules of the collection community.general, one class each. In: typed arguments and what
/// the reads saw. Out: decisions and results with the collection's keys.
@NullMarked
package io.jplay.modules.general;

import org.jspecify.annotations.NullMarked;
