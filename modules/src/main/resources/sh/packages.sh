# One set of verbs for each package manager; jp_pm says which. jp_lock: seconds to wait for a lock;
# jp_options: words for changes; jp_common: words for every call; jp_dist: the word of an upgrade
# that may remove packages, for xbps `keep` when xbps itself is to stay as it is.
export DEBIAN_FRONTEND=noninteractive
jp_rpm_list() { rpm -qa --qf '%{NAME} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n'; }
# all installed packages: name, blank, version
jp_list() {
  case $jp_pm in
    apt) dpkg-query -W -f '${db:Status-Abbrev}|${Package} ${Version}\n' 2>/dev/null | sed -n 's/^[hi]i |//p' ;;
    dnf | yum | zypper) jp_rpm_list ;;
    apk) apk info -v 2>/dev/null | sed -E 's/^(.*)-([0-9][^-]*-r[0-9]+)$/\1 \2/' ;;
    pacman) pacman -Q ;;
    xbps) xbps-query $jp_common -l | awk '{print $2}' | sed -E 's/^(.*)-([^-]+)$/\1 \2/' ;;
  esac
}
jp_zypper() { zypper --non-interactive $jp_common "$@"; }
jp_refresh() {
  case $jp_pm in
    apt) apt-get -o "DPkg::Lock::Timeout=$jp_lock" update ;;
    dnf | yum) $jp_pm -y makecache ;;
    apk) apk update ;;
    pacman) pacman -Sy --noconfirm ;;
    xbps) xbps-install $jp_common $jp_options -S ;;
    zypper) jp_zypper refresh ;;
  esac
}
# what an upgrade would change; one line each, the format is the manager's own
jp_outdated() {
  case $jp_pm in
    apt) apt-get -s -o Debug::NoLocking=1 ${jp_dist:-upgrade} 2>/dev/null | grep '^Inst ' ;;
    dnf | yum) $jp_pm -q check-update $jp_security 2>/dev/null ;;
    apk) apk version -l '<' 2>/dev/null ;;
    pacman) pacman -Qu 2>/dev/null ;;
    xbps) xbps-install $jp_common $jp_options -un 2>/dev/null ;;
    zypper) jp_zypper --quiet list-updates 2>/dev/null ;;
  esac
  :
}
# runs a command again while another process holds the package manager's lock
jp_locked() {
  jp_end=$(($(date +%s) + jp_lock))
  jp_log=$(mktemp) || return
  while :; do
    "$@" >"$jp_log" 2>&1 </dev/null
    jp_rc=$?
    [ $jp_rc = 0 ] && break
    grep -qiE 'could not get lock|unable to (lock|acquire)|is locked by|system management is locked|another app is currently holding|waiting for process with pid' "$jp_log" || break
    [ "$(date +%s)" -ge $jp_end ] && break
    sleep 1
  done
  cat "$jp_log"
  rm -f "$jp_log"
  return $jp_rc
}
jp_apt_get() {
  apt-get -y -o "DPkg::Lock::Timeout=$jp_lock" -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold "$@"
}
# 16: xbps itself has to be upgraded first; 17: nothing to do
jp_xbps() {
  jp_locked xbps-install $jp_common $jp_options "$@"
  if [ $jp_rc = 16 ] && [ "$jp_dist" != keep ]; then
    jp_locked xbps-install $jp_common $jp_options -uy xbps &&
      jp_locked xbps-install $jp_common $jp_options "$@"
  fi
  [ $jp_rc != 17 ] || jp_rc=0
  return $jp_rc
}
jp_install() {
  case $jp_pm in
    apt) jp_locked jp_apt_get install "$@" ;;
    dnf | yum) jp_locked $jp_pm -y $jp_options install "$@" ;;
    apk) jp_locked apk $jp_options add "$@" ;;
    pacman) jp_locked pacman -S --noconfirm --noprogressbar --needed $jp_options "$@" ;;
    xbps) jp_xbps -y "$@" ;;
    zypper) jp_locked jp_zypper install --auto-agree-with-licenses $jp_options -- "$@" ;;
  esac
}
jp_remove() {
  case $jp_pm in
    apt) jp_locked jp_apt_get remove "$@" ;;
    dnf | yum) jp_locked $jp_pm -y remove "$@" ;;
    apk) jp_locked apk del "$@" ;;
    pacman) jp_locked pacman -R --noconfirm --noprogressbar $jp_options "$@" ;;
    xbps) jp_locked xbps-remove $jp_common $jp_options -y "$@" ;;
    zypper) jp_locked jp_zypper remove -- "$@" ;;
  esac
}
# with names: these only; without: all
jp_upgrade() {
  case $jp_pm in
    apt) if [ $# -gt 0 ]; then jp_locked jp_apt_get install --only-upgrade "$@"; else
      jp_locked jp_apt_get --with-new-pkgs ${jp_dist:-upgrade}; fi ;;
    dnf | yum) jp_locked $jp_pm -y $jp_options $jp_security upgrade "$@" ;;
    apk) if [ $# -gt 0 ]; then jp_locked apk $jp_options add -u "$@"; else
      jp_locked apk $jp_options upgrade $jp_dist; fi ;;
    pacman) if [ $# -gt 0 ]; then jp_locked pacman -S --noconfirm --needed "$@"; else
      jp_locked pacman -Su --noconfirm; fi ;;
    xbps) jp_xbps -uy "$@" ;;
    zypper) if [ $# -gt 0 ]; then jp_locked jp_zypper update -- "$@"; else
      jp_locked jp_zypper ${jp_dist:-update}; fi ;;
  esac
}
jp_autoremove() {
  case $jp_pm in
    apt) jp_locked jp_apt_get autoremove ;;
    dnf | yum) jp_locked $jp_pm -y autoremove ;;
    pacman) jp_o=$(pacman -Qdtq) && jp_locked pacman -Rns --noconfirm $jp_o ;;
    xbps) jp_locked xbps-remove $jp_common -oy ;;
  esac
}
jp_reboot_needed() {
  [ -e /run/reboot-required ] || [ -e /var/run/reboot-required ] && return 0
  if command -v needs-restarting >/dev/null 2>&1; then needs-restarting -r >/dev/null 2>&1; [ $? = 1 ]; return; fi
  [ -d /lib/modules ] && [ ! -d "/lib/modules/$(uname -r)" ] && [ -n "$(ls /lib/modules 2>/dev/null)" ]
}
