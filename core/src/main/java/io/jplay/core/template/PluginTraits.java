package io.jplay.core.template;

import java.util.Set;

/// What the name of a filter, test or lookup says of how it is called and what its results remember
/// of their inputs. Looked up once for each plug-in, not for each call.
///
/// - `takesUndefined`: looks at an undefined input itself, for what it is or for an error of its
///   own
/// - `takesUndefinedArguments`: passes an undefined argument on, as `default` and its kin may want
///   it
/// - `keepsParts`: the result is made of the inputs as they are, so that each part keeps its own
///   taint; what others make takes on the taint of all they saw
/// - `isText`: the text stays text even when it looks like data
/// - `keepsTerms`: a lookup whose result is made of its terms, each with its own taint
/// - `isUnrepeatable`: another value each time
record PluginTraits(
    boolean takesUndefined,
    boolean takesUndefinedArguments,
    boolean keepsParts,
    boolean isText,
    boolean keepsTerms,
    boolean isUnrepeatable) {
  private static final Set<String> TAKES_UNDEFINED =
      Set.of(
          "default",
          "d",
          "mandatory",
          "items",
          "type_debug",
          "defined",
          "undefined",
          "none",
          "string",
          "mapping",
          "number",
          "integer",
          "float",
          "boolean",
          "true",
          "false",
          "sameas",
          "callable",
          "sequence");

  private static final Set<String> REFUSES_UNDEFINED =
      Set.of("from_json", "to_yaml", "to_nice_yaml");

  private static final Set<String> TAKES_UNDEFINED_ARGUMENTS = Set.of("extract", "ternary");

  private static final Set<String> KEEPS_PARTS =
      Set.of(
          "map",
          "select",
          "reject",
          "selectattr",
          "rejectattr",
          "list",
          "first",
          "last",
          "default",
          "d",
          "sort",
          "unique",
          "reverse",
          "dict2items",
          "items2dict",
          "combine",
          "flatten",
          "zip",
          "zip_longest",
          "batch",
          "slice",
          "groupby",
          "subelements",
          "product",
          "union",
          "intersect",
          "difference",
          "symmetric_difference",
          "random",
          "shuffle",
          "min",
          "max",
          "extract",
          "ternary",
          "mandatory",
          "json_query",
          "community.general.json_query",
          "permutations",
          "combinations",
          "items",
          "dictsort",
          "attr",
          "rekey_on_member");

  private static final Set<String> TEXT =
      Set.of("string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml", "ppretty", "json");

  /// What other lookups bring may hold what they were asked with: a program prints its arguments, a
  /// default is the result.
  private static final Set<String> LOOKUPS_OF_PARTS =
      Set.of(
          "list",
          "items",
          "dict",
          "nested",
          "together",
          "indexed_items",
          "subelements",
          "random_choice",
          "flattened",
          "community.general.flattened",
          "cartesian",
          "community.general.cartesian",
          "vars",
          "template");

  private static final Set<String> UNREPEATABLE = Set.of("random", "shuffle", "password_hash");

  static PluginTraits of(String name) {
    return new PluginTraits(
        TAKES_UNDEFINED.contains(name) || REFUSES_UNDEFINED.contains(name),
        TAKES_UNDEFINED.contains(name) || TAKES_UNDEFINED_ARGUMENTS.contains(name),
        KEEPS_PARTS.contains(name),
        TEXT.contains(name),
        LOOKUPS_OF_PARTS.contains(name),
        UNREPEATABLE.contains(name));
  }
}
