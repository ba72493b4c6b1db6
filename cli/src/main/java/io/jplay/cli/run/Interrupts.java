package io.jplay.cli.run;

import io.jplay.core.diag.ExitCode;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Ctrl-C (SIGINT) while a run is under way: the first one asks for the end of the run, the second
/// one gives up what still runs, the third one ends the process as it is. SIGTERM and SIGHUP (the
/// terminal is gone) give up at once.
///
/// The JVM has no other way than sun.misc.Signal to hear of a second Ctrl-C: shutdown hooks run
/// once. It is called by reflection because javac warns of that package whatever one suppresses;
/// where it is missing, signals end the process as ever. Handlers run on threads of the JVM.
final class Interrupts implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final AtomicInteger heard = new AtomicInteger();
  private final Runnable finish;
  private final Runnable giveUp;

  private Interrupts(Runnable finish, Runnable giveUp) {
    this.finish = finish;
    this.giveUp = giveUp;
  }

  static Interrupts listen(Runnable finish, Runnable giveUp) {
    var interrupts = new Interrupts(finish, giveUp);
    SIGNALS.forEach(interrupts::register);
    return interrupts;
  }

  private void hear(String signal) {
    switch (heard.incrementAndGet()) {
      case 1 -> {
        if (signal.equals("INT")) {
          finish.run();
        } else {
          giveUp.run();
        }
      }
      case 2 -> giveUp.run();
      default -> Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
  }

  private void register(String name) {
    handle(
        name,
        type ->
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    hear(name);
                  }
                  return null;
                }));
  }

  private interface HandlerOf {
    Object of(Class<?> type) throws ReflectiveOperationException;
  }

  private static void handle(String name, HandlerOf handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      signal
          .getMethod("handle", signal, type)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handler.of(type));
    } catch (ReflectiveOperationException e) {
      // not this JVM, or a signal that it keeps for itself: the default stays
    }
  }

  /// From here on a signal ends the process again.
  @Override
  public void close() {
    SIGNALS.forEach(name -> handle(name, type -> type.getField("SIG_DFL").get(null)));
  }
}
