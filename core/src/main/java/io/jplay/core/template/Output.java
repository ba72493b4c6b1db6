package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Where statements write: the text so far and its taint; with native types also the parts.
final class Output {
  private final StringBuilder text = new StringBuilder();
  private final List<Value> parts = new ArrayList<>(0);
  private final boolean isNative;
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
    if (isNative) {
      parts.add(Str.of(data));
    }
  }

  /// The result of a `{{ }}`. None is empty (not with native types), as Ansible has it.
  void value(Value value) {
    if (muted) {
      return;
    }
    if (isNative) {
      parts.add(value);
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

  List<Value> parts() {
    return parts;
  }

  Str result() {
    return new Str(text.toString(), Taints.tag(taint));
  }
}
