package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lookup `ini`: values out of ini files and Java properties.
final class IniLookup {
  private static final Set<String> OPTIONS =
      Set.of(
          "type",
          "file",
          "section",
          "re",
          "encoding",
          "default",
          "case_sensitive",
          "allow_no_value",
          "interpolation");

  /// What a properties file is the only section of.
  private static final String PROPERTIES = "java_properties";

  private IniLookup() {}

  static Seq values(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Map<String, String> own = LookupOptions.inlineWords(term);
      String key = own.isEmpty() ? term : key(term, own, o);
      IniFile file = read(own, o);
      String section = section(own, o);
      if (!file.hasSection(section)) {
        throw o.eval()
            .lookupError(
                "No section '%s' in %s"
                    .formatted(section, LookupOptions.inline(own, o, "file", "ansible.ini")));
      }
      List<Optional<String>> found =
          isOn(own, o, "re")
              ? matching(key, file.section(section, o.eval()))
              : List.of(
                  file.value(section, key, o.eval())
                      .orElseGet(() -> Optional.of(LookupOptions.inline(own, o, "default", ""))));
      found.forEach(value -> value.ifPresent(text -> out.add(new Str(text, Tag.REMOTE))));
    }
    return Call.list(out);
  }

  private static IniFile read(Map<String, String> own, LookupOptions o) {
    String name = LookupOptions.inline(own, o, "file", "ansible.ini");
    Path path = FileLookups.find("ini", "files", name, o.eval());
    String encoding = LookupOptions.inline(own, o, "encoding", "utf-8");
    String head = section(own, o).equals(PROPERTIES) ? "[" + PROPERTIES + "]\n" : "";
    var format =
        new IniFile.Format(
            isOn(own, o, "case_sensitive"),
            o.flag("allow_no_value", o.flag("allow_none", false)),
            o.flag("interpolation", true),
            name);
    return IniFile.parse(head + FileLookups.read(path, encoding, o.eval()), format, o.eval());
  }

  private static String section(Map<String, String> own, LookupOptions o) {
    String type =
        own.containsKey("type")
            ? own.getOrDefault("type", "")
            : o.choice("ini", "type", List.of("ini", "properties"), "ini");
    return type.equals("properties")
        ? PROPERTIES
        : LookupOptions.inline(own, o, "section", "global");
  }

  private static boolean isOn(Map<String, String> own, LookupOptions o, String option) {
    return own.containsKey(option)
        ? own.get(option).toLowerCase(Locale.ROOT).equals("true")
        : o.flag(option, false);
  }

  private static List<Optional<String>> matching(
      String pattern, Map<String, Optional<String>> entries) {
    var regex = Regex.compile(pattern, new Regex.Flags(true, false, false));
    return entries.entrySet().stream()
        .filter(e -> regex.match(e.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// The key of a term with options in it, which comes before them.
  private static String key(String term, Map<String, String> own, LookupOptions o) {
    for (String name : own.keySet()) {
      if (!OPTIONS.contains(name)) {
        throw o.eval().lookupError(name + " is not a valid option.");
      }
    }
    String key = LookupOptions.bareWords(term);
    if (key.isEmpty()) {
      throw o.eval()
          .error("No key to lookup was provided as first term with in string inline option");
    }
    return key;
  }
}
