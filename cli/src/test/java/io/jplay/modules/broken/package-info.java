/// Modules that do wrong, for tests of what a run makes of it.
@NullMarked
package io.jplay.modules.broken;

import org.jspecify.annotations.NullMarked;
