package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `jdoc -t role`: which roles it finds and what it says of them; the data is what ansible-doc 2.18
/// prints for the same roles.
class RoleDocTest {
  @TempDir private Path dir;

  @BeforeEach
  void writeRoles() throws IOException {
    role(
        "roles/web",
        "argument_specs.yml",
        """
        argument_specs:
          main:
            short_description: Serve the pages
            description:
              - Installs I(nginx), see L(its page,https://nginx.test).
              - More with M(ansible.builtin.copy).
            author: Ann Onymous
            options:
              port: {type: int, default: 80, description: "Where it listens, see O(name)."}
              name: {required: true, type: str, description: [The name., Of the server.], choices: [a, b]}
              sites:
                type: list
                elements: dict
                description: The sites.
                default: "{{ web_sites }}"
                options:
                  root: {type: path, required: true, description: Where its files are.}
                  since: {description: A date., default: 2020-01-01}
          alternate:
            examples: |
              - hosts: all
          nothing:
        """);
    role(
        "roles/db",
        "main.yml",
        """
        galaxy_info: {author: me, description: A database}
        argument_specs: {main: {options: {}}}
        """);
    role("roles/plain", "main.yml", "galaxy_info: {author: me, description: no data}\n");
    role("roles/empty", "argument_specs.yaml", "");
    role("pb/roles/db", "argument_specs.yml", "argument_specs: {main: {short_description: other}}");
    role("pb/site", "argument_specs.yml", "argument_specs: {main: {short_description: beside}}");
    role(
        "coll/ansible_collections/my/tools/roles/web",
        "argument_specs.yml",
        "argument_specs: {main: {short_description: web of my.tools}}\n");
  }

  private void role(String role, String file, String text) throws IOException {
    Path meta = Files.createDirectories(dir.resolve(role).resolve("meta"));
    Files.writeString(meta.resolve(file), text);
  }

  @Test
  void listsRolesAndTheirEntryPoints() {
    Played played = jdoc("-l -r roles");
    assertEquals("", played.err());
    assertEquals(
        """
        db:
          specs:
            main     :
        empty
        my.tools.web:
          specs:
            main     : web of my.tools
        plain
        web:
          specs:
            main     : Serve the pages
            alternate:
            nothing  :
        """,
        played.out());
  }

  @Test
  void listsAsAnsibleDoesInJson() {
    assertEquals(
        """
        {
            "db": {
                "author": "me",
                "description": "A database",
                "entry_points": {
                    "main": ""
                }
            },
            "empty": {
                "description": "UNDOCUMENTED",
                "entry_points": {}
            },
            "my.tools.web": {
                "collection": "my.tools",
                "description": "UNDOCUMENTED",
                "entry_points": {
                    "main": "web of my.tools"
                }
            },
            "plain": {
                "description": "UNDOCUMENTED",
                "entry_points": {}
            },
            "web": {
                "description": "UNDOCUMENTED",
                "entry_points": {
                    "alternate": "",
                    "main": "Serve the pages",
                    "nothing": ""
                }
            }
        }
        """,
        jdoc("-l -j -r roles").out());
  }

  @Test
  void showsThePageOfEveryRoleOfTheName() {
    Played played = jdoc("-r roles web");
    assertEquals("", played.err());
    assertEquals(
        """
        > ROLE my.tools.web (DIR/coll/ansible_collections/my/tools)

        ENTRY POINT main: web of my.tools

        > ROLE web (DIR/roles/web)

        ENTRY POINT main: Serve the pages

          Installs `nginx`, see its page <https://nginx.test>.
          More with `ansible.builtin.copy`.

        OPTIONS (= is mandatory):

        = name  The name.
                Of the server.
                choices: a, b
                type: str

        - port  Where it listens, see `name`.
                default: 80
                type: int

        - sites  The sites.
                default: {{ web_sites }}
                elements: dict
                type: list
                options:

                = root  Where its files are.
                        type: path

                - since  A date.
                        default: 2020-01-01

        AUTHOR: Ann Onymous

        ENTRY POINT alternate

        EXAMPLES:

        - hosts: all

        ENTRY POINT nothing
        """,
        played.out().replace(dir.toString(), "DIR"));
  }

  @Test
  void givesAnEntryPointAsData() {
    assertEquals(
        """
        {
            "web": {
                "collection": null,
                "entry_points": {
                    "alternate": {
                        "examples": "- hosts: all\\n"
                    }
                },
                "path": "DIR/roles/web"
            }
        }
        """,
        jdoc("-j -e alternate -r roles web").out().replace(dir.toString(), "DIR"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-l --playbook-dir pb        | site:",
        "-j --playbook-dir pb db     | \"short_description\": \"other\"",
        "-j -r roles -r pb/roles db  | \"short_description\": \"other\"",
        "-j -r roles:pb/roles db     | \"options\": {}",
        "-l my.tools                 | web of my.tools",
        "-F -r roles                 | /roles/db",
        "-r roles my.tools.web       | > ROLE my.tools.web",
      })
  void findsRoles(String words, String expected) {
    Played played = jdoc(words);
    assertEquals("", played.err());
    assertTrue(played.out().contains(expected), played.out());
  }

  @Test
  void dumpsRolesWithEverythingElse() {
    Played played =
        Played.of("ansible-doc", dir, Map.of(), "--metadata-dump", "--playbook-dir", "pb");
    assertTrue(played.out().contains("\"short_description\": \"beside\""), played.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-r roles wep        | 1 | did you mean 'web'?",
        "-r roles empty      | 1 | role empty has no entry points",
        "-r roles -e x web   | 1 | role web has no entry point 'x'",
        "-r roles broken     | 4 | broken/meta/argument_specs.yml:2:9 ",
        "-r roles list       | 4 | the 'argument_specs.yml' for role list is not a dictionary",
        "-r roles -l         | 0 | Skipping role (broken) due to:",
      })
  void explains(String words, int code, String expected) throws IOException {
    role("roles/broken", "argument_specs.yml", "argument_specs:\n  main: }\n");
    role("roles/list", "argument_specs.yml", "- a\n");
    Played played = jdoc(words);
    assertTrue(played.err().contains(expected), played.err());
    assertEquals(code, played.code());
  }

  private Played jdoc(String words) {
    List<String> all = List.of(("-t role " + words).split(" "));
    Map<String, String> settings = Map.of("COLUMNS", "200", "ANSIBLE_COLLECTIONS_PATH", "coll");
    return Played.of("ansible-doc", dir, settings, all.toArray(String[]::new));
  }
}
