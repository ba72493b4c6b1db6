package io.jplay.modules.docker;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.programs.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The options of every module of docker that say which daemon is meant. Without them the client
/// decides, as its environment and its own configuration say.
public record DockerHost(
    @Option(aliases = "docker_url") Optional<String> dockerHost,
    @Option(value = "auto", aliases = "docker_api_version") String apiVersion,
    @Option("60") int timeout,
    @Option("false") boolean tls,
    @Option(value = "false", aliases = "tls_verify") boolean validateCerts,
    @Option Optional<String> tlsHostname,
    @Option(aliases = {"tls_ca_cert", "cacert_path"}) Optional<String> caCert,
    @Option(aliases = {"tls_client_cert", "cert_path"}) Optional<String> clientCert,
    @Option(aliases = {"tls_client_key", "key_path"}) Optional<String> clientKey,
    @Option Optional<String> sslVersion,
    @Option("false") boolean useSshClient,
    @Option("false") boolean debug) {
  private static final Pattern NOT_THERE = Pattern.compile("(?i)no such |not found");

  /// A call of the client.
  public Call call(List<String> words) {
    var all = new ArrayList<String>(List.of("docker"));
    // `unix://var/run/docker.sock` is how the collection writes it
    dockerHost.ifPresent(
        h -> all.addAll(List.of("-H", h.replaceFirst("^unix://(?!/)", "unix:///"))));
    if (validateCerts) {
      all.add("--tlsverify");
    } else if (tls) {
      all.add("--tls");
    }
    caCert.ifPresent(f -> all.add("--tlscacert=" + f));
    clientCert.ifPresent(f -> all.add("--tlscert=" + f));
    clientKey.ifPresent(f -> all.add("--tlskey=" + f));
    all.addAll(words);
    return Call.of(all);
  }

  /// What the daemon knows of one thing (`network`, `image`); empty where it knows none. Fails the
  /// task where it cannot be asked.
  public Read<Optional<Dict>> inspect(String kind, String name) {
    Read<ProgramOutput> read = call(List.of(kind, "inspect", "--", name)).read();
    return new Read<>(
        "docker " + read.key(), read.program(), out -> inspected(read.parser().apply(out)));
  }

  private static Optional<Dict> inspected(ProgramOutput out) {
    if (!out.isOk()) {
      if (NOT_THERE.matcher(out.stderr()).find()) {
        return Optional.empty();
      }
      throw new ModuleFailure(
          Result.failed("Error connecting: " + out.stderr().strip())
              .with("rc", out.rc())
              .with("stderr", out.stderr()));
    }
    try {
      Value value = Json.read(out.stdout(), Tag.REMOTE);
      return value instanceof Seq list
              && !list.items().isEmpty()
              && list.items().getFirst() instanceof Dict d
          ? Optional.of(d)
          : Optional.empty();
    } catch (IOException e) {
      throw new ModuleFailure("docker answered what is no JSON: " + out.stdout().strip());
    }
  }
}
