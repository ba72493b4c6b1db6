package io.jplay.core.ssh;

import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The key files of a run: each is read once and its passphrase asked for once, whatever the number
/// of hosts. One lock, held while the operator thinks: others need the same answer.
final class SshKeyRing {
  private static final int TRIES = 3;

  private final SshQuestions questions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, SshKeyFile> keys = new HashMap<>();
  private final Map<Path, String> unusable = new HashMap<>();

  SshKeyRing(SshQuestions questions) {
    this.questions = questions;
  }

  SshKeyFile key(Path path) throws SshKeyFile.Unusable {
    lock.lock();
    try {
      if (unusable.containsKey(path)) {
        throw new SshKeyFile.Unusable(String.valueOf(unusable.get(path)));
      }
      SshKeyFile key = keys.get(path);
      if (key == null) {
        key = SshKeyFile.read(path);
        keys.put(path, key);
      }
      return key;
    } catch (SshKeyFile.Unusable e) {
      unusable.put(path, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /// Asks for the passphrase of an encrypted key; without the right one the key is given up for the
  /// whole run.
  void unlock(SshKeyFile key) {
    lock.lock();
    try {
      if (key.pair().isPresent() || unusable.containsKey(key.path())) {
        return;
      }
      for (int i = 0; i < TRIES; i++) {
        Optional<Secret> passphrase = questions.passphrase(key.path());
        if (passphrase.isEmpty()) {
          unusable.put(key.path(), key.path() + " needs a passphrase (or an agent)");
          return;
        }
        if (key.decrypt(passphrase)) {
          return;
        }
      }
      unusable.put(key.path(), "wrong passphrase for " + key.path());
    } catch (SshKeyFile.Unusable e) {
      unusable.put(key.path(), String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }
}
