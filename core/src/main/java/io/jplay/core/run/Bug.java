package io.jplay.core.run;

import io.jplay.core.diag.JplayException;

/// What a host's thread could not make a result of: an interrupt, or a fault of ours.
final class Bug extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Bug(Throwable cause, String host) {
    super("while running a task on " + host, cause);
  }

  static RuntimeException of(Workers.Message.Broken broken) throws InterruptedException {
    return switch (broken.cause()) {
      case InterruptedException e -> throw e;
      case JplayException e -> e;
      case Throwable t -> new Bug(t, broken.host());
    };
  }
}
