package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What users of `ansible-doc` find for each type of plug-in.
class DocTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-t filter -l                     | ansible.builtin.combine",
        "-t filter -l community.general   | community.general.json_query",
        "-t filter -F                     | docs/plugins/filter/ansible.builtin.combine.md",
        "-t filter combine                | OPTIONS (= is mandatory):",
        "-t filter d                      | > FILTER ansible.builtin.default",
        "-t filter ansible.netcommon.ipaddr | > FILTER ansible.utils.ipaddr",
        "-t test version_compare          | > TEST ansible.builtin.version",
        "-t test -j version               | \"choices\": [",
        "-j copy                          | \"copy\": {",
        "-t lookup first_found            | = _terms  names",
        "-t lookup -s csvfile             | lookup('csvfile', <_terms>, col=<int>,",
        "-t inventory -s constructed      | plugin: ansible.builtin.constructed",
        "-t keyword -l                    | any_errors_fatal",
        "-t keyword when                  | template: implicit",
        "-t keyword -j when               | \"applies_to\": [",
        "-t callback default              | ANSIBLE_DISPLAY_OK_HOSTS; defaults: display_ok_hosts",
        "-t connection ssh                | pipelining",
        "-t become -l                     | ansible.builtin.sudo",
        "-t strategy -l                   | ansible.builtin.host_pinned",
        "-t cache jsonfile                | CACHE ansible.builtin.jsonfile",
        "-t netconf -l                    | ''",
        "copy                             | > MODULE ansible.builtin.copy",
        "-s copy                          | dest:",
        "--metadata-dump                  | \"ansible.builtin.b64encode\": {",
      })
  void answers(String words, String expected) {
    Played played = jdoc(words);
    assertEquals("", played.err());
    assertEquals(0, played.code());
    assertTrue(played.out().contains(expected), played.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-t filter combin | 1 | did you mean 'combine'?",
        "-t filter -s combine | 5 | Snippets are only available for",
        "-t filtre combine | 2 | did you mean 'filter'?",
      })
  void explains(String words, int code, String expected) {
    Played played = jdoc(words);
    assertEquals(code, played.code());
    assertTrue(played.err().contains(expected), played.err());
  }

  private Played jdoc(String words) {
    List<String> all = List.of(words.split(" "));
    return Played.of("ansible-doc", dir, Map.of("COLUMNS", "200"), all.toArray(String[]::new));
  }
}
