/// Problems that a user can cause or mend. In: a place and words. Out: Diagnostic, Parsed,
/// JplayException. Rendering them is the views' business. Imports source only.
@NullMarked
package io.jplay.core.diag;

import org.jspecify.annotations.NullMarked;
