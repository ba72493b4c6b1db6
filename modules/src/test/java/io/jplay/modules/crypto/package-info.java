/// Tests of the modules of crypto.
@NullMarked
package io.jplay.modules.crypto;

import org.jspecify.annotations.NullMarked;
