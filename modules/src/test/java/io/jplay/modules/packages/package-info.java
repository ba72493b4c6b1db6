/// Tests of the package managers against the real programs.
@NullMarked
package io.jplay.modules.packages;

import org.jspecify.annotations.NullMarked;
