/// Texts and places in them. In: a file's text. Out: line and column of anything that was read from
/// it. Imports nothing of jplay.
@NullMarked
package io.jplay.core.source;

import org.jspecify.annotations.NullMarked;
