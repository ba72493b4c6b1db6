package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.jplay.core.api.TransportException;
import java.util.Map;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Test;

/// A moment that no real server can be brought to: the session ends between the look at it and the
/// channel that is asked of it.
class SshTransportTest {
  private static ClientSession ending() throws Exception {
    ClientSession session = mock(ClientSession.class);
    when(session.isOpen()).thenReturn(true, false);
    when(session.createExecChannel(any(), any(), any(), any()))
        .thenThrow(new IllegalStateException("Channel is being closed"));
    return session;
  }

  @Test
  void aSessionThatEndsWhileAChannelIsMadeIsALostConnection() throws Exception {
    SshDialer dialer = mock(SshDialer.class, RETURNS_DEEP_STUBS);
    SshTarget target = mock(SshTarget.class, RETURNS_DEEP_STUBS);
    when(target.place()).thenReturn("host port 22");
    when(dialer.settings().environment()).thenReturn(Map.of());
    ClientSession first = ending();
    ClientSession second = ending();
    when(dialer.dial(any())).thenReturn(first, second);
    var transport = new SshTransport(dialer, target);
    var e = assertThrows(TransportException.class, () -> transport.open("true", false));
    assertEquals(TransportException.Kind.UNREACHABLE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("the session has ended"), e.getMessage());
    verify(dialer, times(2)).dial(any());
  }
}
