package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/// Decides on the host key of one connection. The decision falls on MINA's thread, before anything
/// is authenticated; questions to the operator are asked later, on the host's own thread, and the
/// connection is then made again.
final class HostKeyCheck {
  /// File locks are held by the process, so threads need a lock of their own.
  private static final ReentrantLock WRITING = new ReentrantLock();

  private final SshTarget target;
  private final KnownHostsFiles files;
  private final KnownHosts known;
  private @Nullable PublicKey unknownKey;
  private @Nullable TransportException refusal;
  private boolean isUntrusted;

  HostKeyCheck(SshTarget target, KnownHostsFiles files) {
    this.target = target;
    this.files = files;
    this.known = KnownHosts.read(files, target.knownHostsFiles(), target.hostKeyName());
  }

  KnownHosts known() {
    return known;
  }

  /// Accepts or refuses; runs on MINA's thread.
  synchronized boolean accepts(PublicKey key) {
    Optional<String> revoked = RevokedKeys.refusal(target.revokedKeysFiles(), key);
    if (revoked.isPresent()) {
      return refuse(Kind.HOST_KEY_CHANGED, "Host key verification failed. " + revoked.get());
    }
    return switch (verdict(key)) {
      case KnownHosts.Verdict.Known() -> true;
      case KnownHosts.Verdict.Unknown() -> acceptsUnknown(plain(key));
      case KnownHosts.Verdict.Changed(KnownHosts.Line line) -> acceptsChanged(plain(key), line);
      case KnownHosts.Verdict.Revoked(KnownHosts.Line line) ->
          refuse(
              Kind.HOST_KEY_CHANGED,
              "Host key verification failed. The key %s of %s is marked as revoked in %s."
                  .formatted(fingerprint(plain(key)), target.hostKeyName(), line.place()));
      case KnownHosts.Verdict.Invalid(String why) ->
          refuse(
              Kind.HOST_KEY_UNKNOWN,
              "Host key verification failed. The certificate of %s is not accepted: %s."
                  .formatted(target.hostKeyName(), why));
    };
  }

  /// Whether the host may show a certificate.
  boolean knowsAuthority() {
    return known.hasAuthority() || underPlainName().filter(KnownHosts::hasAuthority).isPresent();
  }

  private KnownHosts.Verdict verdict(PublicKey key) {
    KnownHosts.Verdict verdict = known.check(key);
    if (verdict instanceof KnownHosts.Verdict.Unknown) {
      return underPlainName()
          .map(other -> other.check(key))
          .filter(KnownHosts.Verdict.Known.class::isInstance)
          .orElse(verdict);
    }
    return verdict;
  }

  /// Like ssh: a host on another port may be known under its plain name.
  private Optional<KnownHosts> underPlainName() {
    boolean hasPlainName = target.port() != 22 && target.options().first("hostkeyalias").isEmpty();
    return hasPlainName
        ? Optional.of(
            KnownHosts.read(
                files, target.knownHostsFiles(), KnownHosts.principal(target.hostKeyName())))
        : Optional.empty();
  }

  private boolean acceptsUnknown(PublicKey key) {
    return switch (target.strictness()) {
      case NO, ACCEPT_NEW -> {
        remember(key);
        yield true;
      }
      case ASK -> {
        unknownKey = key;
        yield refuse(Kind.HOST_KEY_UNKNOWN, unknownText(key));
      }
      case YES -> refuse(Kind.HOST_KEY_UNKNOWN, unknownText(key));
    };
  }

  private String unknownText(PublicKey key) {
    return "Host key verification failed. No %s host key is known for %s and strict checking is on; it shows %s. Check the fingerprint, then connect once with ssh, or set host_key_checking = False."
        .formatted(typeName(key), target.hostKeyName(), fingerprint(key));
  }

  private boolean acceptsChanged(PublicKey key, KnownHosts.Line line) {
    if (target.strictness() == SshTarget.Strictness.NO) {
      // like ssh: goes on, but sends no password and forwards no agent
      isUntrusted = true;
      target
          .settings()
          .warnings()
          .accept(
              "the host key of %s differs from %s; passwords and agent forwarding are off for it"
                  .formatted(target.hostKeyName(), line.place()));
      return true;
    }
    return refuse(
        Kind.HOST_KEY_CHANGED,
        "Host key verification failed. REMOTE HOST IDENTIFICATION HAS CHANGED! %s shows %s %s, but %s holds %s %s. Somebody may be listening, or the host was installed anew: then remove that line (ssh-keygen -f %s -R '%s')."
            .formatted(
                target.hostKeyName(),
                typeName(key),
                fingerprint(key),
                line.place(),
                typeName(line.key()),
                fingerprint(line.key()),
                line.file(),
                target.hostKeyName()));
  }

  private boolean refuse(Kind kind, String message) {
    refusal = new TransportException(kind, "Failed to connect to the host via ssh: " + message);
    return false;
  }

  synchronized Optional<TransportException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /// Whether passwords must not be sent nor the agent be forwarded.
  synchronized boolean isUntrusted() {
    return isUntrusted;
  }

  /// Asks for an unknown key, on the host's thread; true when it has been remembered.
  synchronized boolean isTrustedByOperator() {
    PublicKey key = unknownKey;
    if (key == null || target.asksNothing()) {
      return false;
    }
    String question =
        "The authenticity of host '%s' can't be established.\n%s key fingerprint is %s."
            .formatted(target.hostKeyName(), typeName(key), fingerprint(key));
    if (!target.settings().questions().trustHostKey(question)) {
      return false;
    }
    remember(key);
    return true;
  }

  private void remember(PublicKey key) {
    List<Path> own = target.userKnownHostsFiles();
    if (own.isEmpty() || own.getFirst().equals(Path.of("/dev/null"))) {
      return;
    }
    WRITING.lock();
    try {
      KnownHosts now = KnownHosts.read(files, own, target.hostKeyName());
      if (now.check(key) instanceof KnownHosts.Verdict.Unknown) {
        boolean hashes = target.options().isYes("hashknownhosts", false);
        String name = target.hostKeyName();
        KnownHosts.add(own.getFirst(), hashes ? KnownHosts.hashed(name) : name, key);
      }
    } catch (IOException e) {
      target
          .settings()
          .warnings()
          .accept("cannot add a host key to " + own.getFirst() + ": " + e.getMessage());
    } finally {
      WRITING.unlock();
    }
  }

  private static PublicKey plain(PublicKey key) {
    return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
  }

  static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  private static String typeName(PublicKey key) {
    String type = String.valueOf(KeyUtils.getKeyType(key));
    return switch (type) {
      case "ssh-ed25519" -> "ED25519";
      case "ssh-rsa" -> "RSA";
      default -> type.startsWith("ecdsa") ? "ECDSA" : type;
    };
  }
}
