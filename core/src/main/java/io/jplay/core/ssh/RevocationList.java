package io.jplay.core.ssh;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/// A key revocation list of OpenSSH (`ssh-keygen -k`), as its PROTOCOL.krl describes the format. A
/// list that holds something of unknown meaning is an error: what it revokes would be accepted.
final class RevocationList {
  static final String MAGIC = "SSHKRL\n\0";
  private static final int FORMAT = 1;

  private static final int CERTIFICATES = 1;
  private static final int EXPLICIT_KEYS = 2;
  private static final int SHA1_FINGERPRINTS = 3;
  private static final int SIGNATURE = 4;
  private static final int SHA256_FINGERPRINTS = 5;
  private static final int EXTENSION = 255;

  private static final int SERIAL_LIST = 0x20;
  private static final int SERIAL_RANGE = 0x21;
  private static final int SERIAL_BITMAP = 0x22;
  private static final int KEY_IDS = 0x23;
  private static final int CERTIFICATE_EXTENSION = 0x39;

  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> sha1 = new ArrayList<>();
  private final List<byte[]> sha256 = new ArrayList<>();
  private final List<Certificates> certificates = new ArrayList<>();

  /// What is revoked of one authority's certificates; an empty authority means those of all.
  private record Certificates(
      byte[] authority, List<Range> serials, List<Bitmap> bitmaps, List<String> ids) {
    boolean name(OpenSshCertificate certificate) {
      if (authority.length > 0 && !Arrays.equals(authority, blob(certificate.getCaPubKey()))) {
        return false;
      }
      long serial = certificate.getSerial();
      // serial 0 means that the authority gives none
      boolean bySerial =
          serial != 0
              && (serials.stream().anyMatch(range -> range.holds(serial))
                  || bitmaps.stream().anyMatch(bitmap -> bitmap.holds(serial)));
      return bySerial || ids.contains(certificate.getId());
    }
  }

  /// Serial numbers are unsigned.
  private record Range(long from, long to) {
    boolean holds(long serial) {
      return Long.compareUnsigned(from, serial) <= 0 && Long.compareUnsigned(serial, to) <= 0;
    }
  }

  private record Bitmap(long offset, BigInteger bits) {
    boolean holds(long serial) {
      long bit = serial - offset;
      return Long.compareUnsigned(serial, offset) >= 0
          && Long.compareUnsigned(bit, bits.bitLength()) < 0
          && bits.testBit((int) bit);
    }
  }

  private RevocationList() {}

  /// Throws IOException, with what is wrong, for a damaged list.
  static RevocationList parse(byte[] bytes) throws IOException {
    var list = new RevocationList();
    try {
      var buffer = new ByteArrayBuffer(bytes);
      buffer.getRawBytes(new byte[MAGIC.length()]);
      int format = buffer.getInt();
      if (format != FORMAT) {
        throw new IOException("has the unknown format " + format);
      }
      // its version, date and flags say nothing about a key
      buffer.getRawBytes(new byte[3 * Long.BYTES]);
      buffer.getBytes();
      buffer.getBytes();
      while (buffer.available() > 0) {
        int type = buffer.getUByte();
        list.section(type, new ByteArrayBuffer(buffer.getBytes()));
        if (type == SIGNATURE) {
          break;
        }
      }
      return list;
    } catch (RuntimeException e) {
      throw new IOException("is damaged", e);
    }
  }

  private void section(int type, Buffer data) throws IOException {
    switch (type) {
      case CERTIFICATES -> certificates.add(certificates(data));
      case EXPLICIT_KEYS -> blobs(data, keys);
      case SHA1_FINGERPRINTS -> blobs(data, sha1);
      case SHA256_FINGERPRINTS -> blobs(data, sha256);
      case SIGNATURE -> {
        // lists are trusted because of where they lie, as in ssh
      }
      case EXTENSION -> refuseCritical(data);
      default -> throw new IOException("has a section of the unknown type " + type);
    }
  }

  private static void blobs(Buffer data, List<byte[]> to) {
    while (data.available() > 0) {
      to.add(data.getBytes());
    }
  }

  private static Certificates certificates(Buffer data) throws IOException {
    var found =
        new Certificates(data.getBytes(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    data.getBytes();
    while (data.available() > 0) {
      int type = data.getUByte();
      var part = new ByteArrayBuffer(data.getBytes());
      switch (type) {
        case SERIAL_LIST -> {
          while (part.available() > 0) {
            long serial = part.getLong();
            found.serials().add(new Range(serial, serial));
          }
        }
        case SERIAL_RANGE -> found.serials().add(new Range(part.getLong(), part.getLong()));
        case SERIAL_BITMAP -> found.bitmaps().add(new Bitmap(part.getLong(), part.getMPInt()));
        case KEY_IDS -> {
          while (part.available() > 0) {
            found.ids().add(part.getString());
          }
        }
        case CERTIFICATE_EXTENSION -> refuseCritical(part);
        default -> throw new IOException("has a part of the unknown type " + type);
      }
    }
    return found;
  }

  private static void refuseCritical(Buffer data) throws IOException {
    String name = data.getString();
    if (data.getBoolean()) {
      throw new IOException("has the unknown critical extension " + name);
    }
  }

  /// Whether the key, or the key or authority of a certificate, is revoked.
  boolean revokes(PublicKey key) throws IOException {
    if (key instanceof OpenSshCertificate certificate) {
      return revokesPlain(certificate.getCertPubKey())
          || revokesPlain(certificate.getCaPubKey())
          || certificates.stream().anyMatch(section -> section.name(certificate));
    }
    return revokesPlain(key);
  }

  private boolean revokesPlain(PublicKey key) throws IOException {
    byte[] blob = blob(key);
    return holds(keys, blob)
        || (!sha1.isEmpty() && holds(sha1, digest(BuiltinDigests.sha1, blob)))
        || (!sha256.isEmpty() && holds(sha256, digest(BuiltinDigests.sha256, blob)));
  }

  private static boolean holds(List<byte[]> list, byte[] wanted) {
    return list.stream().anyMatch(entry -> Arrays.equals(entry, wanted));
  }

  private static byte[] digest(BuiltinDigests algorithm, byte[] data) throws IOException {
    try {
      var digest = algorithm.create();
      digest.init();
      digest.update(data);
      return digest.digest();
    } catch (Exception e) {
      throw new IOException("cannot be checked: " + e.getMessage(), e);
    }
  }

  private static byte[] blob(PublicKey key) {
    var buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    return buffer.getCompactData();
  }
}
