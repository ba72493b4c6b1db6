/// Tests of the modules of ansible.posix, with shells and files of this machine.
@NullMarked
package io.jplay.modules.posix;

import org.jspecify.annotations.NullMarked;
