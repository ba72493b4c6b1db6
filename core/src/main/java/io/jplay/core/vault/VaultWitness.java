package io.jplay.core.vault;

/// Is told what a keyring decrypts, by any thread.
public interface VaultWitness {
  VaultWitness NONE =
      new VaultWitness() {
        @Override
        public void value(String text) {}

        @Override
        public void file(byte[] content) {}
      };

  /// An inline `!vault` text.
  void value(String text);

  /// All that a file holds.
  void file(byte[] content);
}
