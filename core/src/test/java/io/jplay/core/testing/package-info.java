/// Test support for all modules: sessions without a network, real shells in scratch directories, a
/// real OpenSSH server on a loopback address.
@NullMarked
package io.jplay.core.testing;

import org.jspecify.annotations.NullMarked;
