/// The check before the run: from loaded playbooks to all problems that can be known without a
/// host. In: [CheckRequest]. Stages: [Collector] finds everything reachable, each [Check] judges
/// one thing, [Findings] keeps each problem once. Out: [CheckReport]. Renders nothing that has
/// variables of hosts, changes nothing, contacts no host. What only a run can know is listed as not
/// knowable, never guessed.
@NullMarked
package io.jplay.core.check;

import org.jspecify.annotations.NullMarked;
