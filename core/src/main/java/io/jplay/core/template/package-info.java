/// The template language: Jinja2 as Ansible uses it. In: templates, conditions, template files and
/// a Scope. Out: values and texts, or diagnostics with the place of the expression. Must not know
/// `vars`: it reads variables through `value.Scope` only.
///
/// A way through its classes, in the order in which a template passes them:
///
/// - [Templar] is the door ([io.jplay.core.value.Renderer]), [Conditions] its part for `when`.
///   [TemplateEngine] is what all runs share, [TemplateRun] one evaluation, [RunVariables] the
///   variables it sees, [Budget] and [Limits] what it may use.
/// - Text to tree: [TemplateReader] keeps trees ([TreeCache]). [TemplateLexer] cuts texts,
///   [ExpressionLexer] and [LiteralParser] what is in braces; [StatementParser], [ExpressionParser]
///   and [OperandParser] build [Stmt], [Expr] and [Node] in a [TemplateUnit]. [TemplateSurveyor]
///   looks at trees without evaluating them.
/// - Tree to value: a [Frame] has the names of a block, [Rendering] and [Output] what is printed,
///   [Conversion] what becomes of a result; [Inheritance], [Macro] and [ForLoop] are statements'.
/// - Python: [PythonOps] and [Operator] calculate, [PythonText] prints, [Access], [Methods] and
///   [Attributes] read what stands behind a dot; [PythonError] is an exception before it has a
///   place, [TemplateFailure] one that has. [Regex] translates regular expressions.
/// - Plug-ins: [PluginRegistry] finds them, [PluginCalls] calls them, [Call] binds their arguments.
///   Families are named for what they do: `...Filters` ([FilterFamily]), `...Tests` ([TestFamily]),
///   `...Lookup` and `...Lookups` ([LookupFamily]); [BuiltinFilters], [BuiltinTests] and
///   [BuiltinLookups] list them. What one of them alone needs bears its name or stands beside it:
///   `Dns...` is of `dig`, `Yaml...` of `to_yaml`, `Ip...` of `ipaddr`, [HashiVault] of its
///   lookups.
/// - [TemplateEnvironment] is what a run must be told: paths, vault, inventory, programs.
@NullMarked
package io.jplay.core.template;

import org.jspecify.annotations.NullMarked;
