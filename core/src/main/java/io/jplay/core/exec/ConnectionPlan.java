package io.jplay.core.exec;

import io.jplay.core.spi.Become;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.value.Scope;
import java.util.Optional;

/// How one task reaches one host: the connection type, where, and as whom; the shell of its own
/// commands, where jobs have their directories, and the variables that say so.
record ConnectionPlan(
    String type,
    Endpoint endpoint,
    Optional<Become> become,
    String shell,
    String asyncDirectory,
    Scope variables) {}
