package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import java.util.List;
import java.util.Set;

/// What a template would use if it were rendered, found without rendering it. `guarded`: variables
/// that the template expects to be absent at times (`x is defined`, `x | default(...)`); `locals`:
/// names that it sets itself.
public record TemplateSurvey(List<Use> uses, Set<String> guarded, Set<String> locals) {
  public static final TemplateSurvey NONE = new TemplateSurvey(List.of(), Set.of(), Set.of());

  public TemplateSurvey {
    uses = List.copyOf(uses);
    guarded = Set.copyOf(guarded);
    locals = Set.copyOf(locals);
  }

  public enum Kind {
    VARIABLE,
    FILTER,
    TEST,
    LOOKUP,
    /// A constant regular expression.
    PATTERN,
    /// A template that an include, import or extends names by a constant.
    FILE,
    /// A file that `lookup('template', 'name')` renders.
    LOOKUP_TEMPLATE,
    /// A file that `lookup('file', 'name')` reads.
    LOOKUP_FILE,
    /// A group of the inventory, as `groups['name']`.
    GROUP
  }

  /// One use. `certain`: evaluated whenever the template is, whatever the variables hold.
  public static final class Use {
    private final Kind kind;
    private final String name;
    private final boolean certain;
    private final TemplateUnit unit;
    private final int offset;

    Use(Kind kind, String name, boolean certain, TemplateUnit unit, int offset) {
      this.kind = kind;
      this.name = name;
      this.certain = certain;
      this.unit = unit;
      this.offset = offset;
    }

    Use(Use other, boolean certain) {
      this(other.kind, other.name, certain, other.unit, other.offset);
    }

    public Kind kind() {
      return kind;
    }

    public String name() {
      return name;
    }

    public boolean isCertain() {
      return certain;
    }

    /// Computed when it is asked for: most uses are never shown.
    public SourceRange where() {
      return Places.locate(unit, offset);
    }

    @Override
    public String toString() {
      return kind + " " + name + (certain ? "" : "?");
    }
  }
}
