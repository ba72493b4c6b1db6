/// The run: plays, batches of hosts, strategies, handlers, the rules of failure. In: playbooks, an
/// inventory, settings. Out: events in order, then an exit code. RunState is the one ledger, owned
/// by the play thread.
@NullMarked
package io.jplay.core.run;

import org.jspecify.annotations.NullMarked;
