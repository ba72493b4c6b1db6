package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
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
    SourceRange where) {}
