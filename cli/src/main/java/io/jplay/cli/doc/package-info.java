/// What jdoc knows. In: the pages of docs/modules and tables of the other plug-ins, as resources.
/// Out: pages as data and as text; nothing is printed here.
@NullMarked
package io.jplay.cli.doc;

import org.jspecify.annotations.NullMarked;
