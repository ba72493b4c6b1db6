/// Programs of the host that several modules call: how they are found, run one after the other, and
/// how a failure of one is told. In: words. Out: reads and decisions. Imports no module.
@NullMarked
package io.jplay.modules.programs;

import org.jspecify.annotations.NullMarked;
