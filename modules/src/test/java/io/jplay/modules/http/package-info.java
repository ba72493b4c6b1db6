/// Tests of what modules ask web servers.
@NullMarked
package io.jplay.modules.http;

import org.jspecify.annotations.NullMarked;
