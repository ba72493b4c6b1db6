package io.jplay.core.template;

import io.jplay.core.diag.Suggestion;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.Collection;
import java.util.stream.Stream;

/// Calls filters, tests and lookups by name for one run: which of them take undefined values, what
/// their results remember of their inputs, and what is said when there is none of that name.
final class PluginCalls {
  private final PluginRegistry registry;
  private final TemplateRun run;

  PluginCalls(PluginRegistry registry, TemplateRun run) {
    this.registry = registry;
    this.run = run;
  }

  Value filter(String name, Value input, CallArgs args) {
    var plugin = registry.filter(name);
    if (plugin.isEmpty()) {
      if (TestsAsFilters.has(name)) {
        run.environment()
            .warn(TestsAsFilters.deprecation(name, Places.locate(run.unit(), run.at())));
        return Bool.of(test(name, input, args));
      }
      throw unknown(name, Suggestion.hint(name, registry.filterNames()));
    }
    String id = plugin.get().name();
    PluginTraits traits = plugin.get().traits();
    if (!traits.takesUndefined()) {
      PythonOps.require(input);
    }
    if (!traits.takesUndefinedArguments()) {
      requireAll(args);
    }
    if (traits.isUnrepeatable()) {
      run.markUnrepeatable();
    }
    Value value = input instanceof Deferred d ? d.force() : input;
    int place = run.at();
    run.budget().call();
    Value result;
    try {
      result = plugin.get().family().apply(id, value, args, run);
    } catch (PythonError e) {
      throw isSecret(value, args) ? hidden(e.kind(), id) : e;
    } catch (TemplateFailure e) {
      throw isSecret(value, args) ? hidden(e.kind(), id) : e;
    }
    run.at(place);
    if (traits.keepsParts() && !(id.equals("reverse") && value instanceof Str)) {
      return result;
    }
    Value marked = tainted(result, value, args);
    return traits.isText() && marked instanceof Str s ? s.withTag(s.tag().asText()) : marked;
  }

  private static boolean isSecret(Value input, CallArgs args) {
    return Taints.deep(input).isSecret()
        || args.positional().stream().anyMatch(v -> Taints.deep(v).isSecret())
        || args.named().values().stream().anyMatch(v -> Taints.deep(v).isSecret());
  }

  /// The failure over secret values, whose own words may show them.
  private TemplateFailure hidden(PythonError.Kind kind, String plugin) {
    String text = plugin + " failed; the reason is not shown since it got a secret value";
    return TemplateFailure.of(kind, text, "", run.unit(), run.at());
  }

  private static void requireAll(CallArgs args) {
    for (Value value : args.positional()) {
      PythonOps.require(value);
    }
    if (!args.named().isEmpty()) {
      for (Value value : args.named().values()) {
        PythonOps.require(value);
      }
    }
  }

  /// A name with two dots whose first parts are those of no plug-in here.
  private boolean isOfUnknownCollection(String name) {
    int second = name.indexOf('.', name.indexOf('.') + 1);
    return second > 0
        && Stream.of(registry.filterNames(), registry.testNames(), registry.lookupNames())
            .flatMap(Collection::stream)
            .noneMatch(known -> known.startsWith(name.substring(0, second + 1)));
  }

  private TemplateFailure unknown(String name, String hint) {
    // a name with one dot can belong to no collection
    boolean isHalf = name.chars().filter(c -> c == '.').count() == 1;
    String why =
        isHalf
            ? "invalid plugin name: " + name
            : isOfUnknownCollection(name)
                ? "Invalid plugin FQCN (%s): unable to locate collection %s"
                    .formatted(name, name.substring(0, name.indexOf('.', name.indexOf('.') + 1)))
                : name;
    String text = "Could not load \"" + name + "\": '" + why + "'";
    return TemplateFailure.of(PythonError.Kind.SYNTAX, text, hint, run.unit(), run.at());
  }

  /// The result with the taint of everything that it was made of.
  static Value tainted(Value result, Value input, CallArgs args) {
    if (result instanceof Bool) {
      return result;
    }
    // the number of hosts tells nothing of their variables, which cost too much to look at
    boolean isCount = result instanceof Int && input instanceof Dict d && d.isComputed();
    Taint taint = isCount ? input.taint() : Taints.deep(input);
    for (Value value : args.positional()) {
      taint = taint.and(Taints.deep(value));
    }
    if (!args.named().isEmpty()) {
      for (Value value : args.named().values()) {
        taint = taint.and(Taints.deep(value));
      }
    }
    return Taints.addDeep(result, taint);
  }

  boolean test(String name, Value input, CallArgs args) {
    var plugin = registry.test(name);
    if (plugin.isEmpty()) {
      throw unknown(name, Suggestion.hint(name, registry.testNames()));
    }
    if (!plugin.get().traits().takesUndefined()) {
      PythonOps.require(input);
      requireAll(args);
    }
    Value value = input instanceof Deferred d ? d.force() : input;
    int place = run.at();
    run.budget().call();
    try {
      return plugin.get().family().test(plugin.get().name(), value, args, run);
    } catch (PythonError e) {
      if (isSecret(value, args)) {
        throw hidden(e.kind(), plugin.get().name());
      }
      if (e.kind() != PythonError.Kind.SYNTAX) {
        throw e;
      }
      // `is filter` of a name that is none: Ansible's error has no template to show
      throw new PythonError(PythonError.Kind.RUNTIME, e.text() + "\n  line 0");
    } finally {
      run.at(place);
    }
  }

  PluginRegistry.Plugin<LookupFamily> requireLookup(String name) {
    return registry
        .lookup(name)
        .orElseThrow(() ->
            TemplateFailure.of(
                PythonError.Kind.NOT_FOUND,
                "lookup plugin (" + name + ") not found",
                Suggestion.hint(name, registry.lookupNames()),
                run.unit(),
                run.at()));
  }

  /// A lookup plug-in's list, for the functions `lookup` and `query`: what goes wrong is told with
  /// ansible's words around it.
  Seq lookup(String name, Seq terms, Dict options) {
    try {
      return loop(name, terms, options);
    } catch (TemplateFailure e) {
      if (e.kind() == PythonError.Kind.UNDEFINED
          || e.kind() == PythonError.Kind.LOOKUP
          || Taints.deep(terms).isSecret()) {
        throw e;
      }
      String type =
          e.text().startsWith("Unable to find file") ? "AnsibleParserError" : "AnsibleError";
      throw e.within(unhandled(name, "ansible.errors." + type));
    } catch (PythonError e) {
      String type =
          switch (e.kind()) {
            case TYPE -> "TypeError";
            case VALUE -> "ValueError";
            default -> PythonError.exception(e.kind());
          };
      if (e.kind() == PythonError.Kind.UNDEFINED
          || type.isEmpty()
          || Taints.deep(terms).isSecret()
          || !(run.error(e.text()) instanceof TemplateFailure failure)) {
        throw e;
      }
      throw failure.within(unhandled(name, type));
    }
  }

  private static String unhandled(String lookup, String type) {
    return "An unhandled exception occurred while running the lookup plugin '"
        + lookup
        + "'. Error was a <class '"
        + type
        + "'>, original message: ";
  }

  /// A lookup plug-in's list as `with_NAME` takes it: errors are the plug-in's own.
  Seq loop(String name, Seq terms, Dict options) {
    var plugin = requireLookup(name);
    run.markUnrepeatable();
    int place = run.at();
    try {
      Seq result = plugin.family().lookup(plugin.name(), terms, options, run);
      boolean secret =
          !plugin.traits().keepsTerms()
              && (Taints.deep(terms).isSecret() || Taints.deep(options).isSecret());
      return secret ? (Seq) SystemLookups.secret(result) : result;
    } catch (PythonError e) {
      throw Taints.deep(terms).isSecret() ? hidden(e.kind(), name) : e;
    } catch (TemplateFailure e) {
      if (Taints.deep(terms).isSecret()) {
        throw hidden(e.kind(), name);
      }
      throw e.because("lookup '" + name + "' is called here", Places.locate(run.unit(), place));
    } finally {
      run.at(place);
    }
  }
}
