package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.spi.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A directory of the controller as a host (`community.general.chroot`). The endpoint's address is
/// the directory. Options: `executable` (a shell below the directory), `chroot_exe`,
/// `chroot_disable_root_check`.
public final class ChrootConnectionType implements ConnectionType {
  @Override
  public String name() {
    return "chroot";
  }

  @Override
  public Connection connect(Endpoint endpoint) throws TransportException {
    String shell = endpoint.options().getOrDefault("executable", "/bin/sh");
    String exe = endpoint.options().getOrDefault("chroot_exe", "chroot");
    Path root = Path.of(endpoint.address());
    boolean mustBeRoot =
        !isTrue(endpoint.options().getOrDefault("chroot_disable_root_check", "false"));
    if (mustBeRoot && !System.getProperty("user.name", "").equals("root")) {
      throw refused("chroot connection requires running as root");
    }
    // a host that is no chroot fails its task, it is not unreachable: like community.general 6.6
    if (!Files.isDirectory(root)) {
      throw refused(root + " is not a directory");
    }
    Path inside = root.resolve(shell.replaceFirst("^/+", "").split(" ")[0]);
    if (!Files.isSymbolicLink(inside) && !Files.exists(inside)) {
      throw refused(root + " does not look like a chrootable dir (" + shell + " missing)");
    }
    if (!ProcessOpener.isProgram(exe) && !Files.isExecutable(Path.of(exe))) {
      throw refused(exe + " command not found in PATH");
    }
    var opener = new ProcessOpener(endpoint.host(), "root", List.of(exe, root.toString()), false);
    return new ShellConnection(opener, HostShell.of(endpoint));
  }

  private static boolean isTrue(String text) {
    return List.of("true", "yes", "on", "1").contains(text.toLowerCase(Locale.ROOT));
  }

  private static TransportException refused(String message) {
    return new TransportException(Kind.TRANSFER_FAILED, message);
  }
}
