package io.jplay.core.value;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;

/// The secret texts that a run has come to know: what it decrypted, was asked for, or was given to
/// reach a host. A host may say one of them to a task that was not given it (`slurp` of a file that
/// holds it), so that its taint is lost; therefore what is shown is searched for them, also as they
/// look inside JSON, YAML, a Python literal, a shell word, a URL or base64. One pass finds all of
/// them, however many there are: a rolling hash of eight characters says where one may begin. Safe
/// for any thread.
public final class KnownSecrets {
  /// Shorter texts are not searched for: they stand in innocent words.
  public static final int SHORTEST = 8;

  /// What is known to be made of a secret is one only from this length on.
  private static final int SHORTEST_DERIVED = 12;

  private static final int FACTOR = 0x01000193;
  private static final int LEAVING = power(SHORTEST);

  private final Set<String> learnt = ConcurrentHashMap.newKeySet();
  private final Map<Integer, List<String>> byStart = new ConcurrentHashMap<>();
  private final AtomicLongArray starts = new AtomicLongArray(1024);

  private static int power(int exponent) {
    int result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= FACTOR;
    }
    return result;
  }

  /// A text that must not be shown, and each of its lines, as tools give texts line by line.
  public void learn(String text) {
    if (text.length() >= SHORTEST && learnt.add(text)) {
      forms(text).forEach(this::searchFor);
      if (text.indexOf('\n') >= 0) {
        text.lines().map(String::strip).forEach(this::learn);
      }
    }
  }

  /// What is known to be secret.
  public void learn(Secret secret) {
    learn(secret.reveal());
  }

  /// A text that was made of a secret, which a task was given: a hash, a token. What may be a path
  /// or a sentence shows no secret by itself: a secret in it is known on its own.
  public void learnDerived(String text) {
    boolean isWord =
        text.length() >= SHORTEST_DERIVED
            && text.charAt(0) != '/'
            && text.chars().noneMatch(Character::isWhitespace);
    if (isWord && !areIn(text)) {
      learn(text);
    }
  }

  private void searchFor(String form) {
    if (form.length() < SHORTEST) {
      return;
    }
    int hash = hash(form);
    List<String> same = byStart.computeIfAbsent(hash, _ -> new CopyOnWriteArrayList<>());
    if (!same.contains(form)) {
      same.add(form);
    }
    starts.getAndUpdate(word(hash), bits -> bits | 1L << hash);
  }

  /// The text as it may stand in what a program prints.
  private static Set<String> forms(String text) {
    var forms = new LinkedHashSet<String>();
    forms.add(text);
    String json = Json.write(Str.of(text), Json.Layout.LINE);
    forms.add(json.substring(1, json.length() - 1));
    forms.add(text.replace("'", "'\\''"));
    forms.add(text.replace("'", "'\"'\"'"));
    forms.add(text.replace("'", "''"));
    forms.add(text.replace("\\", "\\\\").replace("'", "\\'"));
    String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
    forms.add(query);
    forms.add(query.replace("+", "%20"));
    forms.addAll(base64(text));
    return forms;
  }

  /// What base64 makes of the text wherever it begins in the bytes that are encoded, without the
  /// characters that depend on its neighbours.
  private static List<String> base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var forms = new ArrayList<String>();
    for (int before = 0; before < 3; before++) {
      byte[] padded = new byte[bytes.length + before];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      int from = (before * 8 + 5) / 6;
      int to = padded.length * 8 / 6;
      String encoded = Base64.getEncoder().encodeToString(padded).substring(from, to);
      forms.add(encoded);
      forms.add(encoded.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  private static int hash(CharSequence text) {
    int hash = 0;
    for (int i = 0; i < SHORTEST; i++) {
      hash = hash * FACTOR + text.charAt(i);
    }
    return hash;
  }

  private static int word(int hash) {
    return hash >>> 6 & 1023;
  }

  private boolean mayStart(int hash) {
    return (starts.getPlain(word(hash)) & 1L << hash) != 0;
  }

  /// The text with stars for each secret in it; the same object when there is none.
  public String mask(String text) {
    if (text.length() < SHORTEST || learnt.isEmpty()) {
      return text;
    }
    int hash = hash(text);
    StringBuilder masked = null;
    int shown = 0;
    int hiddenTo = -1;
    for (int at = 0; ; at++) {
      int length = mayStart(hash) ? longest(text, at, hash) : 0;
      if (length > 0) {
        if (masked == null) {
          masked = new StringBuilder(text.length());
        }
        if (at >= hiddenTo) {
          masked.append(text, shown, at).append(Secret.MASK);
        }
        hiddenTo = Math.max(hiddenTo, at + length);
        shown = hiddenTo;
      }
      int next = at + SHORTEST;
      if (next >= text.length()) {
        break;
      }
      hash = hash * FACTOR + text.charAt(next) - LEAVING * text.charAt(at);
    }
    return masked == null ? text : masked.append(text, shown, text.length()).toString();
  }

  /// Whether a text holds a secret.
  public boolean areIn(String text) {
    return !mask(text).equals(text);
  }

  private int longest(String text, int at, int hash) {
    int length = 0;
    for (String form : byStart.getOrDefault(hash, List.of())) {
      if (form.length() > length && text.startsWith(form, at)) {
        length = form.length();
      }
    }
    return length;
  }

  /// The value with each text in it masked, the keys of mappings too; the same object when there is
  /// nothing to mask.
  public Value mask(Value value) {
    if (learnt.isEmpty()) {
      return value;
    }
    return switch (value) {
      case Str s -> {
        String masked = mask(s.text());
        yield masked.equals(s.text()) ? s : new Str(masked, s.tag());
      }
      case Seq s -> {
        List<Value> items = s.items().stream().map(this::mask).toList();
        yield isSame(s.items(), items) ? s : new Seq(items, s.kind(), s.tag());
      }
      case Dict d -> mask(d);
      case Deferred d -> mask(d.force());
      default -> value;
    };
  }

  /// As [#mask(Value)].
  public Dict mask(Dict dict) {
    if (learnt.isEmpty()) {
      return dict;
    }
    var masked = LinkedHashMap.<Value, Value>newLinkedHashMap(dict.size());
    boolean same = true;
    for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
      Value key = mask(entry.getKey());
      Value value = mask(entry.getValue());
      same &= isSame(List.of(entry.getKey(), entry.getValue()), List.of(key, value));
      masked.put(key, value);
    }
    return same ? dict : new Dict(masked, dict.tag());
  }

  @SuppressWarnings("ReferenceEquality") // equality of values would compare all of both
  private static boolean isSame(List<Value> before, List<Value> after) {
    for (int i = 0; i < after.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return false;
      }
    }
    return true;
  }
}
