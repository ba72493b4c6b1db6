/// POSIX sh programs as data. In: words of any bytes. Out: programs in which every word is quoted
/// by type. The only road for text into a script. Also what the shell's lexical rules mean to us:
/// words of a line, patterns of names. Imports value and below.
@NullMarked
package io.jplay.core.shell;

import org.jspecify.annotations.NullMarked;
