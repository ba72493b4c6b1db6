/// Tests of the modules of posix.
@NullMarked
package io.jplay.modules.posix;

import org.jspecify.annotations.NullMarked;
