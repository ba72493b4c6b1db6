/// Ways to hosts: SSH, the controller itself, a chroot. In: endpoints from connection variables,
/// programs from `core.shell`. Out: sessions that run them in one persistent POSIX shell per host
/// and user. The only importer of Apache MINA sshd; the classes of the shell, the local and the
/// chroot connection never load it. Knows nothing of tasks, variables or inventory.
@NullMarked
package io.jplay.core.ssh;

import org.jspecify.annotations.NullMarked;
