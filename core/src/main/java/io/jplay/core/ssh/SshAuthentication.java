package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/// Offers one session's keys and password, in the order of ssh: certificates, keys of the agent
/// that are also configured, the agent's other keys (not with IdentitiesOnly), key files. Like
/// Ansible, passwords are used only when one was given; it is sent once.
final class SshAuthentication implements AutoCloseable {
  private static final List<String> DEFAULT_KEYS =
      List.of("id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_dsa");

  private final SshTarget target;
  private final SshContext context;
  private final SshKeyRing ring;
  private final ClientSession session;
  private final List<String> notes = new ArrayList<>();
  private @Nullable AgentClient agent;
  private List<SshIdentity> identities = List.of();
  private boolean passwordSent;
  private volatile @Nullable PublicKey accepted;

  SshAuthentication(SshContext context, SshKeyRing ring, ClientSession session) {
    this.target = context.target();
    this.context = context;
    this.ring = ring;
    this.session = session;
  }

  /// The methods that a session may use. MINA wants them when it makes the session, long before
  /// there are identities: those are found through the session's context.
  static List<UserAuthFactory> methods(SshContext context) {
    SshTarget target = context.target();
    var methods = new ArrayList<UserAuthFactory>();
    methods.add(
        new UserAuthPublicKeyFactory(context.algorithms().userKeys()) {
          @Override
          public UserAuthPublicKey createUserAuth(ClientSession of) {
            return new ContextKeys(getSignatureFactories());
          }
        });
    if (target.password().isPresent()) {
      if (target.options().isYes("kbdinteractiveauthentication", true)) {
        methods.add(UserAuthKeyboardInteractiveFactory.INSTANCE);
      }
      if (target.options().isYes("passwordauthentication", true)) {
        methods.add(UserAuthPasswordFactory.INSTANCE);
      }
    }
    return methods;
  }

  private static final class ContextKeys extends UserAuthPublicKey {
    ContextKeys(List<NamedFactory<Signature>> factories) {
      super(factories);
    }

    @Override
    protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
        ClientSession session, SignatureFactoriesManager manager) {
      return SshContext.of(session)
          .map(context -> List.<PublicKeyIdentity>copyOf(context.identities()))
          .orElse(List.of())
          .iterator();
    }
  }

  /// Sets the session up; called before its authentication starts.
  void prepare() {
    if (target.options().isYes("pubkeyauthentication", true)) {
      identities = identities();
      context.offer(identities);
      session.setPublicKeyAuthenticationReporter(
          new PublicKeyAuthenticationReporter() {
            @Override
            public void signalAuthenticationSuccess(
                ClientSession of, String service, KeyPair identity) {
              accepted = identity.getPublic();
            }
          });
    }
    if (target.password().isPresent()) {
      preparePassword();
    }
  }

  private void preparePassword() {
    CoreModuleProperties.PASSWORD_PROMPTS.set(session, 1);
    session.setPasswordIdentityProvider(ignored -> password().map(List::of).orElse(List.of()));
    session.setUserInteraction(
        new UserInteraction() {
          @Override
          public String[] interactive(
              ClientSession of,
              String name,
              String instruction,
              String lang,
              String[] prompt,
              boolean[] echo) {
            boolean asksForPassword = prompt.length == 1 && !echo[0];
            if (!asksForPassword) {
              return new String[prompt.length == 0 ? 0 : prompt.length];
            }
            return new String[] {password().orElse("")};
          }

          @Override
          public @Nullable String getUpdatedPassword(ClientSession of, String prompt, String lang) {
            return null;
          }
        });
  }

  /// The password, the first time; never to a host whose key is not the known one.
  private synchronized Optional<String> password() {
    if (passwordSent || context.hostKey().isUntrusted()) {
      return Optional.empty();
    }
    passwordSent = true;
    return target.password().map(secret -> secret.reveal());
  }

  private List<SshIdentity> identities() {
    Map<PublicKey, String> held = agentKeys();
    List<SshKeyFile> files = files();
    var first = new ArrayList<SshIdentity>();
    var last = new ArrayList<SshIdentity>();
    for (SshKeyFile file : files) {
      if (!isLocked(file)) {
        certificate(file).ifPresent(certificate -> first.add(ofFile(file, certificate, " (cert)")));
      }
    }
    for (String name : target.options().all("certificatefile")) {
      certificate(target.tokens().path(name), held, files).ifPresent(first::add);
    }
    var others = new LinkedHashMap<PublicKey, String>(held);
    for (SshKeyFile file : files) {
      Optional<PublicKey> inAgent =
          file.publicKey()
              .flatMap(key ->
                  held.keySet().stream()
                      .filter(other -> KeyUtils.compareKeys(key, other))
                      .findFirst());
      if (inAgent.isPresent()) {
        first.add(ofAgent(inAgent.get(), String.valueOf(held.get(inAgent.get()))));
        others.remove(inAgent.get());
      } else {
        if (isLocked(file)) {
          notes.add(file.path() + " needs a passphrase, and BatchMode is on");
        } else {
          file.publicKey().ifPresent(key -> last.add(ofFile(file, key, "")));
        }
      }
    }
    if (!target.options().isYes("identitiesonly", false)) {
      others.forEach((key, comment) -> first.add(ofAgent(key, comment)));
    }
    first.addAll(last);
    return first;
  }

  /// Whether the key cannot be used because its passphrase may not be asked for.
  private boolean isLocked(SshKeyFile file) {
    return target.asksNothing() && file.pair().isEmpty();
  }

  private SshIdentity ofAgent(PublicKey key, String comment) {
    return new SshIdentity.OfAgent(agentOrFail(), key, key, "agent key " + comment);
  }

  /// MINA leaves a certificate out, without a word, that is not valid today.
  private boolean isValid(PublicKey key, Path path) {
    if (key instanceof OpenSshCertificate certificate
        && !OpenSshCertificate.isValidNow(certificate)) {
      notes.add("the certificate " + path + " is expired or not yet valid");
      return false;
    }
    return true;
  }

  private SshIdentity ofFile(SshKeyFile file, PublicKey shown, String suffix) {
    return new SshIdentity.OfFile(file, shown, file.path() + suffix, session);
  }

  private SshAgent agentOrFail() {
    AgentClient client = agent;
    if (client == null) {
      throw new IllegalStateException("keys of an agent without the agent");
    }
    return client;
  }

  private Map<PublicKey, String> agentKeys() {
    var keys = new LinkedHashMap<PublicKey, String>();
    Optional<String> path = target.agentSocket();
    if (path.isEmpty()) {
      notes.add(target.withoutAgent());
      return keys;
    }
    try {
      AgentClient client = new AgentClient(path.get());
      agent = client;
      for (Map.Entry<PublicKey, String> key : client.getIdentities()) {
        keys.put(key.getKey(), key.getValue());
      }
      if (keys.isEmpty()) {
        notes.add("the agent holds no keys");
      }
    } catch (IOException | RuntimeException e) {
      // a stale socket is no reason to give up: key files may do
      notes.add("no agent: " + path.get() + ": " + e.getMessage());
    }
    return keys;
  }

  private List<SshKeyFile> files() {
    List<String> named = target.options().all("identityfile");
    var paths = new ArrayList<Path>();
    named.stream()
        .filter(name -> !name.equalsIgnoreCase("none"))
        .forEach(name -> paths.add(target.tokens().path(name)));
    if (named.isEmpty()) {
      DEFAULT_KEYS.forEach(name -> paths.add(target.settings().home().resolve(".ssh/" + name)));
    }
    var files = new ArrayList<SshKeyFile>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        if (!named.isEmpty()) {
          notes.add(path + " does not exist");
        }
        continue;
      }
      try {
        SshKeyFile file = ring.key(path);
        if (file.publicKey().isEmpty() && !target.asksNothing()) {
          ring.unlock(file);
        }
        files.add(file);
      } catch (SshKeyFile.Unusable e) {
        notes.add(String.valueOf(e.getMessage()));
      }
    }
    return files;
  }

  /// The certificate beside a key file.
  private Optional<PublicKey> certificate(SshKeyFile file) {
    Path path = file.path().resolveSibling(file.path().getFileName() + "-cert.pub");
    return Files.isReadable(path)
        ? readKey(path).filter(key -> isValid(key, path))
        : Optional.empty();
  }

  private Optional<SshIdentity> certificate(
      Path path, Map<PublicKey, String> held, List<SshKeyFile> files) {
    Optional<PublicKey> read = readKey(path);
    if (read.isEmpty() || !(read.get() instanceof OpenSshCertificate certificate)) {
      notes.add(path + " holds no certificate");
      return Optional.empty();
    }
    if (!isValid(certificate, path)) {
      return Optional.empty();
    }
    PublicKey plain = certificate.getCertPubKey();
    for (SshKeyFile file : files) {
      if (file.publicKey().filter(key -> KeyUtils.compareKeys(key, plain)).isPresent()) {
        return Optional.of(ofFile(file, read.get(), " with " + path));
      }
    }
    for (PublicKey key : held.keySet()) {
      if (KeyUtils.compareKeys(key, plain)) {
        return Optional.of(
            new SshIdentity.OfAgent(agentOrFail(), read.get(), key, "agent key with " + path));
      }
    }
    notes.add("there is no key for the certificate " + path);
    return Optional.empty();
  }

  private static Optional<PublicKey> readKey(Path path) {
    try {
      return Optional.of(
          SshKeyFile.parsePublicKey(Files.readString(path, StandardCharsets.ISO_8859_1)));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /// What was tried and what could not be, for the message of a failed login.
  String tried() {
    var parts = new ArrayList<String>();
    if (!identities.isEmpty()) {
      parts.add(
          "tried "
              + identities.stream()
                  .limit(8)
                  .map(SshIdentity::label)
                  .reduce((a, b) -> a + ", " + b)
                  .orElse("")
              + (identities.size() > 8 ? " and " + (identities.size() - 8) + " more" : ""));
    }
    if (target.password().isPresent()) {
      parts.add(passwordSent ? "the password was not accepted" : "the password was not asked for");
    }
    parts.addAll(notes);
    return String.join("; ", parts);
  }

  /// What the server took, and what could not be tried.
  void tellAccepted() {
    PublicKey key = accepted;
    String by =
        identities.stream()
            .filter(identity -> key != null && KeyUtils.compareKeys(key, identity.shown()))
            .map(SshIdentity::label)
            .findFirst()
            .orElse(passwordSent ? "the password" : "no credentials");
    context.accepted(by, notes);
  }

  @Override
  public void close() {
    AgentClient client = agent;
    if (client != null) {
      try {
        client.close();
      } catch (IOException e) {
        // nothing to save
      }
    }
  }
}
