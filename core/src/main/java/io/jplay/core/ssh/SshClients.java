package io.jplay.core.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.client.session.ClientUserAuthServiceFactory;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.core.CoreModuleProperties;

/// Makes the one MINA client of a run.
final class SshClients {
  private SshClients() {}

  @FunctionalInterface
  interface NewChannel<C> {
    C make() throws IOException;
  }

  /// A new channel. Where the other side ends the session in this very moment MINA complains of the
  /// caller; that is a lost connection like any other.
  static <C> C channel(NewChannel<C> channel) throws IOException {
    try {
      return channel.make();
    } catch (IllegalStateException e) {
      throw new IOException("the session has ended", e);
    }
  }

  static SshClient start(Duration authenticationTimeout) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(new AgentForwarding());
    client.setIoServiceFactoryFactory(new SshLoops());
    client.setServerKeyVerifier((session, address, key) ->
        SshContext.of(session).map(context -> context.hostKey().accepts(key)).orElse(false));
    client.setSessionFactory(
        new SessionFactory(client) {
          @Override
          protected ClientSessionImpl doCreateSession(IoSession io) throws Exception {
            return new JplaySession(client, io);
          }
        });
    client.setServiceFactories(
        List.of(new Authentication(), ClientConnectionServiceFactory.INSTANCE));
    // off by default in MINA: a request of two packets then waits 40 ms
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    // the dialer's own limit is the first: it knows since when the host was waited for
    CoreModuleProperties.AUTH_TIMEOUT.set(client, authenticationTimeout.multipliedBy(2));
    // the fourth unanswered one ends the session: a frozen host is noticed after 40 seconds
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(10));
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    // a program may leave its payload unread for as long as it likes
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, Duration.ofDays(1));
    CoreModuleProperties.ABORT_ON_INVALID_CERTIFICATE.set(client, true);
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "jplay");
    client.start();
    return client;
  }

  /// A session with the algorithms of its host, which asks for the host key types known for it
  /// first, as ssh does.
  private static final class JplaySession extends ClientSessionImpl {
    JplaySession(SshClient client, IoSession io) throws Exception {
      super(client, io);
    }

    /// MINA asks while its constructor still runs: the answers come from the context, no field.
    private <T> T chosen(Function<SshAlgorithms, T> ours, Supplier<T> otherwise) {
      return SshContext.of(this).map(c -> ours.apply(c.algorithms())).orElseGet(otherwise);
    }

    @Override
    public List<KeyExchangeFactory> getKeyExchangeFactories() {
      return chosen(SshAlgorithms::exchanges, super::getKeyExchangeFactories);
    }

    @Override
    public List<NamedFactory<Cipher>> getCipherFactories() {
      return chosen(SshAlgorithms::ciphers, super::getCipherFactories);
    }

    @Override
    public List<NamedFactory<Mac>> getMacFactories() {
      return chosen(SshAlgorithms::macs, super::getMacFactories);
    }

    @Override
    public List<NamedFactory<Signature>> getSignatureFactories() {
      return chosen(SshAlgorithms::hostKeys, super::getSignatureFactories);
    }

    @Override
    protected String resolveAvailableSignaturesProposal(FactoryManager manager) {
      String all = NamedResource.getNames(getSignatureFactories());
      return SshContext.of(this).map(context -> ordered(all, context.hostKey())).orElse(all);
    }

    @Override
    public List<UserAuthFactory> getUserAuthFactories() {
      return SshContext.of(this)
          .map(context -> SshAuthentication.methods(context))
          .orElseGet(super::getUserAuthFactories);
    }

    private static String ordered(String all, HostKeyCheck check) {
      var names = new ArrayList<>(Arrays.asList(all.split(",")));
      if (!check.knowsAuthority()) {
        names.removeIf(name -> name.contains("-cert-v01@"));
      }
      List<String> types = check.known().types();
      names.sort(Comparator.comparingInt(name -> rank(name, types)));
      return String.join(",", names);
    }

    /// Certificates where an authority is known, then known types, then the rest; each in the order
    /// of OpenSSH, because which key a server shows decides whether it is a known one.
    private static int rank(String algorithm, List<String> types) {
      String type = algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
      int group = algorithm.contains("-cert-v01@") ? 0 : types.contains(type) ? 10 : 20;
      int preference = algorithm.contains("ed25519") ? 0 : algorithm.startsWith("ecdsa") ? 1 : 2;
      return group + preference;
    }

    /// Names in host certificates are checked against this address.
    @Override
    public SocketAddress getConnectAddress() {
      return SshContext.of(this)
          .<SocketAddress>map(context ->
              InetSocketAddress.createUnresolved(
                  KnownHosts.principal(context.target().hostKeyName()), context.target().port()))
          .orElseGet(super::getConnectAddress);
    }
  }

  /// Keeps what the server offered at last, for the message of a failed login.
  private static final class Authentication extends ClientUserAuthServiceFactory {
    @Override
    public Service create(Session session) throws IOException {
      return new ClientUserAuthService(session) {
        @Override
        public void process(int command, Buffer buffer) throws Exception {
          if (command == SshConstants.SSH_MSG_USERAUTH_FAILURE) {
            var copy = new ByteArrayBuffer(buffer.getCompactData());
            String methods = copy.getString().toLowerCase(Locale.ROOT);
            SshContext.of(session)
                .ifPresent(context -> context.serverOffers(List.of(methods.split(","))));
          }
          super.process(command, buffer);
        }
      };
    }
  }
}
