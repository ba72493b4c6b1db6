/// The record of a run. In: events. Out: an append-only file, one line an event, each with a
/// checksum; secrets masked. Every event is written here before a view shows it.
@NullMarked
package io.jplay.core.journal;

import org.jspecify.annotations.NullMarked;
