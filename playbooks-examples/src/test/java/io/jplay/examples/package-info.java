/// Runs the examples as their users do: jplay as a process of its own, real OpenSSH servers with
/// roots of their own, a real agent, real vault files, and an HTTP server that answers as
/// DigitalOcean's API is documented. What the hosts hold afterwards is looked at over ssh.
@NullMarked
package io.jplay.examples;

import org.jspecify.annotations.NullMarked;
