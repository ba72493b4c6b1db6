package io.jplay.core.check;

import io.jplay.core.template.TemplateSurvey;
import java.util.Set;

/// Filters and lookups that ansible's core once had and now finds in collections by their short
/// names: a playbook that uses one is not misspelt, though jplay does not have it.
final class FormerPlugins {
  private static final Set<String> FILTERS =
      Set.of(
          "cidr_merge",
          "comp_type5",
          "gcp_kms_decrypt",
          "gcp_kms_encrypt",
          "hash_salt",
          "hwaddr",
          "ip4_hex",
          "ipaddr",
          "ipmath",
          "ipsubnet",
          "ipv4",
          "ipv6",
          "ipwrap",
          "json_query",
          "k8s_config_resource_name",
          "network_in_network",
          "network_in_usable",
          "next_nth_usable",
          "nthhost",
          "parse_cli",
          "parse_cli_textfsm",
          "parse_xml",
          "previous_nth_usable",
          "random_mac",
          "reduce_on_network",
          "slaac",
          "type5_pw",
          "vlan_parser");

  private static final Set<String> LOOKUPS =
      Set.of(
          "avi",
          "aws_account_attribute",
          "aws_secret",
          "aws_service_ip_ranges",
          "aws_ssm",
          "cartesian",
          "chef_databag",
          "conjur_variable",
          "consul_kv",
          "cpm_metering",
          "cpm_status",
          "credstash",
          "cyberarkpassword",
          "dig",
          "dnstxt",
          "etcd",
          "filetree",
          "flattened",
          "gcp_storage_file",
          "grafana_dashboard",
          "hashi_vault",
          "hiera",
          "k8s",
          "keyring",
          "laps_password",
          "lastpass",
          "lmdb_kv",
          "manifold",
          "mongodb",
          "nios",
          "nios_next_ip",
          "nios_next_network",
          "onepassword",
          "onepassword_raw",
          "openshift",
          "passwordstore",
          "rabbitmq",
          "redis",
          "shelvefile",
          "skydive");

  private FormerPlugins() {}

  static boolean has(TemplateSurvey.Kind kind, String name) {
    return switch (kind) {
      case FILTER -> FILTERS.contains(name);
      case LOOKUP -> LOOKUPS.contains(name);
      case TEST, VARIABLE, PATTERN, FILE, LOOKUP_TEMPLATE, LOOKUP_FILE, GROUP -> false;
    };
  }
}
