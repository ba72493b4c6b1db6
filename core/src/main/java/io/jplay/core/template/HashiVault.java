package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Secrets out of a HashiCorp Vault: `hashi_vault` and the kv lookups of its collection. What it
/// reads is secret and remote.
final class HashiVault {
  private static final Tag SECRET = Tag.NONE.with(Taint.SECRET_REMOTE);

  private static final List<String> METHODS =
      List.of(
          "token", "userpass", "ldap", "approle", "aws_iam", "azure", "jwt", "cert", "gcp", "none");

  private final String lookup;
  private final LookupOptions o;
  private final String url;

  private HashiVault(String lookup, LookupOptions o) {
    this.lookup = lookup;
    this.o = o;
    this.url =
        option("url", "ANSIBLE_HASHI_VAULT_ADDR", "VAULT_ADDR")
            .orElseThrow(() -> o.eval().error("Required option url was not set."));
    if (!url.contains("://")) {
      throw o.eval().error("Invalid URL '" + url + "': No scheme supplied.");
    }
  }

  static Seq read(String lookup, List<String> terms, LookupOptions options) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      var o = options;
      String secret = term;
      if (lookup.equals("hashi_vault")) {
        // `path:field` or `secret=path:field`, with other options beside it
        var merged = new LinkedHashMap<Value, Value>(options.options().entries());
        LookupOptions.inlineWords(term).forEach((k, v) -> merged.put(Str.of(k), Str.of(v)));
        PythonStrings.words(term, -1).stream()
            .filter(word -> word.indexOf('=') < 0)
            .findFirst()
            .ifPresent(path -> merged.put(Str.of("secret"), Str.of(path)));
        o = new LookupOptions(new Dict(merged, Tag.NONE), options.eval());
        secret = required(o);
      }
      out.addAll(new HashiVault(lookup, o).secrets(secret));
    }
    return Call.list(out);
  }

  private static String required(LookupOptions o) {
    choice(o, "return_format", List.of("dict", "values", "raw"));
    String method = o.text("auth_method", "token");
    // of older collections
    if (!method.equals("github")) {
      choice(o, "auth_method", METHODS);
    }
    return o.text("secret")
        .orElseThrow(() ->
            o.eval()
                .lookupError(
                    "No setting was provided for required configuration plugin_type: lookup plugin:"
                        + " ansible_collections.community.hashi_vault.plugins.lookup.hashi_vault"
                        + " setting: secret "));
  }

  private static void choice(LookupOptions o, String name, List<String> choices) {
    String given = o.text(name, choices.getFirst());
    if (!choices.contains(given)) {
      throw o.eval()
          .lookupError(
              "Invalid value \"%s\" for configuration option \"plugin_type: lookup plugin: ansible_collections.community.hashi_vault.plugins.lookup.hashi_vault setting: %s \", valid values are: %s"
                  .formatted(given, name, String.join(", ", choices)));
    }
  }

  private Optional<String> option(String name, String... environment) {
    Optional<String> value = o.text(name);
    Optional<String> variable =
        variable("ansible_hashi_vault_" + (name.equals("url") ? "addr" : name));
    value = value.isPresent() ? value : variable;
    for (String key : environment) {
      if (value.isEmpty()) {
        value = o.eval().environment().environmentVariable(key).filter(v -> !v.isEmpty());
      }
    }
    return value;
  }

  private Optional<String> variable(String name) {
    return o.eval().finish(o.eval().scope().lookup(name)) instanceof Str s
        ? Optional.of(s.text())
        : Optional.empty();
  }

  private List<Value> secrets(String secret) {
    int colon = secret.lastIndexOf(':');
    boolean byField = lookup.equals("hashi_vault") && colon > 0;
    String path = (byField ? secret.substring(0, colon) : secret).replaceFirst("^/+", "");
    String field = byField ? secret.substring(colon + 1) : "";
    String full =
        switch (lookup) {
          case "vault_kv1_get" -> o.text("engine_mount_point", "kv") + "/" + path;
          case "vault_kv2_get" ->
              o.text("engine_mount_point", "secret")
                  + "/data/"
                  + path
                  + o.text("version").map(v -> "?version=" + v).orElse("");
          default -> path;
        };
    String token = token();
    HttpResponse<String> response = request("GET", full, Optional.of(token), Optional.empty());
    Dict raw =
        switch (response.statusCode()) {
          case 403 -> throw o.eval().error("Forbidden: Permission Denied to " + named(path) + ".");
          case 404 -> throw o.eval().error(missing(path));
          default -> answer(response);
        };
    Dict data = part(raw, "data");
    // version 2 of the engine wraps the secret in data.data beside data.metadata
    boolean second = data.get("data").orElse(Dict.EMPTY) instanceof Dict && data.has("metadata");
    Dict inner = second ? part(data, "data") : data;
    return switch (lookup) {
      case "vault_read" -> List.of(raw);
      case "vault_kv1_get", "vault_kv2_get" -> {
        var result =
            Dict.builder()
                .put("raw", raw)
                .put("data", data)
                .put("secret", inner)
                .put("metadata", second ? part(data, "metadata") : raw.without("data"))
                .build();
        yield List.of(SystemLookups.secret(result));
      }
      default ->
          switch (o.text("return_format", "dict")) {
            case "values" -> List.copyOf(inner.entries().values());
            case "raw" -> List.of(raw);
            default -> List.of(field.isEmpty() ? inner : field(inner, path, field));
          };
    };
  }

  private Value field(Dict data, String path, String field) {
    return data.get(field)
        .orElseThrow(() ->
            o.eval()
                .error(
                    "The secret %s does not contain the field '%s'. for hashi_vault lookup"
                        .formatted(path, field)));
  }

  /// What a message calls the secret.
  private String named(String path) {
    return switch (lookup) {
      case "hashi_vault" -> "secret '" + path + "'";
      case "vault_read" -> "path '" + path + "'";
      default -> "path ['" + path + "']";
    };
  }

  private String missing(String path) {
    return switch (lookup) {
      case "vault_kv1_get" -> "Invalid or missing path ['" + path + "'].";
      case "vault_kv2_get" ->
          "Invalid or missing path ['%s'] with secret version '%s'. Check the path or secret version."
              .formatted(path, o.text("version", "latest"));
      default -> "The " + named(path) + " doesn't seem to exist.";
    };
  }

  private static Dict part(Dict dict, String key) {
    return dict.get(key).orElse(Dict.EMPTY) instanceof Dict d ? d : Dict.EMPTY;
  }

  private String token() {
    String method = option("auth_method", "ANSIBLE_HASHI_VAULT_AUTH_METHOD").orElse("token");
    String mount = o.text("mount_point", method);
    requireOptions(method);
    return switch (method) {
      case "token" -> ownToken();
      case "none" -> "";
      case "approle" ->
          login(
              mount,
              "role_id",
              given("role_id"),
              "secret_id",
              option("secret_id", "ANSIBLE_HASHI_VAULT_SECRET_ID").orElse(""));
      case "userpass", "ldap" ->
          login(mount + "/login/" + given("username"), "password", given("password"), "", "");
      case "github" -> login(mount, "token", given("token"), "", "");
      case "jwt" -> login(mount, "jwt", given("jwt"), "role", given("role_id"));
      default -> throw o.eval().error("Authentication method '" + method + "' not supported.");
    };
  }

  private void requireOptions(String method) {
    List<String> wanted =
        switch (method) {
          case "approle" -> List.of("role_id");
          case "userpass", "ldap" -> List.of("username", "password");
          case "jwt" -> List.of("role_id", "jwt");
          case "github" -> List.of("token");
          default -> List.of();
        };
    List<String> missing = wanted.stream().filter(name -> given(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      Value all = new Seq(Seq.ofTexts(wanted).items(), Seq.Kind.TUPLE, Tag.NONE);
      throw o.eval()
          .error(
              "Authentication method %s requires options %s to be set, but these are missing: %s"
                  .formatted(method, PythonText.repr(all), PythonText.repr(Seq.ofTexts(missing))));
    }
  }

  /// The value of an option, or nothing.
  private String given(String name) {
    return option(name, "ANSIBLE_HASHI_VAULT_" + name.toUpperCase(Locale.ROOT)).orElse("");
  }

  private String ownToken() {
    var token = option("token", "ANSIBLE_HASHI_VAULT_TOKEN", "VAULT_TOKEN");
    if (token.isPresent()) {
      return token.get();
    }
    String home = o.eval().environment().environmentVariable("HOME").orElse("");
    Path file = Path.of(o.text("token_path", home), o.text("token_file", ".vault-token"));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw o.eval().error("No Vault Token specified or discovered.");
    }
  }

  private String login(String path, String key, String value, String key2, String value2) {
    var body = Dict.builder().put(key, value);
    if (!value2.isEmpty()) {
      body.put(key2, value2);
    }
    String login = path.contains("/login/") ? path : path + "/login";
    HttpResponse<String> response =
        request("POST", "auth/" + login, Optional.empty(), Optional.of(body.build()));
    return part(answer(response), "auth")
        .text("client_token")
        .orElseThrow(() -> o.eval().error("the vault gave no token"));
  }

  private HttpResponse<String> request(
      String verb, String path, Optional<String> token, Optional<Dict> body) {
    Duration timeout = Duration.ofSeconds(o.number("timeout", 30));
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(URI.create(url + "/v1/" + path)).timeout(timeout);
    } catch (IllegalArgumentException e) {
      throw o.eval().error("not an address of a vault: " + url);
    }
    token.filter(t -> !t.isEmpty()).ifPresent(t -> request.header("X-Vault-Token", t));
    option("namespace", "ANSIBLE_HASHI_VAULT_NAMESPACE", "VAULT_NAMESPACE")
        .ifPresent(n -> request.header("X-Vault-Namespace", n));
    request.method(
        verb,
        body.map(b -> HttpRequest.BodyPublishers.ofString(Json.write(b, Json.Layout.LINE)))
            .orElse(HttpRequest.BodyPublishers.noBody()));
    return UrlLookup.send(
        request.build(),
        new UrlLookup.How(timeout, o.flag("validate_certs", true), true, List.of()),
        o.eval(),
        "hashi_vault");
  }

  private Dict answer(HttpResponse<String> response) {
    if (response.statusCode() == 200) {
      return parsed(response.body());
    }
    String verb = response.request().method().toLowerCase(Locale.ROOT);
    throw o.eval().error("%s, on %s %s".formatted(response.body(), verb, response.request().uri()));
  }

  private Dict parsed(String body) {
    try {
      return Json.read(body, SECRET) instanceof Dict d ? d : Dict.EMPTY;
    } catch (IOException e) {
      throw o.eval().error("the vault's answer is not JSON");
    }
  }
}
