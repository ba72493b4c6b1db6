/// Tests of the shared file parts.
@NullMarked
package io.jplay.modules.files;

import org.jspecify.annotations.NullMarked;
