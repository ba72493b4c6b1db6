package io.jplay.inventory;

import io.jplay.core.inventory.InventorySettings;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The options of a digitalocean source, with their defaults.
record DigitalOceanOptions(
    Dict raw,
    Secret token,
    List<Secret> databaseTokens,
    URI base,
    Duration timeout,
    int pagination,
    List<String> attributes,
    String prefix,
    List<String> hostnames,
    InventorySettings.Cache cache) {
  private static final List<String> TOKEN_VARIABLES =
      List.of("DO_API_TOKEN", "DO_API_KEY", "DO_OAUTH_TOKEN", "OAUTH_TOKEN");

  static DigitalOceanOptions of(Dict raw, SourceContext context) {
    if (raw.get("validate_certs").orElse(Null.NULL) instanceof Bool b && !b.value()) {
      throw Problems.at(
          "validate_certs: false is not supported: add the certificate to the trust store instead",
          b.tag().origin());
    }
    var reader = new Reader(raw, context);
    return new DigitalOceanOptions(
        raw,
        reader.token(),
        reader.databaseTokens(),
        URI.create(reader.text("baseurl").orElse("https://api.digitalocean.com/v2").strip()),
        Duration.ofSeconds(reader.number("timeout", 1, 30)),
        (int) reader.number("pagination", 1, 200),
        reader.texts("attributes", List.of("id", "name", "networks", "region", "size_slug")),
        reader.text("var_prefix").orElse("do_"),
        reader.texts("hostnames", List.of("name")),
        reader.cache());
  }

  /// Reads options, which may be templates.
  private record Reader(Dict raw, SourceContext context) {
    Optional<Value> value(String name) {
      return raw.get(name)
          .filter(v -> !(v instanceof Null))
          .map(v ->
              v instanceof Str || v instanceof Int || v instanceof Bool
                  ? v
                  : context.renderer().render(v, Scope.EMPTY));
    }

    Optional<String> text(String name) {
      return value(name).map(ConstructedGroups::text);
    }

    long number(String name, long least, long otherwise) {
      return switch (value(name).orElse(Null.NULL)) {
        case Int i when i.longValue() >= least && i.longValue() < 1_000_000 -> i.longValue();
        case Null _ -> otherwise;
        case Str s when s.text().matches("\\d{1,6}") -> Long.parseLong(s.text());
        case Value v -> throw Problems.at("'" + name + "' must be a number", v.tag().origin());
      };
    }

    List<String> texts(String name, List<String> otherwise) {
      return switch (raw.get(name).orElse(Null.NULL)) {
        case Seq s -> s.items().stream().map(ConstructedGroups::text).toList();
        case Null _ -> otherwise;
        case Value v -> Stream.of(ConstructedGroups.text(v).split(",")).map(String::strip).toList();
      };
    }

    Secret token() {
      return text("oauth_token")
          .or(() -> text("api_token"))
          .or(() ->
              TOKEN_VARIABLES.stream()
                  .flatMap(v -> context.environmentVariable(v).stream())
                  .findFirst())
          .map(String::strip)
          .filter(t -> !t.isEmpty())
          .map(Secret::of)
          .orElseThrow(() ->
              Problems.broken(
                  "No setting was provided for required configuration plugin_type: inventory"
                      + " plugin: community.digitalocean.digitalocean setting: api_token"));
    }

    List<Secret> databaseTokens() {
      Stream<String> given =
          switch (raw.get("databases_tokens").orElse(Null.NULL)) {
            case Null _ ->
                context.environmentVariable("DO_DATABASE_API_TOKENS").stream()
                    .flatMap(v -> Stream.of(v.split(",")));
            case Seq s ->
                s.items().stream()
                    .map(v -> ConstructedGroups.text(context.renderer().render(v, Scope.EMPTY)));
            case Value v ->
                Stream.of(
                    ConstructedGroups.text(
                            v instanceof Template ? context.renderer().render(v, Scope.EMPTY) : v)
                        .split(","));
          };
      return given.map(String::strip).filter(t -> !t.isEmpty()).map(Secret::of).toList();
    }

    InventorySettings.Cache cache() {
      InventorySettings.Cache defaults = context.settings().cache();
      var cache =
          new InventorySettings.Cache(
              value("cache").flatMap(Truth::of).orElse(defaults.enabled()),
              text("cache_plugin").orElse(defaults.plugin()),
              text("cache_connection").map(this::directory).or(defaults::connection),
              Duration.ofSeconds(number("cache_timeout", 0, defaults.timeout().toSeconds())),
              text("cache_prefix").orElse(defaults.prefix()),
              defaults.refresh());
      cache.problem().ifPresent(context::warn);
      return cache;
    }

    private Path directory(String text) {
      Path path =
          text.startsWith("~/")
              ? context.settings().home().resolve(text.substring(2))
              : Path.of(text);
      return context.settings().directory().resolve(path);
    }
  }
}
