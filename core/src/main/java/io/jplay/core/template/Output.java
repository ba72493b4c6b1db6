package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;

/// Where statements write: the text so far and its taint; with native types also the one value that
/// was written, as long as it is the only one.
final class Output {
  private final StringBuilder text = new StringBuilder();
  private final boolean isNative;
  private Value first = Null.NULL;
  private int parts;
  private Taint taint = Taint.NONE;
  private boolean muted;

  Output(boolean isNative) {
    this.isNative = isNative;
  }

  void text(String data) {
    if (muted) {
      return;
    }
    text.append(data);
    if (isNative && parts++ == 0) {
      first = Str.of(data);
    }
  }

  /// The result of a `{{ }}`. None is empty (not with native types), as Ansible has it.
  void value(Value value) {
    if (muted) {
      return;
    }
    if (isNative && parts++ == 0) {
      first = value;
    }
    if (value instanceof Null && !isNative) {
      return;
    }
    if (value instanceof Undefined u && TemplateRun.isSilent(u)) {
      return;
    }
    text.append(PythonText.str(value));
    taint = taint.and(Taints.deep(value));
    Limits.checkLength(text.length());
  }

  /// Nothing is written from now on: what follows `extends`.
  void mute(boolean silent) {
    muted = silent;
  }

  boolean isMuted() {
    return muted;
  }

  /// What the template gives under jinja2_native: the only value, or the text of all.
  Value nativeResult() {
    return parts == 0 ? Null.NULL : Conversion.nativeResult(parts == 1 ? first : result());
  }

  Str result() {
    return new Str(text.toString(), Taints.tag(taint));
  }
}
