package io.jplay.core.template;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What name servers are asked and what they say (RFC 1035, section 4).
record DnsMessage(
    int id, int responseCode, boolean isTruncated, Question question, List<Answer> answers) {
  private static final int HEADER = 12;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int CODE = 0x000f;
  private static final int POINTER = 0xc0;

  DnsMessage {
    answers = List.copyOf(answers);
  }

  record Question(DnsName name, int type, int dnsClass) {
    @Override
    public String toString() {
      return name + " " + DnsTypes.className(dnsClass) + " " + DnsTypes.typeName(type);
    }

    byte[] wire(int id) {
      byte[] written = name.wire();
      return ByteBuffer.allocate(HEADER + written.length + 4)
          .putShort((short) id)
          .putShort((short) RECURSION_DESIRED)
          .putShort((short) 1)
          .putShort((short) 0)
          .putInt(0)
          .put(written)
          .putShort((short) type)
          .putShort((short) dnsClass)
          .array();
    }
  }

  /// One record of an answer; `data` reads its fields.
  record Answer(DnsName name, int type, int dnsClass, long ttl, Data data) {}

  /// The fields of a record, one after another. Names may point back into the whole message.
  record Data(ByteBuffer message, int end) {
    /// The same fields, from the first.
    Data again() {
      return new Data(message.duplicate(), end);
    }

    int left() {
      return end - message.position();
    }

    int octet() {
      return message.get() & 0xff;
    }

    int pair() {
      return message.getShort() & 0xffff;
    }

    long four() {
      return message.getInt() & 0xffffffffL;
    }

    byte[] bytes(int count) {
      var bytes = new byte[count];
      message.get(bytes);
      return bytes;
    }

    byte[] rest() {
      return bytes(Math.max(0, left()));
    }

    /// A text with its length before it.
    byte[] string() {
      return bytes(octet());
    }

    DnsName name() {
      return DnsMessage.name(message);
    }
  }

  static DnsMessage parse(byte[] wire) throws IOException {
    try {
      return read(ByteBuffer.wrap(wire));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("The DNS packet is malformed.", e);
    }
  }

  private static DnsMessage read(ByteBuffer in) throws IOException {
    int id = in.getShort() & 0xffff;
    int flags = in.getShort() & 0xffff;
    int questions = in.getShort() & 0xffff;
    int answers = in.getShort() & 0xffff;
    in.getInt();
    if (questions != 1 || (flags & RESPONSE) == 0) {
      throw new IOException("The DNS packet is no answer to the question.");
    }
    var question = new Question(name(in), in.getShort() & 0xffff, in.getShort() & 0xffff);
    var list = new ArrayList<Answer>();
    boolean isCut = (flags & TRUNCATED) != 0;
    for (int i = 0; i < answers && !isCut; i++) {
      list.add(answer(in));
    }
    return new DnsMessage(id, flags & CODE, isCut, question, list);
  }

  private static Answer answer(ByteBuffer in) {
    DnsName name = name(in);
    int type = in.getShort() & 0xffff;
    int dnsClass = in.getShort() & 0xffff;
    long ttl = in.getInt() & 0xffffffffL;
    int length = in.getShort() & 0xffff;
    ByteBuffer fields = in.duplicate();
    int end = in.position() + length;
    in.position(end);
    return new Answer(name, type, dnsClass, ttl, new Data(fields, end));
  }

  /// Pointers must go backwards, so that no message makes us read without end.
  private static DnsName name(ByteBuffer in) {
    var labels = new ArrayList<String>();
    ByteBuffer at = in;
    int before = in.position();
    for (int length = at.get() & 0xff; length != 0; length = at.get() & 0xff) {
      if (length < POINTER) {
        var label = new byte[length];
        at.get(label);
        labels.add(new String(label, StandardCharsets.ISO_8859_1));
      } else {
        int target = (length & ~POINTER) << 8 | at.get() & 0xff;
        if (target >= before) {
          throw new IllegalArgumentException("a name that points forward");
        }
        before = target;
        at = at.duplicate().position(target);
      }
    }
    return new DnsName(labels);
  }

  /// The length before a message over TCP.
  static byte[] withLength(byte[] wire) {
    var out = new ByteArrayOutputStream();
    out.write(wire.length >> 8);
    out.write(wire.length);
    out.writeBytes(wire);
    return out.toByteArray();
  }
}
