package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/// The algorithms that are offered to one server: ours, or what `Ciphers`, `MACs`, `KexAlgorithms`,
/// `HostKeyAlgorithms` and `PubkeyAcceptedAlgorithms` make of them. As in ssh a list replaces ours,
/// `+list` adds to the end, `^list` puts in front, `-list` (of patterns) removes. Names that MINA
/// lacks are left out; a list of nothing else is an error.
record SshAlgorithms(
    List<NamedFactory<Cipher>> ciphers,
    List<NamedFactory<Mac>> macs,
    List<KeyExchangeFactory> exchanges,
    List<NamedFactory<Signature>> hostKeys,
    List<NamedFactory<Signature>> userKeys) {

  /// Classical exchanges first: the hybrid one costs ten times the CPU per connect
  /// (docs/decisions), and is not there without BouncyCastle.
  private static final List<BuiltinDHFactories> EXCHANGES =
      List.of(
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhgex256,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg18_512,
          BuiltinDHFactories.dhg14_256);

  /// ChaCha20 first, as OpenSSH has it: in Java, without the compiler that knows the processor's
  /// AES (the launchers start without it), a large file takes 2.4 times the time with AES-GCM.
  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.cc20p1305_openssh,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes256ctr);

  private static final List<BuiltinMacs> MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha1etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512,
          BuiltinMacs.hmacsha1);

  /// Without RSA over SHA-1 and DSA, as ssh.
  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519_cert,
          BuiltinSignatures.nistp256_cert,
          BuiltinSignatures.nistp384_cert,
          BuiltinSignatures.nistp521_cert,
          BuiltinSignatures.rsaSHA512_cert,
          BuiltinSignatures.rsaSHA256_cert,
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.sk_ssh_ed25519,
          BuiltinSignatures.sk_ecdsa_sha2_nistp256,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  static SshAlgorithms of(SshOptions options) throws TransportException {
    return new SshAlgorithms(
        chosen(options, List.of("ciphers"), CIPHERS, BuiltinCiphers.VALUES, c -> c),
        chosen(options, List.of("macs"), MACS, BuiltinMacs.VALUES, m -> m),
        chosen(
            options,
            List.of("kexalgorithms"),
            EXCHANGES,
            BuiltinDHFactories.VALUES,
            ClientBuilder.DH2KEX),
        chosen(
            options,
            List.of("hostkeyalgorithms"),
            SIGNATURES,
            BuiltinSignatures.VALUES,
            signature -> signature),
        chosen(
            options,
            List.of("pubkeyacceptedalgorithms", "pubkeyacceptedkeytypes"),
            SIGNATURES,
            BuiltinSignatures.VALUES,
            signature -> signature));
  }

  /// `keys` are the option's name and its older ones; `all` is what MINA has.
  private static <A extends OptionalFeature & NamedResource, F> List<F> chosen(
      SshOptions options,
      List<String> keys,
      List<? extends A> ours,
      Collection<? extends A> all,
      Function<? super A, F> factory)
      throws TransportException {
    Optional<String> key = keys.stream().filter(k -> options.first(k).isPresent()).findFirst();
    if (key.isEmpty()) {
      return ours.stream().filter(OptionalFeature::isSupported).<F>map(factory).toList();
    }
    String value = options.first(key.get()).orElseThrow();
    Map<String, A> supported =
        all.stream()
            .filter(OptionalFeature::isSupported)
            .collect(Collectors.toMap(NamedResource::getName, Function.identity(), (a, b) -> a));
    List<F> chosen =
        edited(value, ours.stream().map(NamedResource::getName).toList()).stream()
            .flatMap(name -> Optional.ofNullable(supported.get(name)).stream())
            .<F>map(factory)
            .toList();
    if (chosen.isEmpty()) {
      throw new TransportException(
          Kind.UNREACHABLE,
          "Failed to connect to the host via ssh: the ssh option %s=%s leaves no algorithm that jplay has (%s)"
              .formatted(
                  key.get(),
                  value,
                  String.join(", ", supported.keySet().stream().sorted().toList())));
    }
    return chosen;
  }

  /// What an option's value makes of our names.
  static List<String> edited(String value, List<String> ours) {
    if (value.isEmpty()) {
      return ours;
    }
    String list = "+-^".indexOf(value.charAt(0)) < 0 ? value : value.substring(1);
    List<String> named = List.of(list.split(","));
    var result = new LinkedHashSet<String>();
    switch (value.charAt(0)) {
      case '+' -> {
        result.addAll(ours);
        result.addAll(named);
      }
      case '^' -> {
        result.addAll(named);
        result.addAll(ours);
      }
      case '-' -> {
        result.addAll(ours);
        result.removeIf(
            name -> named.stream().anyMatch(pattern -> SshWords.matches(pattern, name)));
      }
      default -> result.addAll(named);
    }
    return new ArrayList<>(result);
  }
}
