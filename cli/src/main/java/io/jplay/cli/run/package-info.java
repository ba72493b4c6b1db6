/// What commands ask of the engine. In: RunRequest. Out: events, exit codes. CoreEngine is the one
/// place where requests become the settings records of core.
@NullMarked
package io.jplay.cli.run;

import org.jspecify.annotations.NullMarked;
