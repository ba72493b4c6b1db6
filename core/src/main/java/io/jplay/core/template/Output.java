package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;

/// Where statements write: the text so far and its taint, and the one value that was written, as
/// long as it is the only one.
final class Output {
  /// What the text of a template becomes, and that of its macros, blocks and captured parts (like
  /// ansible-core 2.18 template/native_helpers.py and AnsibleEnvironment.concat).
  enum Reading {
    /// Text, for files.
    TEXT,
    /// Data, where it looks like a list, a mapping or a truth value.
    DATA,
    /// What Python reads it as, or the one value that was written (jinja2_native).
    NATIVE
  }

  private final StringBuilder text;
  private final Reading reading;
  private Value first = Null.NULL;
  private int parts;
  private Taint taint = Taint.NONE;
  private boolean muted;

  Output(Reading reading) {
    this(reading, 16);
  }

  /// `expected`: how long the text will be, roughly.
  Output(Reading reading, int expected) {
    this.reading = reading;
    text = new StringBuilder(expected);
  }

  void text(String data) {
    if (muted || data.isEmpty()) {
      return;
    }
    text.append(data);
    if (parts++ == 0) {
      first = Str.of(data);
    }
  }

  /// The result of a `{{ }}`. None is empty (not with native types), as Ansible has it.
  void value(Value value) {
    if (muted) {
      return;
    }
    if (parts++ == 0) {
      first = value;
    }
    if (value instanceof Null && reading != Reading.NATIVE) {
      return;
    }
    if (value instanceof Undefined u && TemplateRun.isSilent(u)) {
      return;
    }
    text.append(PythonText.str(value));
    taint = taint.and(Taints.deep(value));
    Limits.checkLength(text.length());
  }

  /// A value that is written behind `extends`, too.
  void unmuted(Value value) {
    boolean before = muted;
    muted = false;
    value(value);
    muted = before;
  }

  /// Nothing is written from now on: what follows `extends`.
  void mute(boolean silent) {
    muted = silent;
  }

  boolean isMuted() {
    return muted;
  }

  /// What has been written, as the template's texts are read.
  Value result() {
    return switch (reading) {
      case TEXT -> new Str(text.toString(), Taints.tag(taint));
      case DATA -> Conversion.fromText(text());
      case NATIVE -> parts == 0 ? Null.NULL : Conversion.nativeResult(parts == 1 ? first : text());
    };
  }

  /// The text of all. Where the only value is a text that was made to be one, so is this.
  Str text() {
    Tag tag = Taints.tag(taint);
    boolean isText = parts == 1 && first instanceof Str only && only.tag().isText();
    return new Str(text.toString(), isText ? tag.asText() : tag);
  }
}
