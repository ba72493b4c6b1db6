#!/bin/sh
# A root of its own: this machine's system, whose changes are kept in memory. Runs in mount and
# process namespaces of its own and holds them until its input ends.
#
#   root.sh DIRECTORY SEEN     DIRECTORY: where the root is put together; SEEN: what it has as well
set -eu
mount -t tmpfs -o mode=755 tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
root=$1/root
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" jplay-lab "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mkdir -p "$root$2"
mount --bind "$2" "$root$2"
# no daemon starts or stops because a package comes or goes
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
# the shell stays, to bury what has ended
exec chroot "$root" sh -c 'echo ready; exec 3<&0; cat <&3 & wait $!'
