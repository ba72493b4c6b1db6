/// The modules of the collection ansible.builtin, one class each: `ansible.builtin.lineinfile` is
/// [Lineinfile]. In: typed arguments and what the reads saw. Out: decisions and results with
/// Ansible's keys. Modules do not call each other; shared parts are in `modules.files` and its
/// siblings.
@NullMarked
package io.jplay.modules.builtin;

import org.jspecify.annotations.NullMarked;
