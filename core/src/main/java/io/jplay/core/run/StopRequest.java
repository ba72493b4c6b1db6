package io.jplay.core.run;

/// The operator's wish that a run should end: no task begins after it, those that run are waited
/// for. Any thread asks; the play thread looks.
public final class StopRequest {
  private volatile boolean asked;

  public void ask() {
    asked = true;
  }

  public boolean isAsked() {
    return asked;
  }
}
