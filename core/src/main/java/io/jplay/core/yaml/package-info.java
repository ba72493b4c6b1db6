/// YAML and JSON texts as Ansible reads them (PyYAML's YAML 1.1 with `!vault` and `!unsafe`). In: a
/// SourceText. Out: values that all know their place, and every problem as a Diagnostic. The only
/// importer of SnakeYAML, of which its event parser alone is used: no bean is ever built. The
/// tokens are our own scanner's ([YamlScanner]), which follows libyaml, since Ansible reads with
/// that. Does not know what the values mean.
@NullMarked
package io.jplay.core.yaml;

import org.jspecify.annotations.NullMarked;
