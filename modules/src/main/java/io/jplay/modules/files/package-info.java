/// Shared parts of modules that handle files on a host. In: paths, wanted attributes and content.
/// Out: reads (stat, checksum, content, accounts) and write programs that replace a file in one
/// step. Knows no module; imports core.api, core.shell, core.value and core.event.
@NullMarked
package io.jplay.modules.files;

import org.jspecify.annotations.NullMarked;
