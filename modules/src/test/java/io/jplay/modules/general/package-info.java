/// Tests of the modules of general.
@NullMarked
package io.jplay.modules.general;

import org.jspecify.annotations.NullMarked;
