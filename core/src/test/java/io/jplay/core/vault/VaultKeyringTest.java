package io.jplay.core.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Vaulted;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeyringTest {
  /// Written by `ansible-vault encrypt` 2.14 with password `pw`.
  private static final String BY_ANSIBLE =
      """
      $ANSIBLE_VAULT;1.1;AES256
      31626165383563656430643765613633633466333466613834386236333439616366383938303432
      3165356239333437313231343831356161623566373936620a396532306663633634326530633965
      34346461356465336263613436616339623561653732633737386537323036383139353962623835
      3066333864333663350a306462363064663731626537386136336565396535616230323462373362
      3133
      """;

  private static final VaultSecret PW = VaultSecret.of("default", "pw");
  private static final VaultSecret OTHER = VaultSecret.of("prod", "other");

  private static VaultKeyring ring(VaultSecret... secrets) {
    return new VaultKeyring(List.of(secrets), false);
  }

  private static Diagnostic failure(VaultKeyring ring, String text) {
    return assertThrows(
            JplayException.class, () -> ring.decrypt(text.getBytes(UTF_8), "on /x/a.yml"))
        .diagnostic();
  }

  @Test
  void opensWhatAnsibleWrote() {
    assertEquals("hello", new String(ring(PW).decrypt(BY_ANSIBLE.getBytes(UTF_8), ""), UTF_8));
  }

  @Test
  void opensTextsWithCrLfAndBlanksAtLineEnds() {
    String crlf = BY_ANSIBLE.replace("\n", " \r\n");
    assertEquals("hello", new String(ring(PW).decrypt(crlf.getBytes(UTF_8), ""), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1000, 100_000})
  void reopensWhatItWrote(int size) {
    byte[] plain = new byte[size];
    new Random(size).nextBytes(plain);
    assertArrayEquals(plain, ring(PW).decrypt(VaultKeyring.encrypt(plain, PW), ""));
  }

  @Test
  void writesALabelOnlyWhenItIsNotTheDefault() {
    assertTrue(
        new String(VaultKeyring.encrypt(new byte[0], PW), UTF_8)
            .startsWith("$ANSIBLE_VAULT;1.1;AES256\n"));
    assertTrue(
        new String(VaultKeyring.encrypt(new byte[0], OTHER), UTF_8)
            .startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n"));
  }

  @Test
  void triesSecretsOfOtherLabelsUnlessIdsMustMatch() {
    byte[] text = VaultKeyring.encrypt("x".getBytes(UTF_8), OTHER);
    var mislabelled = VaultSecret.of("dev", "other");
    assertEquals("dev", ring(PW, mislabelled).open(text, "", SourceRange.NONE).secret().label());
    var strict = new VaultKeyring(List.of(PW, mislabelled), true);
    assertEquals(
        "JP1104",
        assertThrows(JplayException.class, () -> strict.decrypt(text, "")).diagnostic().code());
  }

  @Test
  void prefersTheSecretOfTheLabel() {
    byte[] text = VaultKeyring.encrypt("x".getBytes(UTF_8), OTHER);
    var same = VaultSecret.of("first", "other");
    assertEquals("prod", ring(same, OTHER).open(text, "", SourceRange.NONE).secret().label());
  }

  @Test
  void namesFileLabelAndIdsWhenNoPasswordFits() {
    String text = new String(VaultKeyring.encrypt(new byte[0], OTHER), UTF_8);
    Diagnostic d = failure(ring(PW), text);
    assertEquals(
        "Decryption failed (no vault secrets were found that could decrypt) on /x/a.yml",
        d.detail());
    assertEquals("the text has the label 'prod'; passwords are known for: default", d.hint());
  }

  @Test
  void saysWhenThereIsNoPasswordAtAll() {
    assertEquals(
        "Attempting to decrypt but no vault secrets found",
        failure(VaultKeyring.EMPTY, BY_ANSIBLE).detail());
  }

  @Test
  void saysWhenTheTextIsNoVault() {
    assertEquals(
        "input is not vault encrypted data on /x/a.yml", failure(ring(PW), "a: 1\n").detail());
    assertEquals("JP1101", failure(ring(PW), "").code());
  }

  /// Wherever a text is cut, it is refused, and the message quotes nothing of it.
  @Test
  void refusesATextCutAnywhere() {
    var ring = ring(PW);
    for (int at = "$ANSIBLE_VAULT".length(); at < BY_ANSIBLE.length() - 1; at += 7) {
      Diagnostic d = failure(ring, BY_ANSIBLE.substring(0, at));
      assertTrue(d.code().equals("JP1103") || d.code().equals("JP1104"), d.code());
      assertFalse(d.toString().contains("316261"), d.toString());
    }
  }

  @Test
  void refusesAChangedTextBeforeDecrypting() {
    String changed = BY_ANSIBLE.replace("6333383133".substring(6) + "\n", "3134\n");
    assertEquals("JP1104", failure(ring(PW), changed).code());
  }

  @Test
  void refusesACipherItDoesNotKnow() {
    assertEquals("JP1103", failure(ring(PW), BY_ANSIBLE.replace("AES256", "AES")).code());
    assertEquals("JP1103", failure(ring(PW), "$ANSIBLE_VAULT\nxx").code());
  }

  @Test
  void inlineTextsAreSecretAndKeepTheirPlace() {
    var origin = SourceText.of("a.yml", "x\ny").range(2, 1);
    var value = ring(PW).decrypt(new Vaulted(BY_ANSIBLE, Tag.at(origin)));
    assertEquals("hello", value.text());
    assertTrue(value.isSecret());
    assertEquals("a.yml:2:1", value.tag().origin().label());
  }

  @Test
  void secretsDoNotPrint() {
    byte[] text = VaultKeyring.encrypt("plain".getBytes(UTF_8), OTHER);
    assertEquals("prod@********", OTHER.toString());
    assertEquals("Opened[prod@********]", ring(OTHER).open(text, "", SourceRange.NONE).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'\"$`{{ }}%!", "-leading", "x", "päss wörd"})
  void anyPasswordWorksVerbatim(String password) {
    var secret = VaultSecret.of("default", password);
    byte[] text = VaultKeyring.encrypt("v".getBytes(UTF_8), secret);
    assertEquals("v", new String(ring(secret).decrypt(text, ""), UTF_8));
  }
}
