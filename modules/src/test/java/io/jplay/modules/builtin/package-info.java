/// Tests of the modules of builtin.
@NullMarked
package io.jplay.modules.builtin;

import org.jspecify.annotations.NullMarked;
