/// YAML and JSON texts as Ansible reads them (PyYAML's YAML 1.1 with `!vault` and `!unsafe`). In: a
/// SourceText. Out: values that all know their place, and every problem as a Diagnostic. The only
/// importer of SnakeYAML, of which nothing above its event parser is used: no bean is ever built.
/// Does not know what the values mean.
@NullMarked
package io.jplay.core.yaml;

import org.jspecify.annotations.NullMarked;
