package io.jplay.core.ssh;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/// A key that may be offered to a server: `shown` is the public key or certificate.
sealed interface SshIdentity extends PublicKeyIdentity {
  PublicKey shown();

  /// How it is called in messages.
  String label();

  @Override
  default KeyPair getKeyIdentity() {
    return new KeyPair(shown(), null);
  }

  /// A key of the agent, or a certificate file whose key the agent holds.
  record OfAgent(SshAgent agent, PublicKey shown, PublicKey held, String label)
      implements SshIdentity {
    @Override
    public Map.Entry<String, byte[]> sign(
        @Nullable SessionContext session, String algorithm, byte[] data) throws IOException {
      // the agent knows the key that it holds, not the certificate made for it
      String plain =
          held.equals(shown)
              ? algorithm
              : KeyUtils.getSignatureAlgorithm(
                  algorithm.replace("-cert-v01@openssh.com", ""), held);
      byte[] signature =
          agent.sign(session, held, plain == null ? algorithm : plain, data).getValue();
      return Map.entry(algorithm, signature);
    }
  }

  /// A key file. An encrypted one whose passphrase is not known yet ends the attempt when the
  /// server would take it: MINA's thread must not wait for the operator.
  record OfFile(SshKeyFile file, PublicKey shown, String label, ClientSession session)
      implements SshIdentity {
    @Override
    public Map.Entry<String, byte[]> sign(
        @Nullable SessionContext context, String algorithm, byte[] data) throws Exception {
      Optional<KeyPair> pair = file.pair();
      if (pair.isEmpty()) {
        SshContext.of(session).ifPresent(own -> own.needsPassphrase(file));
        throw new IOException("the passphrase of " + file.path() + " is needed");
      }
      return new KeyPairIdentity(
              session.getFactoryManager(), null, new KeyPair(shown, pair.get().getPrivate()))
          .sign(context, algorithm, data);
    }
  }
}
