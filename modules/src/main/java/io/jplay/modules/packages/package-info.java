/// Package managers of hosts: programs that ask and change them and the parsers of their answers.
/// In: options of a task. Out: text and parsed records; results are made by the modules.
@NullMarked
package io.jplay.modules.packages;

import org.jspecify.annotations.NullMarked;
