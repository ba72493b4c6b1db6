package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options of plug-ins from variables, environment and ansible.cfg: what the config lookup says of
/// them, and that tasks follow them. Expected values are those of ansible-core 2.18.
@Timeout(120)
class PluginOptionsTest {
  @TempDir private Path dir;

  @BeforeEach
  void sudo() throws Exception {
    for (String name : new String[] {"sudo1", "sudo2"}) {
      Path sudo = dir.resolve(name);
      Files.writeString(sudo, "#!/bin/sh\necho \"%s $*\" >>%s/said\nexit 1\n".formatted(name, dir));
      Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// Of several names of a variable the last counts, variables before keywords, those before the
  /// environment, that before the file, whose section of the plug-in counts most.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ansible_become_exe=@1 | - | sudo1 -H -S -n -u root",
        "ansible_become_exe=@1 ansible_sudo_exe=@2 | - | sudo2 -H -S -n -u root",
        "ansible_become_exe=@1 ansible_become_user=a ansible_sudo_user=b | - | sudo1 -H -S -n -u b",
        "ansible_become_exe=@1 ansible_become_flags=-A ansible_sudo_flags=-B | - | sudo1 -B -S -n"
            + " -u root",
        "ansible_become_exe=@1 ansible_become_flags= | - | sudo1 -S -n -u root",
        "ansible_become_exe=@1 | ANSIBLE_BECOME_FLAGS=-b | sudo1 -b -S -n -u root",
        "ansible_become_exe=@1 | ANSIBLE_BECOME_FLAGS=-b ANSIBLE_SUDO_FLAGS=-s ANSIBLE_SUDO_USER=c"
            + " | sudo1 -s -S -n -u c",
        "ansible_become_exe=@1 | ANSIBLE_CONFIG=own.cfg | sudo1 -k -S -n -u d",
        "- | ANSIBLE_SUDO_EXE=@2 | sudo2 -H -S -n -u root",
        "ansible_become_exe=@1 ansible_become_method=su ansible_su_flags=-l | - | sudo1 -l root -c",
      })
  void becomeAsTheyAreTold(String variables, String environment, String said) throws Exception {
    Files.writeString(
        dir.resolve("own.cfg"),
        """
        [privilege_escalation]
        become_flags = -x
        [sudo_become_plugin]
        flags = -k
        user = d
        """);
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          become: true
          tasks:
            - raw: id
        """);
    Files.writeString(
        dir.resolve("hosts"),
        "h ansible_connection=local " + (variables == null ? "" : named(variables)) + "\n");
    var given = new HashMap<String, String>();
    given.put("ANSIBLE_BECOME_ALLOW_SAME_USER", "true");
    if (environment != null) {
      for (String pair : named(environment).split(" ")) {
        given.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }
    Played played = Played.of("ansible-playbook", dir, given, "-i", "hosts", "site.yml");
    assertEquals(2, played.code(), played.out() + played.err());
    String line = Files.readString(dir.resolve("said")).lines().findFirst().orElse("");
    assertTrue(line.startsWith(said), line);
  }

  private String named(String text) {
    return text.replace("@", dir.resolve("sudo").toString());
  }

  @Test
  void areToldByTheConfigLookup() throws Exception {
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          vars:
            ansible_ssh_user: lola
            ansible_user: low
            ansible_ssh_port: 2022
            ansible_admin_users: a,b
          tasks:
            - set_fact:
                ssh: "{{ q('config', 'remote_user', 'port', 'pipelining', 'reconnection_retries',
                  'ssh_common_args', 'private_key_file', 'ssh_args',
                  plugin_type='connection', plugin_name='ssh', show_origin=true) }}"
                sh: "{{ q('config', 'remote_tmp', 'admin_users', plugin_type='shell', plugin_name='sh') }}"
                own: "{{ q('config', 'COLOR_OK', show_origin=true) }}"
            - assert:
                that:
                  - ssh[0] == ['lola', 'var: ansible_ssh_user']
                  - ssh[1] == [2022, 'var: ansible_ssh_port']
                  - ssh[2] == [false, 'default']
                  - ssh[3] == [3, 'env: ANSIBLE_SSH_RETRIES']
                  - ssh[4] == ['-o A=1', 'cli: ssh_common_args']
                  - ssh[5] == [none, 'default']
                  - ssh[6][1] == lookup('env', 'ANSIBLE_CONFIG')
                  - sh == ['~/.ansible/tmp', ['a', 'b']]
                  - own == [['green', none]]
            - debug: msg="{{ lookup('config', 'x', plugin_type='shell', plugin_name='none') }}"
              ignore_errors: true
              register: plugin
            - debug: msg="{{ lookup('config', 'x', plugin_type='shell', plugin_name='sh') }}"
              ignore_errors: true
              register: option
            - debug: msg="{{ lookup('config', 'x', plugin_type='y', plugin_name='sh') }}"
              ignore_errors: true
              register: type
            - debug: msg="{{ lookup('config', 'ssh_args', plugin_type='connection') }}"
              ignore_errors: true
              register: half
            - debug: msg="{{ lookup('config', 'ConfigManager', on_missing='skip') }}"
              ignore_errors: true
              register: function
            - assert:
                that:
                  - plugin.msg == 'Unable to load shell plugin "none"'
                  - option.msg is match('Unable to find setting x')
                  - type.msg is search('valid values are. become, cache')
                  - function.msg is match('Invalid setting "ConfigManager"')
                  - half.msg is match('Both plugin_type and plugin_name are required')
        """);
    Path file = dir.resolve("own.cfg");
    Files.writeString(file, "[ssh_connection]\nssh_args = -C\n");
    Played played =
        Played.of(
            "ansible-playbook",
            dir,
            Map.of("ANSIBLE_SSH_RETRIES", "3", "ANSIBLE_CONFIG", file.toString()),
            "--ssh-common-args",
            "-o A=1",
            "site.yml");
    assertEquals(0, played.code(), played.out() + played.err());
  }

  @Test
  void areFollowedByShellAndFiles() throws Exception {
    Files.writeString(dir.resolve("where.sh"), "#!/bin/sh\nls -d \"$0\"\n");
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          vars:
            home: "{{ lookup('env', 'HOME') }}"
          tasks:
            - raw: echo ${BASH_VERSION:+bash}
              vars: {ansible_shell_executable: /bin/bash}
              register: bash
            - raw: echo ${BASH_VERSION:+bash}
              register: shell
            - script: where.sh
              vars: {ansible_remote_tmp: "{{ home }}/temporary"}
              register: place
            - command: echo done
              async: 30
              poll: 0
              vars: {ansible_async_dir: "{{ home }}/jobs"}
              register: job
            - async_status: jid={{ job.ansible_job_id }}
              vars: {ansible_async_dir: "{{ home }}/jobs"}
              register: status
              until: status.finished
              retries: 20
              delay: 1
            - assert:
                that:
                  - bash.stdout == 'bash\\n'
                  - shell.stdout == '\\n'
                  - place.stdout is match(home ~ '/temporary/')
                  - job.results_file is match(home ~ '/jobs/')
                  - status.stdout == 'done'
        """);
    Played played = Played.of("ansible-playbook", dir, Map.of(), "site.yml");
    assertEquals(0, played.code(), played.out() + played.err());
  }
}
