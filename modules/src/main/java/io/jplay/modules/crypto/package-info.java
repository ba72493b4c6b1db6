/// The modules of the collection community.crypto, one class each. In: typed arguments and what the
/// reads saw. Out: decisions and results with the collection's keys.
@NullMarked
package io.jplay.modules.crypto;

import org.jspecify.annotations.NullMarked;
