/// Tests of the modules that only jplay has, with stand-ins of package managers.
@NullMarked
package io.jplay.modules.jplay;

import org.jspecify.annotations.NullMarked;
