package io.jplay.core.template;

/// Why a question to name servers has no answer. The texts are those of dnspython, which scripts
/// see in messages of `dig`.
final class DnsFailure extends Exception {
  private static final long serialVersionUID = 1L;

  enum Kind {
    /// The question itself is wrong.
    QUESTION,
    /// The name does not exist.
    NO_NAME,
    /// The name has no such record.
    NO_ANSWER,
    /// No server could, or would, answer in time.
    NO_SERVER
  }

  private final Kind kind;

  DnsFailure(Kind kind, String text) {
    super(text);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
