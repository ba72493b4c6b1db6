/// Facts of a host from the text that `sh/facts.sh` prints. In: sections of raw text, hostile. Out:
/// dicts with the names and types of Ansible's setup, tagged remote. One class per area; all are
/// pure.
@NullMarked
package io.jplay.modules.facts;

import org.jspecify.annotations.NullMarked;
