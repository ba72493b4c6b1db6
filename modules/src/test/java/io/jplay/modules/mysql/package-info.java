@NullMarked
package io.jplay.modules.mysql;

import org.jspecify.annotations.NullMarked;
