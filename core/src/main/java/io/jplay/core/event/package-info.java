/// Everything that a view may show, as values. In: results of the run. Out: to EventSink. Never
/// holds types of exec or run.
@NullMarked
package io.jplay.core.event;

import org.jspecify.annotations.NullMarked;
