/// Faults put in on purpose: jplay runs as a process of its own, against real sshd, and must come
/// through as docs/faults.md says.
@NullMarked
package io.jplay.faults;

import org.jspecify.annotations.NullMarked;
