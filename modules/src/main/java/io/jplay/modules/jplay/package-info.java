/// Modules of the collection jplay.builtin, which Ansible does not have.
@NullMarked
package io.jplay.modules.jplay;

import org.jspecify.annotations.NullMarked;
