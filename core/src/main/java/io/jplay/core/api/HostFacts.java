package io.jplay.core.api;

import java.util.Map;
import java.util.Set;

/// What modules must know of a host to choose their programs, probed once per session in one round
/// trip; not the facts of `setup`. `system` is uname's (`Linux`), `distribution` the ID of
/// os-release (`debian`, `alpine`, `void`; empty when there is none), `family` Ansible's os_family
/// (`Debian`, `RedHat`, `Alpine`, `Archlinux`, `Void`, `Suse`, else the distribution), `version`
/// VERSION_ID, `serviceManager` and `packageManager` as the facts ansible_service_mgr and
/// ansible_pkg_mgr (`systemd`, `apt`; `unknown` where none was found), `user`, `uid`, `gid` and
/// `home` those of the session, `tools` the commands found among those that programs may use
/// (`stat`, `sha1sum`, `getfacl`, ...), `isBusybox` whether its userland is busybox, `homes` the
/// home directories of the other accounts that the task's arguments name (`~deploy/x`).
public record HostFacts(
    String system,
    String machine,
    String distribution,
    String family,
    String version,
    String serviceManager,
    String packageManager,
    String user,
    int uid,
    int gid,
    String home,
    Set<String> tools,
    boolean isBusybox,
    boolean isSelinuxEnabled,
    Map<String, String> homes) {
  public HostFacts {
    tools = Set.copyOf(tools);
    homes = Map.copyOf(homes);
  }

  public HostFacts withHomes(Map<String, String> others) {
    return new HostFacts(
        system,
        machine,
        distribution,
        family,
        version,
        serviceManager,
        packageManager,
        user,
        uid,
        gid,
        home,
        tools,
        isBusybox,
        isSelinuxEnabled,
        others);
  }

  public boolean hasTool(String name) {
    return tools.contains(name);
  }
}
