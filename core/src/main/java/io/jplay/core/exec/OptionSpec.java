package io.jplay.core.exec;

import io.jplay.core.api.Option;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One option of a module, as its `Args` component and [Option] say.
record OptionSpec(
    String name,
    List<String> names,
    Type type,
    String defaultText,
    boolean required,
    boolean secret,
    boolean withheld,
    boolean raw,
    boolean rest,
    boolean freeForm) {

  static OptionSpec of(RecordComponent component) {
    Option option = component.getAnnotation(Option.class);
    if (option == null) {
      throw new IllegalStateException("no @Option on " + component);
    }
    String name = option.name().isEmpty() ? snakeCase(component.getName()) : option.name();
    var names = new ArrayList<String>();
    names.add(name);
    names.addAll(List.of(option.aliases()));
    return new OptionSpec(
        name,
        List.copyOf(names),
        component.getGenericType(),
        option.value(),
        option.required(),
        option.secret(),
        option.withheld(),
        option.raw(),
        option.rest(),
        option.freeForm());
  }

  private static String snakeCase(String camel) {
    var out = new StringBuilder();
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (Character.isUpperCase(c)) {
        out.append('_');
      }
      out.append(c);
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}
