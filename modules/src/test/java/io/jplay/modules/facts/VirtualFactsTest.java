package io.jplay.modules.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualFactsTest {
  /// The environment of init, what /run/systemd/container says, a file that is there; then the type
  /// and all kinds of guest.
  @ParameterizedTest
  @CsvSource({
    "container=lxc, lxc, '', lxc, 'lxc,container'",
    "container=podman, podman, /run/.containerenv, podman, 'podman,container'",
    "container=docker, docker, /.dockerenv, container, 'container,docker'",
    "container=systemd-nspawn, systemd-nspawn, '', container, 'container,systemd-nspawn'",
    "'', systemd-nspawn, '', systemd-nspawn, 'systemd-nspawn,container'",
    "'', '', /.dockerenv, docker, 'docker,container'",
    "'', '', '', NA, ''",
  })
  void namesTheKindThatAnsibleFindsFirst(
      String init, String declared, String path, String type, String guests) {
    var sections =
        new Sections(
            Map.of("init_environ", init, "/run/systemd/container", declared, "paths", path));
    var facts = VirtualFacts.collect(sections);
    assertEquals(type, facts.text("virtualization_type").orElseThrow());
    Seq kinds = (Seq) facts.get("virtualization_tech_guest").orElseThrow();
    assertEquals(
        guests, kinds.items().stream().map(v -> ((Str) v).text()).collect(Collectors.joining(",")));
  }
}
