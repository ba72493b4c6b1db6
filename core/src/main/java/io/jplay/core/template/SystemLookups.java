package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lookups of the controller and of variables: environment, programs, names, configuration.
final class SystemLookups implements LookupFamily {
  private static final List<String> PLUGIN_TYPES =
      List.of(
          "become",
          "cache",
          "callback",
          "cliconf",
          "connection",
          "httpapi",
          "inventory",
          "lookup",
          "netconf",
          "shell",
          "vars");

  /// Where ansible keeps its settings there are functions as well, which are never a value (like
  /// ansible-core 2.18 constants.py).
  private static final Set<String> FUNCTIONS =
      Set.of(
          "ConfigManager",
          "Sequence",
          "add_internal_fqcns",
          "handle_config_noise",
          "set_constant",
          "to_text");

  private static final Set<String> NAMES =
      Set.of(
          "env",
          "pipe",
          "lines",
          "vars",
          "varnames",
          "config",
          "inventory_hostnames",
          "url",
          "dig",
          "community.general.dig",
          "password",
          "random_string",
          "community.general.random_string",
          "csvfile",
          "ini",
          "merge_variables",
          "community.general.merge_variables",
          "hashi_vault",
          "community.hashi_vault.hashi_vault",
          "community.hashi_vault.vault_kv1_get",
          "community.hashi_vault.vault_kv2_get",
          "community.hashi_vault.vault_read");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Seq lookup(String name, Seq terms, Dict options, Evaluation eval) {
    var o = new LookupOptions(options, eval);
    return switch (name) {
      case "env" -> environment(LookupOptions.texts(terms, eval, "split"), o);
      case "pipe" -> Programs.pipe(LookupOptions.terms(terms, eval), eval, false);
      case "lines" -> Programs.pipe(LookupOptions.terms(terms, eval), eval, true);
      case "vars" -> variables(LookupOptions.names(terms, eval, "its", eval::error), o);
      case "varnames" -> names(LookupOptions.names(terms, eval, "it is", eval::error), eval);
      case "config" -> config(terms, o);
      case "inventory_hostnames" -> hosts(terms, eval);
      case "url" -> UrlLookup.read(LookupOptions.terms(terms, eval), o);
      case "dig", "community.general.dig" -> DigLookup.records(terms, o);
      case "password" -> PasswordLookup.passwords(LookupOptions.texts(terms, eval, "split"), o);
      case "random_string", "community.general.random_string" ->
          Seq.of(Str.of(PasswordLookup.randomString(o)));
      case "csvfile" -> TableLookups.csv(LookupOptions.texts(terms, eval, "split"), o);
      case "ini" -> IniLookup.values(LookupOptions.texts(terms, eval, "strip"), o);
      case "merge_variables", "community.general.merge_variables" ->
          merged(LookupOptions.terms(terms, eval), o);
      default ->
          HashiVault.read(
              name.substring(name.lastIndexOf('.') + 1),
              LookupOptions.texts(terms, eval, "split"),
              o);
    };
  }

  private static Seq environment(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      String name = PythonStrings.words(term, -1).stream().findFirst().orElse("");
      var found = o.eval().environment().environmentVariable(name);
      if (found.isPresent()) {
        out.add(new Str(found.get(), Tag.REMOTE));
      } else {
        Value otherwise = o.options().get("default").map(o.eval()::finish).orElse(Str.EMPTY);
        if (otherwise instanceof Undefined) {
          throw PythonError.undefined("The \"env\" lookup, found an undefined variable: " + name);
        }
        out.add(otherwise instanceof Null ? Str.EMPTY : otherwise);
      }
    }
    return Call.list(out);
  }

  /// A variable that needs what is undefined is as good as none (like ansible-core 2.18
  /// plugins/lookup/vars.py).
  private static Seq variables(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    Evaluation eval = o.eval();
    for (String term : terms) {
      try {
        out.add(PythonOps.require(eval.finishDeep(variable(term, eval))));
      } catch (PythonError e) {
        if (e.kind() != PythonError.Kind.UNDEFINED || !o.options().has("default")) {
          throw e;
        }
        out.add(o.options().get("default").map(eval::finish).orElse(Null.NULL));
      }
    }
    return Call.list(out);
  }

  private static Value variable(String name, Evaluation eval) {
    Value found = eval.scope().lookup(name);
    if (found instanceof Undefined) {
      throw PythonError.undefined("No variable found with this name: " + name);
    }
    return found;
  }

  private static Seq names(List<String> terms, Evaluation eval) {
    var patterns = new Regex.PatternCache();
    Set<String> all = eval.scope().names();
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Regex regex;
      try {
        regex = patterns.compile(term, Regex.Flags.NONE);
      } catch (PythonError e) {
        throw eval.error("Unable to use \"" + term + "\" as a search parameter: " + e.text());
      }
      all.stream().filter(regex::find).forEach(n -> out.add(Str.of(n)));
    }
    return Call.list(out);
  }

  /// Settings of ansible, or options of a plug-in with `plugin_type` and `plugin_name`.
  private static Seq config(Seq terms, LookupOptions o) {
    String missing = o.text("on_missing", "error");
    if (!List.of("error", "skip", "warn").contains(missing)) {
      throw o.eval()
          .lookupError(
              "Invalid value \"%s\" for configuration option \"plugin_type: lookup plugin: config setting: on_missing \", valid values are: error, warn, skip"
                  .formatted(missing));
    }
    String type = o.text("plugin_type", "");
    String plugin = o.text("plugin_name", "");
    requirePlugin(type, plugin, o.eval());
    boolean isOriginShown = o.flag("show_origin", false);
    var out = new ArrayList<Value>();
    for (String term : LookupOptions.names(terms, o.eval(), "its", o.eval()::lookupError)) {
      if (type.isEmpty() && FUNCTIONS.contains(term)) {
        throw o.eval().lookupError("Invalid setting \"" + term + "\" attempted");
      }
      var found =
          type.isEmpty()
              ? o.eval().environment().setting(term).map(v -> withOrigin(v, "", isOriginShown))
              : o.option(type, plugin, term)
                  .map(v -> withOrigin(v.value(), v.origin(), isOriginShown));
      found.ifPresent(out::add);
      if (found.isEmpty()) {
        String message =
            "Unable to find setting "
                + term
                + (type.isEmpty()
                    ? ". module 'ansible.constants' has no attribute '" + term + "'"
                    : ". Requested entry (plugin_type: %s plugin: %s setting: %s ) was not defined in configuration."
                        .formatted(type, plugin, term));
        switch (missing) {
          case "error" -> throw o.eval().lookupError(message);
          case "warn" -> o.eval().environment().warn("Skipping, did not find setting " + term);
          default -> {}
        }
      }
    }
    return Call.list(out);
  }

  private static void requirePlugin(String type, String plugin, Evaluation eval) {
    if (type.isEmpty() != plugin.isEmpty()) {
      throw eval.lookupError(
          "Both plugin_type and plugin_name are required, cannot use one without the other");
    }
    if (!type.isEmpty() && !PLUGIN_TYPES.contains(type)) {
      throw eval.lookupError(
          "Invalid value \"%s\" for configuration option \"plugin_type: lookup plugin: config setting: plugin_type \", valid values are: %s"
              .formatted(type, String.join(", ", PLUGIN_TYPES)));
    }
    if (!type.isEmpty() && !type.equals("lookup") && !eval.environment().hasPlugin(type, plugin)) {
      throw eval.lookupError("Unable to load %s plugin \"%s\"".formatted(type, plugin));
    }
  }

  /// Of ansible's own settings no origin is told.
  private static Value withOrigin(Value value, String origin, boolean isShown) {
    return isShown
        ? Call.list(List.of(value, origin.isEmpty() ? Null.NULL : Str.of(origin)))
        : value;
  }

  private static Seq hosts(Seq patterns, Evaluation eval) {
    patterns.items().forEach(p -> PythonOps.hashable(eval.finish(p)));
    List<String> terms = LookupOptions.terms(patterns, eval);
    if (terms.isEmpty()) {
      return Seq.of();
    }
    boolean isEmpty = terms.stream().allMatch(String::isEmpty);
    return Seq.ofTexts(
        eval.environment().matchHosts(isEmpty ? List.of("all") : terms, eval.scope()));
  }

  /// Variables whose names match, merged: lists joined, mappings over one another.
  private static Seq merged(List<String> terms, LookupOptions o) {
    Evaluation eval = o.eval();
    String how = o.text("pattern_type", "regex");
    var initial = o.value("initial_value");
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Value result = initial.orElse(Null.NULL);
      var names = new ArrayList<>(eval.scope().names());
      Collections.sort(names);
      for (String name : names) {
        boolean wanted =
            switch (how) {
              case "prefix" -> name.startsWith(term);
              case "suffix" -> name.endsWith(term);
              default -> Regex.compile(term, Regex.Flags.NONE).find(name);
            };
        if (wanted) {
          result = merge(result, eval.finishDeep(eval.scope().lookup(name)), eval);
        }
      }
      out.add(result);
    }
    return Call.list(out);
  }

  private static Value merge(Value old, Value value, Evaluation eval) {
    return switch (old) {
      case Null n -> value;
      case Seq s when value instanceof Seq -> PythonOperators.add(s, value);
      case Dict d when value instanceof Dict ->
          new DictFilters()
              .apply(
                  "combine",
                  d,
                  new CallArgs(
                      List.of(value),
                      Map.of("recursive", Bool.of(true), "list_merge", Str.of("append_rp"))),
                  eval);
      default -> throw eval.error("Unable to merge variables of different types");
    };
  }

  /// The same data with every part of it secret.
  static Value secret(Value value) {
    return switch (value) {
      case Dict d -> {
        var map = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> map.put(k, secret(v)));
        yield new Dict(map, d.tag().with(Taint.SECRET_REMOTE));
      }
      case Seq s ->
          new Seq(
              new ArrayList<>(s.items().stream().map(SystemLookups::secret).toList()),
              s.kind(),
              s.tag().with(Taint.SECRET_REMOTE));
      default -> Taints.add(value, Taint.SECRET_REMOTE);
    };
  }
}
