/// Tests of the modules of community.postgresql, with a server of this machine where there is one.
@NullMarked
package io.jplay.modules.postgresql;

import org.jspecify.annotations.NullMarked;
