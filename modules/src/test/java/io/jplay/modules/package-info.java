/// Tests over all modules.
@NullMarked
package io.jplay.modules;

import org.jspecify.annotations.NullMarked;
