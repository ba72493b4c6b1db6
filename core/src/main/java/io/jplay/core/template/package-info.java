/// The template language: Jinja2 as Ansible uses it. In: templates, conditions, template files and
/// a Scope. Out: values and texts, or diagnostics with the place of the expression. The only
/// importer of JMESPath. Must not know `vars`: it reads variables through `value.Scope` only.
@NullMarked
package io.jplay.core.template;

import org.jspecify.annotations.NullMarked;
