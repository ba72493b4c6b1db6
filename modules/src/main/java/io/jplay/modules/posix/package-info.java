/// The modules of the collection ansible.posix, one class each.
@NullMarked
package io.jplay.modules.posix;

import org.jspecify.annotations.NullMarked;
