package io.jplay.cli.demo;

import io.jplay.core.ssh.DemoHosts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The demo's playbook, role, variables and vault (resources beside this class), with an inventory
/// and an ansible.cfg that fit the hosts just started.
final class DemoProject {
  static final List<String> HOSTS = List.of("web1", "web2", "db1");

  private static final List<String> FILES =
      List.of(
          "site.yml",
          "group_vars/all/main.yml",
          "group_vars/all/vault.yml",
          "roles/site/defaults/main.yml",
          "roles/site/files/style.css",
          "roles/site/handlers/main.yml",
          "roles/site/tasks/main.yml",
          "roles/site/templates/page.html.j2");

  private DemoProject() {}

  static void write(Path directory, DemoHosts hosts) throws IOException {
    for (String name : FILES) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream content = DemoProject.class.getResourceAsStream(name)) {
        if (content == null) {
          throw new IOException(name + " is missing in jplay's jar");
        }
        Files.copy(content, file);
      }
    }
    Files.writeString(directory.resolve(".vault-password"), "demo\n");
    Files.writeString(directory.resolve("hosts"), inventory(hosts));
    Files.writeString(
        directory.resolve("ansible.cfg"),
        """
        [defaults]
        inventory = hosts
        vault_password_file = .vault-password
        task_timeout = 60

        [ssh_connection]
        ssh_args = -F none -o IdentityAgent=%1$s/agent -o UserKnownHostsFile=%1$s/known_hosts
        """
            .formatted(directory));
  }

  private static String inventory(DemoHosts hosts) {
    var text = new StringBuilder();
    for (String group : List.of("web", "db")) {
      text.append('[').append(group).append("]\n");
      HOSTS.stream()
          .filter(host -> host.startsWith(group))
          .forEach(host ->
              text.append(host).append(" ansible_port=").append(hosts.port(host)).append('\n'));
      text.append('\n');
    }
    return text.append("[all:vars]\nansible_host=127.0.0.1\nansible_user=demo\n").toString();
  }
}
