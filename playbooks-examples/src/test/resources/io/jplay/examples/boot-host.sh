#!/bin/sh
# Boots one host of the tests: this machine's own system under a new root, whose changes are kept in
# memory and end with the host. Runs as root.
#
#   boot-host.sh start BASE NAME ADDRESS PORT INIT KEEP
#
# BASE     directory with id.pub, host_key and host_key.pub; its `seed` tree is copied into the root
# INIT     systemd or none; none means that sshd is process 1
# KEEP     directories of this machine, parted by ':', that must be seen in the root as well
#
# Ends when it gets SIGTERM, and the host with it. A host that reboots is booted again, with the files
# that it had and another boot id.
set -eu
step=$1 base=$2 name=$3 address=$4 port=$5 init=$6 keep=$7
script=$0

in_namespaces() {
  exec unshare --mount --propagation private sh "$script" supervise "$base" "$name" "$address" "$port" "$init" "$keep"
}

# Waits for the host and takes it down with itself.
supervise() {
  flags='--mount --pid --uts --ipc --fork --kill-child --propagation private'
  group=
  if [ "$init" = systemd ]; then
    # systemd needs a cgroup of its own to divide
    flags="$flags --cgroup"
    mkdir -p "$base/cgroup"
    mount -t cgroup2 none "$base/cgroup"
    group=$base/cgroup/jplay-test-$$
    mkdir "$group"
  fi
  mount -t tmpfs -o mode=755 tmpfs "$base/memory"
  mkdir "$base/memory/upper" "$base/memory/work" "$base/memory/root"
  # neither the clock nor the kernel of this machine is the host's
  drop=-sys_time,-sys_module,-sys_rawio
  stop=
  while [ -z "$stop" ]; do
    setpriv --bounding-set=$drop --inh-caps=$drop sh -c '
      [ -z "$1" ] || echo $$ >"$1/cgroup.procs"; shift; exec "$@"' sh "$group" \
      unshare $flags sh "$script" boot "$base" "$name" "$address" "$port" "$init" "$keep" </dev/null &
    child=$!
    # unshare itself is deaf to SIGTERM; its child dies with it
    trap "stop=1; kill -KILL $child 2>/dev/null" TERM INT HUP
    code=0
    wait $child || code=$?
    wait $child 2>/dev/null || true
    # the kernel tells the reboot of a process namespace by SIGHUP
    [ $code = 129 ] || stop=1
  done
  if [ -n "$group" ]; then
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      find "$group" -depth -type d -exec rmdir {} + 2>/dev/null && break
      sleep 0.1
    done
  fi
}

new_root() {
  root=$base/memory/root
  mount -t overlay -o "lowerdir=/,upperdir=$base/memory/upper,workdir=$base/memory/work" "jplay-$name" "$root"
  mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
  mount --bind "$root/proc/sys" "$root/proc/sys"
  mount -o remount,bind,ro "$root/proc/sys"
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
    # shellcheck disable=SC2086 # three words
    set -- $node
    mknod -m 666 "$root/dev/$1" c "$2" "$3"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s fd/0 "$root/dev/stdin"
  ln -s fd/1 "$root/dev/stdout"
  ln -s fd/2 "$root/dev/stderr"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  # nor does the host start the shell as this machine's root does
  mount -t tmpfs -o mode=700 tmpfs "$root/root"
  [ ! -d "$root/etc/skel" ] || cp -a "$root/etc/skel/." "$root/root/"
  mkdir -p "$root/run/sshd" "$root/run/lock"
  cat /proc/sys/kernel/random/uuid >"$root/run/boot_id"
  mount --bind "$root/run/boot_id" "$root/proc/sys/kernel/random/boot_id"
  old_ifs=$IFS; IFS=:
  for directory in $keep; do
    if [ ! -e "$root$directory" ] || mountpoint -q "$directory"; then
      mkdir -p "$root$directory"
      mount --bind -o ro "$directory" "$root$directory"
    fi
  done
  IFS=$old_ifs
}

furnish() {
  mkdir -m 700 "$root/root/.ssh"
  cp "$base/id.pub" "$root/root/.ssh/authorized_keys"
  hostname "$name"
  [ ! -e "$base/memory/furnished" ] || return 0
  : >"$base/memory/furnished"
  # a target has no Python, no packages from the net and nobody's keys
  find "$root/usr/bin" "$root/usr/local/bin" -name 'python*' -exec rm -f {} +
  rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/*
  rm -f "$root"/etc/ssh/ssh_host_*
  install -m 600 "$base/host_key" "$root/etc/ssh/ssh_host_ed25519_key"
  cat >"$root/etc/ssh/sshd_config" <<EOF
ListenAddress $address
Port $port
HostKey /etc/ssh/ssh_host_ed25519_key
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
MaxStartups 100
PidFile none
Subsystem sftp internal-sftp
EOF
  echo "$name" >"$root/etc/hostname"
  printf '127.0.0.1 localhost\n%s %s\n' "$address" "$name" >"$root/etc/hosts"
  [ ! -d "$base/seed" ] || cp -a "$base/seed/." "$root/"
  [ ! -e "$root/root/furnish.sh" ] || chroot "$root" sh /root/furnish.sh
}

systemd_units() {
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  units=$root/etc/systemd/system
  [ ! -e "$units/jplay-test.target" ] || return 0
  # this machine's own services stay down
  find "$units" -mindepth 1 -maxdepth 1 -name '*.wants' -exec rm -rf {} +
  cat >"$units/jplay-test.target" <<'EOF'
[Unit]
Description=What a host of the tests needs
DefaultDependencies=no
Wants=jplay-sshd.service
AllowIsolate=yes
EOF
  cat >"$units/jplay-sshd.service" <<'EOF'
[Unit]
DefaultDependencies=no
[Service]
ExecStart=/usr/sbin/sshd -D -e
KillMode=process
EOF
  ln -sf /dev/null "$units/systemd-journald.service"
  for unit in basic.target sysinit.target; do
    printf '[Unit]\nDefaultDependencies=no\n' >"$units/$unit"
  done
}

boot() {
  new_root
  furnish
  [ "$init" != systemd ] || systemd_units

  case $init in
    systemd) set -- /lib/systemd/systemd --system --unit=jplay-test.target --log-target=console ;;
    *) set -- /usr/sbin/sshd -D -e ;;
  esac
  exec env -i container=jplay PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/root LANG=C.UTF-8 TERM=linux chroot "$root" "$@"
}

case $step in
  start) in_namespaces ;;
  supervise) supervise ;;
  boot) boot ;;
esac
