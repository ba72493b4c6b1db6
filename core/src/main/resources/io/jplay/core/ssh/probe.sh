# What modules must know of a host, as name=value lines.
echo "system=$(uname -s)"
echo "machine=$(uname -m)"
for f in /etc/os-release /usr/lib/os-release; do
  if [ -r "$f" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
      ID=* | ID_LIKE=* | VERSION_ID=*) echo "$line" ;;
      esac
    done <"$f"
    break
  fi
done
if [ -r /proc/1/comm ]; then
  read -r init </proc/1/comm
else
  init=$(ps -p 1 -o comm= 2>/dev/null)
fi
echo "init=$init"
has() { command -v "$1" >/dev/null 2>&1; }
service=service
case $(uname -s) in
Linux)
  if has systemctl && { [ -d /run/systemd/system ] || [ -d /dev/.run/systemd ] || [ -d /dev/.systemd ]; }; then
    service=systemd
  elif has initctl && [ -d /etc/init ]; then
    service=upstart
  elif [ -e /sbin/openrc ]; then
    service=openrc
  elif has systemctl && case $(readlink /sbin/init) in *systemd) true ;; *) false ;; esac then
    service=systemd
  elif [ -d /etc/runit ] && has sv && case $(readlink /sbin/init) in *runit*) true ;; *) false ;; esac then
    service=runit
  elif [ -d /etc/init.d ]; then
    service=sysvinit
  fi
  ;;
*BSD | DragonFly) service=bsdinit ;;
Darwin) service=launchd ;;
SunOS) service=smf ;;
AIX) service=src ;;
esac
echo "service=$service"
found=
for pair in apt-get:apt dnf:dnf dnf5:dnf5 yum:yum zypper:zypper apk:apk pacman:pacman \
  xbps-install:xbps emerge:portage opkg:opkg urpmi:urpmi swupd:swupd pkg:pkgng pkg_add:openbsd_pkg \
  brew:homebrew; do
  if has "${pair%%:*}"; then found="$found ${pair#*:}"; fi
done
echo "packages=${found# }"
echo "uid=$(id -u)"
echo "gid=$(id -g)"
echo "user=$(id -un 2>/dev/null || id -u)"
home=$HOME
if [ -z "$home" ]; then home=$(cd ~ 2>/dev/null && pwd); fi
echo "home=$home"
tools=
for t in stat sha1sum sha256sum sha512sum md5sum shasum cksum base64 openssl od hexdump mktemp getfacl \
  setfacl getent readlink realpath chattr lsattr find xargs awk sed grep diff patch cp install sync tar \
  unzip zip gzip bzip2 xz zstd git svn crontab useradd usermod userdel groupadd groupmod groupdel adduser \
  addgroup deluser delgroup chage gpasswd chpasswd passwd visudo curl wget fetch restorecon chcon \
  matchpathcon getenforce selinuxenabled setsebool getsebool sudo doas su ip ss netstat ifconfig rsync \
  timeout setsid nohup flock ps pgrep pkill apt-get apt-cache dpkg dpkg-query dpkg-deb apt-mark dnf yum rpm \
  apk pacman xbps-install xbps-query xbps-remove zypper systemctl service rc-service rc-update rc-status sv \
  initctl chkconfig update-rc.d invoke-rc.d hostnamectl hostname timedatectl localectl reboot shutdown \
  lsblk blkid findmnt mount umount df dmidecode nproc lscpu sysctl modprobe lsmod virt-what \
  systemd-detect-virt python3 perl expect bash gpg locale-gen needs-restarting logger date tail head \
  xxd uudecode lvs vgs ufw iptables nft; do
  if has "$t"; then tools="$tools $t"; fi
done
echo "tools=${tools# }"
case $(readlink -f "$(command -v stat || command -v ls)" 2>/dev/null) in
*busybox*) echo busybox=1 ;;
esac
if [ -e /sys/fs/selinux/enforce ] || [ -e /selinux/enforce ]; then echo selinux=1; fi
