package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/// What belongs to one SSH session: handed to MINA with the connect call, found again wherever MINA
/// calls back, so that two hosts can never get at each other's keys, agent or verdict.
final class SshContext implements AttributeRepository {
  private static final AttributeKey<SshContext> KEY = new AttributeKey<>();

  private final SshTarget target;
  private final HostKeyCheck hostKey;
  private final SshAlgorithms algorithms;
  private volatile List<SshIdentity> identities = List.of();
  private volatile List<String> serverMethods = List.of();
  private volatile @Nullable SshKeyFile lockedKey;
  private volatile String means = "";
  private volatile List<String> notes = List.of();

  /// Throws TransportException when the host's ssh options leave no algorithm to offer.
  SshContext(SshTarget target, KnownHostsFiles knownHosts) throws TransportException {
    this.target = target;
    this.algorithms = SshAlgorithms.of(target.options());
    this.hostKey = new HostKeyCheck(target, knownHosts);
  }

  static Optional<SshContext> of(@Nullable Session session) {
    if (session instanceof AbstractClientSession client
        && client.getConnectionContext() instanceof SshContext context) {
      return Optional.of(context);
    }
    return Optional.empty();
  }

  SshTarget target() {
    return target;
  }

  SshAlgorithms algorithms() {
    return algorithms;
  }

  HostKeyCheck hostKey() {
    return hostKey;
  }

  /// The agent that this session's host may use.
  Optional<String> forwardedAgent() {
    return target.forwardsAgent() && !hostKey.isUntrusted()
        ? target.agentSocket()
        : Optional.empty();
  }

  /// The keys that may be offered, in order.
  List<SshIdentity> identities() {
    return identities;
  }

  void offer(List<SshIdentity> keys) {
    identities = List.copyOf(keys);
  }

  /// The server would take this key, but its passphrase must be asked for: the attempt is over.
  void needsPassphrase(SshKeyFile key) {
    lockedKey = key;
  }

  Optional<SshKeyFile> lockedKey() {
    return Optional.ofNullable(lockedKey);
  }

  /// The methods that the server still offered at last.
  List<String> serverMethods() {
    return serverMethods;
  }

  void serverOffers(List<String> methods) {
    serverMethods = List.copyOf(methods);
  }

  /// The login went well: by what, and what there is to say of what was not of use.
  void accepted(String by, List<String> remarks) {
    means = by;
    notes = List.copyOf(remarks);
  }

  String means() {
    return means;
  }

  List<String> notes() {
    return notes;
  }

  @Override
  public int getAttributesCount() {
    return 1;
  }

  @Override
  @SuppressWarnings("unchecked") // the one key is of this type
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return key.equals(KEY) ? (T) this : null;
  }

  @Override
  public Collection<AttributeKey<?>> attributeKeys() {
    return List.of(KEY);
  }
}
