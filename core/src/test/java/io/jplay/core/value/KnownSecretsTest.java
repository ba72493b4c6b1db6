package io.jplay.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSecretsTest {
  private static KnownSecrets knowing(String... texts) {
    var secrets = new KnownSecrets();
    for (String text : texts) {
      secrets.learn(text);
    }
    return secrets;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          hunter2hunter2          | ********
          pw=hunter2hunter2;      | pw=********;
          hunter2hunter2hunter2   | ********
          xhunter2hunter          | xhunter2hunter
          hunter2hunter2 a"b'c\\d efg | ******** ********
          {"p": "a\\"b'c\\\\d efg"} | {"p": "********"}
          'a"b'\\''c\\d efg'       | '********'
          'a"b'"'"'c\\d efg'       | '********'
          'a"b''c\\d efg'         | '********'
          {'p': 'a"b\\'c\\\\d efg'} | {'p': '********'}
          ?p=a%22b%27c%5Cd+efg&q  | ?p=********&q
          ?p=a%22b%27c%5Cd%20efg  | ?p=********
          """)
  void findsSecretsAsProgramsPrintThem(String text, String shown) {
    assertEquals(shown, knowing("hunter2hunter2", "a\"b'c\\d efg").mask(text));
  }

  @Test
  void findsASecretInBase64WhereverItBegins() {
    KnownSecrets secrets = knowing("hunter2hunter2");
    for (int before = 0; before < 7; before++) {
      String file = "x".repeat(before) + "hunter2hunter2\ntail";
      String encoded = Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8));
      String masked = secrets.mask(encoded);
      assertFalse(masked.equals(encoded), masked);
      assertFalse(masked.contains(encoded.substring(before + 6, before + 12)), masked);
    }
  }

  @Test
  void hidesSecretsThatOverlap() {
    KnownSecrets secrets = knowing("abcdefghij", "fghijklmnop", "ghijklmn");
    assertEquals("-********-", secrets.mask("-abcdefghijklmnop-"));
  }

  @Test
  void hidesEachLineOfASecret() {
    KnownSecrets secrets = knowing("-----BEGIN KEY-----\nb3BlbnNzaC1rZXk\nshort\n");
    assertEquals("key: ********", secrets.mask("key: b3BlbnNzaC1rZXk"));
    assertEquals("short", secrets.mask("short"));
  }

  @Test
  void doesNotSearchForWhatIsTooShort() {
    assertEquals("the cat sat", knowing("cat", "the cat").mask("the cat sat"));
  }

  @Test
  void derivedTextsAreSecretWhenTheyLookLikeTokens() {
    KnownSecrets secrets = knowing("hunter2hunter2");
    secrets.learnDerived("/srv/application");
    secrets.learnDerived("echo what it is");
    secrets.learnDerived("$6$salt$abcdefgh");
    assertEquals(
        "/srv/application echo what it is ********",
        secrets.mask("/srv/application echo what it is $6$salt$abcdefgh"));
  }

  @Test
  void masksTextsAtAnyDepthAndKeepsTheRest() {
    KnownSecrets secrets = knowing("hunter2hunter2");
    Dict plain = Dict.builder().put("a", Seq.ofTexts(List.of("b"))).build();
    assertSame(plain, secrets.mask(plain));
    Dict told = Dict.builder().put("a", Seq.of(List.of(plain, Str.of("=hunter2hunter2")))).build();
    Dict shown = Dict.builder().put("a", Seq.of(List.of(plain, Str.of("=********")))).build();
    assertEquals(shown, secrets.mask(told));
  }

  /// Compared with the simplest search there is.
  @Test
  void findsWhatASimpleSearchFinds() {
    var random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      var secrets = new KnownSecrets();
      var texts = new ArrayList<String>();
      for (int i = 0; i < 3; i++) {
        String text = word(random, 8 + random.nextInt(4));
        texts.add(text);
        secrets.learn(text);
      }
      String text = word(random, random.nextInt(60));
      boolean[] hidden = new boolean[text.length()];
      for (String secret : texts) {
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
          Arrays.fill(hidden, at, at + secret.length(), true);
        }
      }
      var expected = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        if (!hidden[i]) {
          expected.append(text.charAt(i));
        }
      }
      assertEquals(expected.toString(), secrets.mask(text).replace("*", ""), text);
    }
  }

  private static String word(Random random, int length) {
    var out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(random.nextInt(20) == 0 ? 'b' : 'a');
    }
    return out.toString();
  }
}
