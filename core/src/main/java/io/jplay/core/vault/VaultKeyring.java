package io.jplay.core.vault;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Vaulted;
import io.jplay.core.vault.VaultEnvelope.MalformedVault;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The secrets of a run, in the order they were given. A vault text is tried with the secrets of
/// its label first, then with all others, or with no other when `vault_id_match` is set. Safe for
/// any thread; remembers inline texts, because deriving keys takes tens of milliseconds.
public final class VaultKeyring {
  public static final VaultKeyring EMPTY = new VaultKeyring(List.of(), false);

  private final List<VaultSecret> secrets;
  private final boolean idMatch;
  private final VaultWitness witness;
  private final Map<String, String> inlineTexts = new ConcurrentHashMap<>();

  public VaultKeyring(List<VaultSecret> secrets, boolean idMatch) {
    this(secrets, idMatch, VaultWitness.NONE);
  }

  private VaultKeyring(List<VaultSecret> secrets, boolean idMatch, VaultWitness witness) {
    this.secrets = List.copyOf(secrets);
    this.idMatch = idMatch;
    this.witness = witness;
  }

  /// The same secrets; all that they decrypt is told to a witness.
  public VaultKeyring before(VaultWitness told) {
    return new VaultKeyring(secrets, idMatch, told);
  }

  /// A plaintext, the secret that opened it, and the label in the text's header.
  public record Opened(byte[] plaintext, VaultSecret secret, String label) {
    VaultSecret underOwnLabel() {
      return new VaultSecret(label, secret.password());
    }

    @Override
    public String toString() {
      return "Opened[" + secret + "]";
    }
  }

  public List<VaultSecret> secrets() {
    return secrets;
  }

  public boolean isEmpty() {
    return secrets.isEmpty();
  }

  public Optional<VaultSecret> secret(String label) {
    return secrets.stream().filter(s -> s.label().equals(label)).findFirst();
  }

  /// Whether content is a vault text; only the header decides, never the name of a file.
  public static boolean isVault(byte[] content) {
    return VaultEnvelope.isEnvelope(content);
  }

  public static byte[] encrypt(byte[] plaintext, VaultSecret secret) {
    return new VaultCipher(new SecureRandom()).encrypt(plaintext, secret).format();
  }

  /// The vault text with a salt that is given instead of drawn, so that the same text comes out
  /// again.
  public static byte[] encrypt(byte[] plaintext, VaultSecret secret, byte[] salt) {
    return new VaultCipher(new SecureRandom()).encrypt(plaintext, secret, salt).format();
  }

  /// Opens a vault text. `place` ends the sentence of every complaint: `on /etc/x.yml`.
  public Opened open(byte[] content, String place, SourceRange origin) {
    if (!isVault(content)) {
      throw problem(
          "JP1101", "not a vault", "input is not vault encrypted data " + place, "", origin);
    }
    if (secrets.isEmpty()) {
      throw problem(
          "JP1102",
          "no vault password",
          "Attempting to decrypt but no vault secrets found",
          "give one with --vault-password-file, --vault-id or --ask-vault-pass (needed "
              + place
              + ")",
          origin);
    }
    VaultEnvelope envelope;
    try {
      envelope = VaultEnvelope.parse(content);
    } catch (MalformedVault e) {
      throw problem(
          "JP1103",
          "damaged vault",
          "Vault format " + e.getMessage() + " " + place,
          "the text was cut off or changed after it was encrypted; restore it",
          origin);
    }
    for (VaultSecret secret : candidates(envelope)) {
      Optional<byte[]> plaintext = VaultCipher.decrypt(envelope, secret);
      if (plaintext.isPresent()) {
        return new Opened(
            plaintext.get(), secret, envelope.label().orElse(VaultSecret.DEFAULT_LABEL));
      }
    }
    throw problem(
        "JP1104",
        "no vault password fits",
        "Decryption failed (no vault secrets were found that could decrypt) " + place,
        tried(envelope),
        origin);
  }

  public byte[] decrypt(byte[] content, String place) {
    byte[] plaintext = open(content, place, SourceRange.NONE).plaintext();
    witness.file(plaintext);
    return plaintext;
  }

  /// The text of an inline `!vault` value; secret, and a text for ever.
  public Str decrypt(Vaulted value) {
    String text = inlineTexts.get(value.ciphertext());
    if (text == null) {
      byte[] content = value.ciphertext().strip().getBytes(StandardCharsets.UTF_8);
      SourceRange origin = value.tag().origin();
      String place = origin.isKnown() ? "at " + origin.label() : "in a !vault value";
      if (!isVault(content)) {
        throw problem(
            "JP1008",
            "text after !vault is not encrypted",
            "input is not vault encrypted data " + place,
            "make it with: jvault encrypt_string",
            origin);
      }
      text = new String(open(content, place, origin).plaintext(), StandardCharsets.UTF_8);
      witness.value(text);
      inlineTexts.put(value.ciphertext(), text);
    }
    return new Str(text, value.tag().with(Taint.SECRET));
  }

  private Iterable<VaultSecret> candidates(VaultEnvelope envelope) {
    var ordered = new LinkedHashSet<VaultSecret>();
    envelope
        .label()
        .ifPresent(
            label -> secrets.stream().filter(s -> s.label().equals(label)).forEach(ordered::add));
    if (!idMatch || envelope.label().isEmpty()) {
      ordered.addAll(secrets);
    }
    return ordered;
  }

  private String tried(VaultEnvelope envelope) {
    String labels =
        secrets.stream().map(VaultSecret::label).distinct().collect(Collectors.joining(", "));
    return "the text has "
        + envelope.label().map(l -> "the label '" + l + "'").orElse("no label")
        + "; passwords are known for: "
        + labels
        + (idMatch ? " (vault_id_match is set: other labels are not tried)" : "");
  }

  private static JplayException problem(
      String code, String summary, String detail, String hint, SourceRange origin) {
    return new JplayException(
        Diagnostic.error(code, summary, origin).withDetail(detail.strip()).withHint(hint));
  }
}
