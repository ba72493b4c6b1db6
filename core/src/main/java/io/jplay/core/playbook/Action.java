package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Optional;

/// The module call of a task. `module` is the name as written, a Template where a task's module
/// name is templated. `options` holds the options of every form (dict, `key=value` text already
/// split, `args:` merged in), raw; `freeForm` the text that is not options (`command: ls -l
/// creates=/x` has freeForm `ls -l` and option creates). `whole` is set instead when all options
/// are one template (`copy: "{{ item }}"`, `args: "{{ x }}"`): to be rendered to a dict at run
/// time.
public record Action(
    Value module,
    Dict options,
    Optional<Value> freeForm,
    Optional<Value> whole,
    SourceRange where) {
  private static final List<String> OWN = List.of("ansible.builtin.", "ansible.legacy.");

  /// The name without the collection that its short form means: `copy` for `ansible.builtin.copy`.
  /// Empty where the name is a template.
  public String shortName() {
    return module instanceof Str name ? shortName(name.text()) : "";
  }

  private static String shortName(String name) {
    for (String collection : OWN) {
      if (name.startsWith(collection)) {
        return name.substring(collection.length());
      }
    }
    return name;
  }
}
