/// Runs modules in tests as the engine does, against a shell of this machine.
@NullMarked
package io.jplay.modules.testing;

import org.jspecify.annotations.NullMarked;
