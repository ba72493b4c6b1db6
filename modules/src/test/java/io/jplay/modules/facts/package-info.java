/// Tests of facts against the texts that hosts have.
@NullMarked
package io.jplay.modules.facts;

import org.jspecify.annotations.NullMarked;
