package io.jplay.core.exec;

import io.jplay.core.api.TransportException;
import io.jplay.core.event.Event;
import io.jplay.core.spi.Become;
import io.jplay.core.spi.Connection;
import io.jplay.core.ssh.BecomeCommand;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/// Tells at -vvv how hosts are reached, in the words of ansible's connections, which operators look
/// for: once for each connection that is opened, and once for each user that a shell is started as
/// on it. Thread-safe.
final class ConnectionTalk {
  private static final int LEVEL = 3;

  private final Services services;
  private final Map<Connection, Set<String>> told = new WeakHashMap<>();

  ConnectionTalk(Services services) {
    this.services = services;
  }

  void tell(TaskTicket ticket, ConnectionPlan plan, Connection connection)
      throws TransportException {
    if (services.settings().behaving().talk() < LEVEL) {
      return;
    }
    boolean local = plan.type().equals("local");
    String user = local ? System.getProperty("user.name", "") : "None";
    String kind = local ? "LOCAL" : "SSH";
    String whom = plan.endpoint().user().orElse(user);
    say(ticket, plan, connection, LEVEL, "ESTABLISH " + kind + " CONNECTION FOR USER: " + whom);
    for (Connection.Detail detail : connection.details()) {
      if (detail.level() <= services.settings().behaving().talk()) {
        say(ticket, plan, connection, detail.level(), detail.text());
      }
    }
    if (plan.become().isPresent()) {
      say(ticket, plan, connection, LEVEL, "EXEC " + command(plan.become().get()));
    }
  }

  /// As it is run, but for the prompt of a password; without the quotes that options do not need.
  private static String command(Become become) throws TransportException {
    var asked =
        new Become(become.method(), become.user(), become.exe(), become.flags(), Optional.empty());
    return BecomeCommand.of(asked, "/bin/sh").command().replaceAll("'(-[\\w-]+)'", "$1");
  }

  private synchronized boolean isNew(Connection connection, String text) {
    return told.computeIfAbsent(connection, c -> new HashSet<>()).add(text);
  }

  private void say(
      TaskTicket ticket, ConnectionPlan plan, Connection connection, int level, String text) {
    if (isNew(connection, text)) {
      String host = plan.endpoint().address();
      ticket.progress().accept(new Event.Verbose(services.clock().instant(), level, host, text));
    }
  }
}
