package io.jplay.inventory;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One droplet as the API describes it.
record DigitalOceanDroplet(Dict raw) {
  /// The wanted attributes under their prefixed names.
  Dict variables(DigitalOceanOptions options) {
    var variables = Dict.builder();
    for (String attribute : options.attributes()) {
      raw.get(attribute).ifPresent(v -> variables.put(options.prefix() + attribute, v));
    }
    return variables.build();
  }

  Optional<Str> publicAddress() {
    return address("public");
  }

  private Optional<Str> address(String type) {
    if (!(raw.get("networks").orElse(Null.NULL) instanceof Dict networks)
        || !(networks.get("v4").orElse(Null.NULL) instanceof Seq v4)) {
      return Optional.empty();
    }
    return v4.stream()
        .filter(n -> n instanceof Dict d && d.text("type").orElse("").equals(type))
        .map(n -> ((Dict) n).get("ip_address").orElse(Null.NULL))
        .filter(Str.class::isInstance)
        .map(Str.class::cast)
        .findFirst();
  }

  /// The first of the wanted names that the droplet has; its id when it has none.
  String hostName(List<String> wanted) {
    return wanted.stream()
        .map(this::named)
        .filter(n -> !n.isEmpty())
        .findFirst()
        .orElseGet(() -> text("id"));
  }

  private String named(String kind) {
    return switch (kind) {
      case "public_v4" -> address("public").map(Str::text).orElse("");
      case "private_v4" -> address("private").map(Str::text).orElse("");
      case "tag" -> tags().stream().findFirst().orElse("");
      default -> text(kind);
    };
  }

  private String text(String attribute) {
    return switch (raw.get(attribute).orElse(Null.NULL)) {
      case Null _, Seq _, Dict _ -> "";
      case Value v -> ConstructedGroups.text(v);
    };
  }

  private List<String> tags() {
    return raw.get("tags").orElse(Seq.EMPTY) instanceof Seq tags
        ? tags.stream().map(ConstructedGroups::text).toList()
        : List.of();
  }

  /// Id, name and tags.
  List<String> names() {
    var names = new ArrayList<>(List.of(text("id"), text("name")));
    names.addAll(tags());
    return names;
  }
}
