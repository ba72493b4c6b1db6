package io.jplay.core.ssh;

import io.jplay.core.spi.Connection;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/// What an operator wants to know of a login that went well: where to, as whom, by what; then what
/// the server is, and which credentials could not be tried.
final class SshDetails {
  private static final int MUCH = 3;
  private static final int MORE = 4;

  private SshDetails() {}

  static List<Connection.Detail> of(SshTarget target, ClientSession session, SshContext context) {
    var details = new ArrayList<Connection.Detail>();
    details.add(
        new Connection.Detail(
            MUCH, "SSH: CONNECTED TO " + target.place() + way(target) + " BY " + context.means()));
    details.add(new Connection.Detail(MORE, "SSH: SERVER " + session.getServerVersion()));
    PublicKey key = session.getServerKey();
    if (key != null) {
      String text = KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
      details.add(new Connection.Detail(MORE, "SSH: HOST KEY " + text));
    }
    context.notes().forEach(n -> details.add(new Connection.Detail(MORE, "SSH: NOTE " + n)));
    return details;
  }

  private static String way(SshTarget target) {
    return target.jumps().isEmpty()
        ? target.proxyCommand().isPresent() ? " THROUGH ITS PROXY COMMAND" : ""
        : " THROUGH " + String.join(", ", target.jumps());
  }
}
