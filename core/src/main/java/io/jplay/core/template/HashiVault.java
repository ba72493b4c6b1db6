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
import java.util.Map;
import java.util.Optional;

/// Secrets out of a HashiCorp Vault: `hashi_vault` and the kv lookups of its collection. What it
/// reads is secret and remote.
final class HashiVault {
  private static final Tag SECRET = Tag.NONE.with(Taint.SECRET_REMOTE);

  private final LookupOptions o;
  private final String url;

  private HashiVault(LookupOptions o) {
    this.o = o;
    this.url =
        option("url", "ANSIBLE_HASHI_VAULT_ADDR", "VAULT_ADDR").orElse("http://127.0.0.1:8200");
  }

  static Seq read(String lookup, List<String> terms, LookupOptions options) {
    var out = new ArrayList<Value>();
    for (String term : terms) {
      // `secret=path:field token=...` or a path with keyword options
      Map<String, String> own = lookup.equals("hashi_vault") ? UrlLookup.words(term) : Map.of();
      var merged = new LinkedHashMap<Value, Value>(options.options().entries());
      own.forEach((k, v) -> merged.put(Str.of(k), Str.of(v)));
      var o = new LookupOptions(new Dict(merged, Tag.NONE), options.eval());
      String path = PythonStrings.words(term, -1).stream().findFirst().orElse("");
      String secret = own.containsKey("secret") ? own.getOrDefault("secret", "") : path;
      out.addAll(new HashiVault(o).secrets(lookup, secret));
    }
    return Call.list(out);
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

  private List<Value> secrets(String lookup, String secret) {
    int colon = secret.lastIndexOf(':');
    boolean byField = lookup.equals("hashi_vault") && colon > 0;
    String path = byField ? secret.substring(0, colon) : secret;
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
    Dict raw = request("GET", full, Optional.of(token()), Optional.empty());
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
      default -> plain(raw, inner, field, secret);
    };
  }

  private List<Value> plain(Dict raw, Dict data, String field, String secret) {
    if (!field.isEmpty()) {
      return List.of(
          data.get(field)
              .orElseThrow(() ->
                  o.eval()
                      .error(
                          "The secret %s does not contain the field '%s'."
                              .formatted(secret, field))));
    }
    return switch (o.text("return_format", "dict")) {
      case "values" -> List.copyOf(data.entries().values());
      case "raw" -> List.of(raw);
      default -> List.of(data);
    };
  }

  private static Dict part(Dict dict, String key) {
    return dict.get(key).orElse(Dict.EMPTY) instanceof Dict d ? d : Dict.EMPTY;
  }

  private String token() {
    String method = option("auth_method", "ANSIBLE_HASHI_VAULT_AUTH_METHOD").orElse("token");
    String mount = o.text("mount_point", method);
    return switch (method) {
      case "token" -> ownToken();
      case "none" -> "";
      case "approle" ->
          login(
              mount,
              "role_id",
              required("role_id", "ANSIBLE_HASHI_VAULT_ROLE_ID"),
              "secret_id",
              option("secret_id", "ANSIBLE_HASHI_VAULT_SECRET_ID").orElse(""));
      case "userpass", "ldap" ->
          login(
              mount + "/login/" + required("username", "ANSIBLE_HASHI_VAULT_USERNAME"),
              "password",
              required("password", "ANSIBLE_HASHI_VAULT_PASSWORD"),
              "",
              "");
      case "github" ->
          login(mount, "token", required("token", "ANSIBLE_HASHI_VAULT_TOKEN"), "", "");
      case "jwt" ->
          login(
              mount,
              "jwt",
              required("jwt", "ANSIBLE_HASHI_VAULT_JWT"),
              "role",
              required("role_id", "ANSIBLE_HASHI_VAULT_ROLE_ID"));
      default -> throw o.eval().error("Authentication method '" + method + "' not supported.");
    };
  }

  private String required(String name, String environment) {
    return option(name, environment)
        .orElseThrow(() ->
            o.eval().error("Authentication method requires option '" + name + "' to be set."));
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
    Dict answer = request("POST", "auth/" + login, Optional.empty(), Optional.of(body.build()));
    return part(answer, "auth")
        .text("client_token")
        .orElseThrow(() -> o.eval().error("the vault gave no token"));
  }

  private Dict request(String verb, String path, Optional<String> token, Optional<Dict> body) {
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
    HttpResponse<String> response =
        UrlLookup.send(
            request.build(),
            new UrlLookup.How(timeout, o.flag("validate_certs", true), true, List.of()),
            o.eval(),
            "hashi_vault");
    return switch (response.statusCode()) {
      case 200 -> parsed(response.body());
      case 403 -> throw o.eval().error("Forbidden: Permission Denied to secret '" + path + "'.");
      case 404 ->
          throw o.eval()
              .error("The secret " + path + " doesn't seem to exist for hashi_vault lookup");
      default ->
          throw o.eval().error("the vault answered " + response.statusCode() + " for " + path);
    };
  }

  private Dict parsed(String body) {
    try {
      return Json.read(body, SECRET) instanceof Dict d ? d : Dict.EMPTY;
    } catch (IOException e) {
      throw o.eval().error("the vault's answer is not JSON");
    }
  }
}
