/// Events and diagnostics to bytes. In: core.event.Event, core.diag.Diagnostic. Out: the screen and
/// report files, in the words and layout of ansible's callbacks of the same names. Secrets are
/// masked and control characters of hosts made visible here, in one place each.
@NullMarked
package io.jplay.cli.view;

import org.jspecify.annotations.NullMarked;
