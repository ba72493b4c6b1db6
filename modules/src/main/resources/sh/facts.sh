# Facts of a host as raw sections: RS, a name, newline, text. The controller parses them.
# jp_want: the collectors wanted, between blanks. jp_wait: seconds that one slow thing may take.
jp_s() { printf '\036%s\n' "$1"; }
jp_f() { for jp_p; do [ -f "$jp_p" ] && [ -r "$jp_p" ] && jp_s "$jp_p" && cat "$jp_p" 2>/dev/null; done; }
jp_wants() { case $jp_want in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
jp_has() { command -v "$1" >/dev/null 2>&1; }
jp_slow() { if jp_has timeout; then timeout "$jp_wait" "$@"; else "$@"; fi; }
# $1 = first line of file $2, or nothing
jp_line() { jp_v=; [ -r "$2" ] && [ -f "$2" ] && IFS= read -r jp_v 2>/dev/null <"$2"; eval "$1=\$jp_v"; }
jp_path=$PATH
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin
export PATH

jp_s uname
for jp_o in s n r v m; do uname -$jp_o; done
jp_s id
for jp_o in -un -u -g -ru -rg; do id $jp_o 2>/dev/null || echo; done
jp_f /etc/os-release
[ -r /etc/os-release ] || jp_f /usr/lib/os-release

jp_platform() {
  jp_n=$(uname -n)
  if jp_has getent; then
    jp_a=$(getent hosts "$jp_n" 2>/dev/null)
    jp_a=${jp_a%%[[:blank:]]*}
    [ -n "$jp_a" ] && jp_s fqdn && getent hosts "$jp_a" 2>/dev/null
  fi
  jp_s hostname_f
  hostname -f 2>/dev/null
  jp_s long_bit
  getconf LONG_BIT 2>/dev/null
  jp_f /var/lib/dbus/machine-id /etc/machine-id
}

jp_distribution() {
  jp_f /etc/debian_version /etc/redhat-release /etc/oracle-release /etc/alpine-release \
    /etc/arch-release /etc/SuSE-release /etc/system-release /etc/slackware-version \
    /etc/gentoo-release /etc/lsb-release
}

jp_user() {
  jp_s passwd
  jp_u=$(id -un 2>/dev/null) || return
  if jp_has getent; then getent passwd "$jp_u"; else grep "^$jp_u:" /etc/passwd; fi 2>/dev/null
}

jp_env() {
  jp_s env
  # as the account has it: a function of the session gives back the locale
  (
    jp_own_locale 2>/dev/null || :
    PATH=$jp_path cat /proc/self/environ 2>/dev/null
  ) | tr '\000' '\035'
}

jp_date_time() {
  jp_s date
  date '+%s %N %z %Z'
  jp_e=$(date +%s)
  date -d "@$((jp_e + 15768000))" '+%s 0 %z %Z' 2>/dev/null
}

jp_lsb() {
  jp_has lsb_release && jp_s lsb_release && jp_slow lsb_release -a 2>/dev/null
  jp_f /etc/lsb-release
}

jp_security() {
  jp_f /proc/sys/crypto/fips_enabled
  [ -d /sys/fs/selinux ] && [ -e /sys/fs/selinux/enforce ] && {
    jp_s selinux
    cat /sys/fs/selinux/enforce; echo
    cat /sys/fs/selinux/policyvers; echo
    cat /etc/selinux/config
  } 2>/dev/null
  [ -d /sys/kernel/security/apparmor ] && jp_s apparmor
  jp_has capsh && jp_s capsh && capsh --print 2>/dev/null
}

jp_managers() {
  jp_s init
  jp_line jp_c /proc/1/comm
  printf '%s\n' "$jp_c"
  jp_s init_hints
  for jp_d in /run/systemd/system /dev/.run/systemd /dev/.systemd; do [ -d $jp_d ] && echo systemd; done
  [ -x /sbin/openrc ] && echo openrc
  [ -d /etc/init ] && jp_has initctl && echo upstart
  [ -L /sbin/init ] && case $(readlink /sbin/init) in *systemd) echo systemd_offline ;; esac
  [ -d /etc/init.d ] && echo sysvinit
  jp_s package_managers
  for jp_x in rpm-ostree dnf5 dnf yum microdnf apt-get zypper apk pacman xbps-install emerge opkg \
    nix-env swupd; do jp_has $jp_x && echo $jp_x; done
}

jp_python() {
  for jp_x in /usr/bin/python3 python3 /usr/libexec/platform-python python; do
    jp_has $jp_x || continue
    jp_s python
    command -v $jp_x
    $jp_x -V 2>&1
    break
  done
}

jp_ssh() {
  for jp_d in /etc/ssh /etc/openssh /etc; do
    jp_found=
    for jp_k in dsa rsa ecdsa ed25519; do
      [ -r "$jp_d/ssh_host_${jp_k}_key.pub" ] || continue
      jp_s "ssh_key_$jp_k"
      cat "$jp_d/ssh_host_${jp_k}_key.pub"
      jp_found=1
    done
    [ -n "$jp_found" ] && break
  done
}

jp_systemd() {
  jp_has systemctl || return
  for jp_d in /run/systemd/system /dev/.run/systemd /dev/.systemd; do
    [ -e $jp_d ] || continue
    jp_s systemd
    systemctl --version 2>/dev/null
    break
  done
}

jp_local() {
  [ -d "$jp_fact_path" ] || return
  for jp_p in "$jp_fact_path"/*.fact; do
    if [ ! -e "$jp_p" ]; then
      [ -L "$jp_p" ] && jp_s "fact lost 1 $jp_p"
      continue
    fi
    [ -f "$jp_p" ] || continue
    if [ -x "$jp_p" ]; then
      jp_t=$("$jp_p" </dev/null 2>&1)
      jp_r=$?
      jp_s "fact run $jp_r $jp_p"
      printf '%s' "$jp_t"
    elif [ -r "$jp_p" ]; then
      jp_s "fact read 0 $jp_p"
      cat "$jp_p"
    else
      jp_s "fact unreadable 1 $jp_p"
    fi
  done
}

jp_chroot() {
  jp_s chroot
  printf '%s\n' "$debian_chroot"
  stat -Lc '%d:%i' / 2>/dev/null
  stat -Lc '%d:%i' /proc/1/root/. 2>/dev/null || echo
}

jp_network() {
  jp_has ip || return
  jp_s interfaces
  for jp_d in /sys/class/net/*; do
    [ -d "$jp_d" ] || continue
    jp_i=${jp_d##*/}
    printf 'device %s\n' "$jp_i"
    for jp_k in address mtu operstate flags type speed; do
      jp_line jp_x "$jp_d/$jp_k"
      [ -n "$jp_x" ] && printf '%s %s\n' $jp_k "$jp_x"
    done
    [ -e "$jp_d/device" ] && printf 'pciid %s\n' "$(basename "$(readlink -f "$jp_d/device")")"
    [ -e "$jp_d/device/driver/module" ] &&
      printf 'module %s\n' "$(basename "$(readlink -f "$jp_d/device/driver/module")")"
    if [ -d "$jp_d/bridge" ]; then
      jp_line jp_x "$jp_d/bridge/bridge_id"; printf 'bridge_id %s\n' "$jp_x"
      jp_line jp_x "$jp_d/bridge/stp_state"; printf 'stp %s\n' "$jp_x"
      for jp_p in "$jp_d"/brif/*; do [ -e "$jp_p" ] && printf 'port %s\n' "${jp_p##*/}"; done
    fi
    if [ -d "$jp_d/bonding" ]; then
      for jp_k in slaves mode miimon lacp_rate all_slaves_active primary; do
        jp_line jp_x "$jp_d/bonding/$jp_k"; printf 'bond_%s %s\n' $jp_k "$jp_x"
      done
    fi
    [ -e "$jp_d/master/bonding" ] && printf 'perm 1\n'
  done
  jp_s ip_addr
  ip -o addr show 2>/dev/null
  jp_s route4
  ip -4 route get 8.8.8.8 2>/dev/null
  jp_s route6
  ip -6 route get 2404:6800:400a:800::1012 2>/dev/null
  jp_s local4
  ip -4 route show table local 2>/dev/null
  jp_s local6
  ip -6 route show table local 2>/dev/null
  jp_has ethtool || return
  for jp_d in /sys/class/net/*; do
    jp_s "ethtool ${jp_d##*/}"
    ethtool -k "${jp_d##*/}" 2>/dev/null
  done
}

jp_disks() {
  jp_s disks
  for jp_d in /sys/block/*; do
    [ -e "$jp_d" ] || continue
    printf 'device %s\n' "${jp_d##*/}"
    for jp_k in size removable device/vendor device/model device/sas_address \
      device/sas_device_handle device/serial device/wwid queue/rotational queue/scheduler \
      queue/logical_block_size queue/hw_sector_size queue/discard_granularity; do
      jp_line jp_x "$jp_d/$jp_k"
      [ -n "$jp_x" ] && printf '%s %s\n' "${jp_k##*/}" "$jp_x"
    done
    for jp_p in "$jp_d"/holders/*; do jp_holder "$jp_p"; done
    [ -d "$jp_d/device" ] && printf 'path %s\n' "$(readlink -f "$jp_d")"
    for jp_q in "$jp_d/${jp_d##*/}"*; do
      [ -r "$jp_q/start" ] || continue
      printf 'partition %s\n' "${jp_q##*/}"
      for jp_k in start size; do jp_line jp_x "$jp_q/$jp_k"; printf '%s %s\n' "$jp_k" "$jp_x"; done
      for jp_p in "$jp_q"/holders/*; do jp_holder "$jp_p"; done
    done
  done
  jp_s links
  for jp_k in id label uuid; do
    for jp_p in /dev/disk/by-$jp_k/*; do
      [ -L "$jp_p" ] && printf '%s %s %s\n' $jp_k "$(basename "$(readlink "$jp_p")")" "${jp_p##*/}"
    done
  done
  jp_has lspci && jp_s lspci && lspci -D 2>/dev/null
}
jp_holder() {
  [ -e "$1" ] || return
  jp_line jp_x "$1/dm/name"
  printf 'holder %s\n' "${jp_x:-${1##*/}}"
}

jp_mounts() {
  jp_s mounts
  while read -r jp_dev jp_at jp_type jp_opts jp_rest; do
    case $jp_dev in /* | *:/*) ;; *) continue ;; esac
    printf '%s %s %s %s %s ' "$jp_dev" "$jp_at" "$jp_type" "$jp_opts" "$jp_rest"
    jp_slow stat -f -c '%S %b %a %c %d' -- "$(printf %b "$jp_at")" 2>/dev/null || echo
  done </proc/mounts
  # a part of a file system, mounted by itself
  jp_s binds
  while read -r jp_x jp_x jp_x jp_root jp_at jp_x; do
    [ "$jp_root" = / ] || printf '%s\n' "$jp_at"
  done </proc/self/mountinfo 2>/dev/null
}

jp_hardware() {
  jp_f /proc/meminfo /proc/cpuinfo /proc/uptime
  jp_s nproc
  nproc 2>/dev/null
  for jp_k in bios_date bios_vendor bios_version board_asset_tag board_name board_serial \
    board_vendor board_version chassis_asset_tag chassis_serial chassis_vendor chassis_version \
    chassis_type product_name product_serial product_uuid product_version sys_vendor; do
    jp_f /sys/devices/virtual/dmi/id/$jp_k
  done
  jp_mounts
  jp_disks
  if [ "$(id -u)" = 0 ] && jp_has vgs; then
    jp_s vgs; jp_slow vgs --noheadings --nosuffix --units g --separator , 2>/dev/null
    jp_s lvs; jp_slow lvs --noheadings --nosuffix --units g --separator , 2>/dev/null
    jp_s pvs; jp_slow pvs --noheadings --nosuffix --units g --separator , 2>/dev/null
  fi
}

jp_virtual() {
  jp_f /proc/1/cgroup /proc/self/cgroup /proc/modules /proc/sys/kernel/osrelease \
    /run/systemd/container /proc/xen/capabilities /sys/hypervisor/type
  jp_wants hardware || jp_f /proc/cpuinfo
  jp_wants hardware || jp_f /sys/devices/virtual/dmi/id/product_name \
    /sys/devices/virtual/dmi/id/sys_vendor /sys/devices/virtual/dmi/id/bios_vendor
  jp_s paths
  for jp_p in /.dockerenv /.dockerinit /run/.containerenv /proc/vz /proc/bc /proc/xen /dev/kvm \
    /dev/mapper/control /proc/sysinfo /.flatpak-info; do [ -e $jp_p ] && echo $jp_p; done
  jp_s init_environ
  { tr "\000" "\n" </proc/1/environ; } 2>/dev/null
}

jp_wants platform && jp_platform
jp_wants distribution && jp_distribution
jp_wants user && jp_user
jp_wants env && jp_env
jp_wants date_time && jp_date_time
jp_wants lsb && jp_lsb
jp_security
jp_managers
{ jp_wants python || jp_wants platform; } && jp_python
jp_wants systemd && jp_systemd
jp_wants ssh_pub_keys && jp_ssh
jp_wants local && jp_local
jp_wants chroot && jp_chroot
jp_wants cmdline && jp_f /proc/cmdline
jp_wants loadavg && jp_f /proc/loadavg
jp_wants dns && jp_f /etc/resolv.conf
jp_wants iscsi && jp_f /etc/iscsi/initiatorname.iscsi
jp_wants nvme && jp_f /etc/nvme/hostnqn
jp_wants fibre_channel_wwn && for jp_p in /sys/class/fc_host/*/port_name; do jp_f "$jp_p"; done
jp_wants network && jp_network
jp_wants hardware && jp_hardware
jp_wants virtual && jp_virtual
:
