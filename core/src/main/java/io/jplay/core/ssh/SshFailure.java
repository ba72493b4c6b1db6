package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;

/// One failed attempt to connect, sorted; becomes the message that Ansible's users know.
final class SshFailure extends Exception {
  private static final long serialVersionUID = 1;

  private enum Stage {
    CONNECT,
    /// The server closed or reset before anything was authenticated.
    DROPPED,
    NEGOTIATION,
    SLOW,
    AUTHENTICATION
  }

  private static final Pattern SERVER_OFFER =
      Pattern.compile("for (?<what>.+) \\(client: .* / server: (?<offer>[^)]*)\\)");

  /// What is negotiated: as MINA calls it, as ssh calls it, the option that widens ours.
  private record Negotiated(String mina, String name, String option) {}

  private static final List<Negotiated> NEGOTIATED =
      List.of(
          new Negotiated("kex algorithms", "key exchange method", "KexAlgorithms"),
          new Negotiated("host key algorithms", "host key type", "HostKeyAlgorithms"),
          new Negotiated("encryption algorithms", "cipher", "Ciphers"),
          new Negotiated("mac algorithms", "MAC", "MACs"));

  private final Stage stage;
  private final String detail;

  private SshFailure(Stage stage, String detail, Throwable cause) {
    super(detail, cause);
    this.stage = stage;
    this.detail = detail;
  }

  static SshFailure connecting(IOException e) {
    return isDropped(e)
        ? new SshFailure(Stage.DROPPED, "before it said a word", e)
        : new SshFailure(Stage.CONNECT, connectText(e), e);
  }

  /// The connection was there, and gone before MINA had made a session of it: a server that is
  /// short of slots (MaxStartups) closes as fast as that.
  private static boolean isDropped(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof MissingAttachedSessionException
          || at instanceof EOFException
          || String.valueOf(at.getMessage()).startsWith("Connection reset")) {
        return true;
      }
    }
    return false;
  }

  private static String connectText(Throwable e) {
    String own = String.valueOf(e.getMessage());
    if (own.startsWith("Could not resolve")) {
      return own;
    }
    for (Throwable at = e; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (at instanceof ConnectException && text.contains("refused")) {
        return "Connection refused";
      }
      if (at instanceof NoRouteToHostException || text.contains("No route to host")) {
        return "No route to host";
      }
      if (text.contains("Network is unreachable")) {
        return "Network is unreachable";
      }
      if (text.contains("timed out")) {
        return "Connection timed out";
      }
      if (at.getCause() == null) {
        return text;
      }
    }
    return String.valueOf(e.getMessage());
  }

  static SshFailure slow(Duration limit) {
    var cause = new IOException("no answer within " + limit.toSeconds() + " s");
    return new SshFailure(Stage.SLOW, String.valueOf(cause.getMessage()), cause);
  }

  static SshFailure authenticating(IOException e, List<String> methods, String tried) {
    String text = deepest(e);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("unable to negotiate")) {
      return new SshFailure(Stage.NEGOTIATION, negotiationText(text), e);
    }
    boolean refused =
        lower.contains("no more authentication methods")
            || lower.contains("authentication failures")
            || lower.contains("no more auth")
            || !methods.isEmpty();
    if (!refused) {
      return new SshFailure(Stage.DROPPED, text, e);
    }
    String offered = methods.isEmpty() ? "publickey" : String.join(",", methods);
    String many = lower.contains("too many") ? " Too many authentication failures." : "";
    String how = tried.isEmpty() ? "" : " (" + tried + ")";
    return new SshFailure(
        Stage.AUTHENTICATION, "Permission denied (" + offered + ")." + many + how, e);
  }

  /// MINA's `... key exchange for kex algorithms (client: a,b / server: c)` in ssh's words.
  private static String negotiationText(String text) {
    Matcher offer = SERVER_OFFER.matcher(text);
    if (!offer.find()) {
      return text;
    }
    String what = offer.group("what");
    String theirs = offer.group("offer");
    return NEGOTIATED.stream()
        .filter(kind -> what.contains(kind.mina()))
        .map(kind ->
            "no matching %s found. Their offer: %s. If it must be that weak, allow it with the ssh option %s=+%s"
                .formatted(kind.name(), theirs, kind.option(), theirs))
        .findFirst()
        .orElse(text);
  }

  private static String deepest(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  boolean isWorthRetry() {
    return stage == Stage.DROPPED;
  }

  TransportException toTransport(SshTarget target) {
    String place = target.address() + " port " + target.port();
    String text =
        switch (stage) {
          case CONNECT ->
              detail.startsWith("Could not resolve")
                  ? "ssh: " + detail
                  : "ssh: connect to host " + place + ": " + detail;
          case DROPPED -> "Connection closed by " + place + " (" + detail + ")";
          case NEGOTIATION -> "Unable to negotiate with " + place + ": " + detail;
          case SLOW -> "Connection to " + place + " timed out while logging in: " + detail;
          case AUTHENTICATION -> target.user() + "@" + target.address() + ": " + detail;
        };
    Kind kind = stage == Stage.AUTHENTICATION ? Kind.AUTH_FAILED : Kind.UNREACHABLE;
    return new TransportException(kind, "Failed to connect to the host via ssh: " + text, this);
  }
}
