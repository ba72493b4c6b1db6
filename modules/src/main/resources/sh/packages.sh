# One set of verbs for each package manager. What they read:
#   jp_pm      the manager            jp_lock    seconds to wait for its lock
#   jp_common  words for every call   jp_options words for changes
#   jp_fresh   words for a refresh    jp_dist    the word of an upgrade that may remove packages, for
#                                                xbps `keep` when xbps itself is to stay as it is
#   jp_remove_options                 words for removals
#   jp_dry     1: changes are only asked for, the manager says what it would do
#   jp_keep    1: what is installed is not replaced by an older version (dnf, dnf5, yum)
#   jp_world   what the user asked for (apk), to which upgrades by name add; empty: they leave it
#   jp_type    the kind of packages (zypper)
export DEBIAN_FRONTEND=noninteractive
jp_rpm() { rpm ${jp_root:+--root "$jp_root"} "$@"; }
jp_rpm_list() { jp_rpm -qa --qf '%{NAME} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE} %{ARCH}\n'; }
# all installed packages: name, version and, where versions may stand side by side, architecture
jp_list() {
  case $jp_pm in
    apt) dpkg-query -W -f '${db:Status-Abbrev}|${Package} ${Version} ${Architecture}\n' 2>/dev/null | sed -n 's/^[hi]i |//p' ;;
    dnf* | yum | zypper) jp_rpm_list ;;
    # packages that somebody made up of others (`add --virtual`) have no release
    apk) apk info -v 2>/dev/null | sed -E -e 's/^(.*)-([0-9][^-]*-r[0-9]+)$/\1 \2/' -e t -e 's/^(.*)-([^-]+)$/\1 \2/' ;;
    pacman) jp_pacman -Q ;;
    xbps) xbps-query $jp_common -l | awk '{print $2}' | sed -E 's/^(.*)-([^-]+)$/\1 \2/' ;;
  esac
}
# we wait for a lock ourselves: dnf would without end
jp_dnf() { $jp_pm -y --setopt=exit_on_lock=1 $jp_common "$@"; }
jp_zypper() { zypper --non-interactive $jp_common "$@"; }
jp_pacman() { $jp_executable "$@"; }
jp_apt_get() {
  apt-get -y -o "DPkg::Lock::Timeout=$jp_lock" -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold "$@"
}
jp_refresh() {
  case $jp_pm in
    apt) apt-get -o "DPkg::Lock::Timeout=$jp_lock" update ;;
    dnf* | yum) jp_dnf --setopt=keepcache=1 makecache ;;
    apk) apk $jp_common update ;;
    pacman) jp_pacman -Sy --noconfirm --noprogressbar $jp_fresh ;;
    xbps) xbps-install $jp_common $jp_options -S ;;
    zypper) jp_zypper refresh ;;
  esac
}
# xbps itself would wait for its lock without end
jp_xbps_free() {
  jp_end=$(($(date +%s) + jp_lock)) jp_file=${jp_common#-r }/var/db/xbps/lock
  [ -e "$jp_file" ] && command -v flock >/dev/null 2>&1 || return 0
  while ! flock -n "$jp_file" true; do
    [ "$(date +%s)" -lt $jp_end ] || { echo "the package database is locked by another process: $jp_file"; jp_rc=1; return 1; }
    sleep 1
  done
}
# what the manager offers, to see whether a refresh brought something
jp_offers() { case $jp_pm in pacman) jp_pacman -Sl 2>/dev/null | cksum ;; esac; }
jp_rpm_has() {
  case $1 in
    @*) [ -n "$jp_removal" ] ;; # only the manager knows what these stand for
    *'*'* | *'?'* | *'['*) [ -n "$jp_removal" ] && [ -n "$(jp_rpm -qa -- "$1")" ] ;;
    *.rpm) jp_nevra=$(rpm -qp --nosignature --qf '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}' "$1") && jp_rpm -q "$jp_nevra" ;;
    *[\<\>=]*) [ -n "$(jp_dnf -q -C repoquery --installed --whatprovides "$1")" ] ;;
    *) jp_rpm -q -- "$1" || jp_rpm -q --whatprovides -- "$1" ;;
  esac
}
jp_zypper_has() {
  case $1 in
    -* | ~*) ! jp_zypper_has "${1#?}" ;;
    +*) jp_zypper_has "${1#?}" ;;
    *://* | *.rpm) return 1 ;;
    *[\<\>=]*) [ -n "$jp_removal" ] && jp_zypper_has "${1%%[<>=]*}" ;;
    *) jp_zypper --quiet --no-refresh search --installed-only --match-exact --type "$jp_type" -- "$1" ;;
  esac
}
jp_pacman_has() {
  case $1 in
    *://*) return 1 ;;
    *.pkg.tar*) jp_file=$(jp_pacman -Qp -- "$1") && [ "$(jp_pacman -Q -- "${jp_file% *}")" = "$jp_file" ] ;;
    */*) jp_pacman -T -- "${1#*/}" ;;
    *)
      jp_members=$(jp_pacman -Sgq -- "$1" 2>/dev/null) || { jp_pacman -T -- "$1"; return; }
      jp_pacman -Q -- $jp_members ;;
  esac
}
jp_apk_has() {
  apk info --installed "$1" || return
  [ -z "$jp_removal" ] || return 0
  # what is there only because another package needs it was not asked for yet
  [ -r "$jp_world" ] || return 0
  while read -r jp_line; do
    for jp_word in $jp_line; do
      [ "${jp_word%%[@=<>~]*}" != "${1%%[@=<>~]*}" ] || return 0
    done
  done <"$jp_world"
  return 1
}
# prints those of the names that are not installed as they ask for; jp_removal: for a removal
jp_missing() {
  for jp_name; do
    case $jp_pm in
      dnf* | yum) jp_rpm_has "$jp_name" ;;
      zypper) jp_zypper_has "$jp_name" ;;
      pacman) jp_pacman_has "$jp_name" ;;
      apk) jp_apk_has "$jp_name" ;;
      xbps) xbps-query $jp_common "$jp_name" ;;
    esac >/dev/null 2>&1 </dev/null || printf '%s\n' "$jp_name"
  done
}
# runs a command again while another process holds the package manager's lock
jp_locked() {
  jp_end=$(($(date +%s) + jp_lock))
  jp_log=$(mktemp) || return
  while :; do
    "$@" >"$jp_log" 2>&1 </dev/null
    jp_rc=$?
    [ $jp_rc = 0 ] && break
    grep -qiE 'could not get lock|unable to (lock|acquire)|is locked by|system management is locked|another app is currently holding|existing lock|transaction lock|already locked by' "$jp_log" || break
    [ "$(date +%s)" -ge $jp_end ] && break
    sleep 1
  done
  cat "$jp_log"
  # dnf asked to assume "no" calls that a failure
  [ -z "$jp_dry" ] || ! grep -q '^Operation aborted' "$jp_log" || jp_rc=0
  rm -f "$jp_log"
  return $jp_rc
}
# pacman prints no plan with --nosave
jp_pacman_plan() {
  for jp_name; do shift; [ "$jp_name" = --nosave ] || set -- "$@" "$jp_name"; done
  jp_locked jp_pacman "$@" --noconfirm --print --print-format '%n %v'
}
# one call that changes something, or says what it would change
jp_change() {
  case $jp_pm in
    apt) jp_locked jp_apt_get ${jp_dry:+-s} "$@" ;;
    dnf* | yum) jp_locked jp_dnf ${jp_dry:+--assumeno} "$@" ;;
    zypper) jp_verb=$1; shift; jp_zypper_change ${jp_dry:+--xmlout} "$jp_verb" ${jp_dry:+--dry-run} "$@" ;;
    apk) jp_locked apk $jp_common ${jp_dry:+--simulate} "$@" ;;
    pacman) if [ -n "$jp_dry" ]; then jp_pacman_plan "$@"; else
      jp_locked jp_pacman "$@" --noconfirm --noprogressbar; fi ;;
    xbps) jp_tool=$1; shift
      # what is only asked for needs no lock
      { [ -n "$jp_dry" ] || jp_xbps_free; } && jp_locked "$jp_tool" $jp_common ${jp_dry:+-n} $jp_options "$@" ;;
  esac
}
# 102: a reboot is needed; 103: zypper itself changed and has to run again; 106: a repository is missing
jp_zypper_change() {
  jp_locked jp_zypper "$@"
  [ $jp_rc != 103 ] || jp_locked jp_zypper "$@"
  case $jp_rc in 102 | 103 | 106) jp_rc=0 ;; esac
  return $jp_rc
}
# While xbps itself has to be upgraded it says nothing of others. What it would do then it tells of a
# copy of its database without itself; without that what it would download, which misses new packages.
jp_xbps_plan() {
  jp_out=$(jp_change xbps-install "$@"); jp_rc=$?
  case $jp_rc$jp_dist:$jp_out in 16:* | 0:xbps-[0-9]*) ;; *) printf '%s\n' "$jp_out"; return ;; esac
  jp_change xbps-install -uy xbps
  jp_copy=$(mktemp -d) || return
  if jp_xbps_copy "${jp_common#-r }" "$jp_copy" >/dev/null 2>&1; then
    jp_out=$(jp_common="-r $jp_copy"; jp_change xbps-install "$@")
  else
    jp_out=$(jp_change xbps-install -D "$@")
  fi
  jp_rc=$?
  rm -rf "$jp_copy"
  printf '%s\n' "$jp_out" | grep -v '^xbps-[0-9]'
}
# no links and no lists of files: nothing of the system can be reached or removed from there
jp_xbps_copy() { # ROOT COPY
  mkdir -p "$2/var/db/xbps" "$2/etc" "$2/usr/share" || return
  (set +f; cp -rL "$1"/var/db/xbps/[!.]* "$2/var/db/xbps/") || return
  for jp_conf in etc/xbps.d usr/share/xbps.d; do
    [ ! -d "$1/$jp_conf" ] || cp -rL "$1/$jp_conf" "$2/$jp_conf" || return
  done
  xbps-remove -r "$2" -F -y xbps
}
# 16: xbps itself has to be upgraded first; 17: nothing to do
jp_xbps() {
  if [ -n "$jp_dry" ]; then jp_xbps_plan "$@"; else
    jp_change xbps-install "$@"
    [ "$jp_rc$jp_dist" != 16 ] || { jp_change xbps-install -uy xbps && jp_change xbps-install "$@"; }
  fi
  [ $jp_rc != 17 ] || jp_rc=0
  return $jp_rc
}
# dnf5 knows most options only behind its verb.
# dnf takes an older version when its name says so: a task has to allow that
jp_dnf_install() {
  if [ -n "$jp_keep" ]; then
    for jp_name; do
      shift
      case $jp_name in *-[0-9]* | *[\<=]* | *.rpm)
        ! jp_dnf --assumeno install $jp_options "$jp_name" 2>/dev/null | grep -q '^Downgrading' || continue ;; esac
      set -- "$@" "$jp_name"
    done
  fi
  [ $# = 0 ] || jp_change install $jp_options "$@"
}
# packages of repositories and files need two calls
jp_pacman_install() {
  jp_files='' jp_names=''
  for jp_name; do case $jp_name in *://* | *.pkg.tar*) jp_files=1 ;; *) jp_names=1 ;; esac; done
  for jp_name; do
    shift
    case $jp_name in *://* | *.pkg.tar*) ;; *) set -- "$@" "$jp_name" ;; esac
  done
  [ -z "$jp_names" ] || jp_change -S --needed $jp_options "$@"
}
jp_pacman_files() {
  for jp_name; do
    shift
    case $jp_name in *://* | *.pkg.tar*) set -- "$@" "$jp_name" ;; esac
  done
  [ $# = 0 ] || jp_change -U --needed $jp_options "$@"
}
jp_install() {
  case $jp_pm in
    apt) jp_change install "$@" ;;
    dnf* | yum) jp_dnf_install "$@" ;;
    apk) jp_change $jp_options add "$@" ;;
    pacman) jp_pacman_install "$@" && jp_pacman_files "$@" ;;
    xbps) jp_xbps -y "$@" ;;
    zypper) jp_change install --type "$jp_type" --auto-agree-with-licenses $jp_options -- "$@" ;;
  esac
}
jp_remove() {
  case $jp_pm in
    apt) jp_change remove "$@" ;;
    dnf* | yum) jp_change remove $jp_remove_options "$@" ;;
    apk) jp_change del --purge "$@" ;;
    pacman) jp_change -R $jp_remove_options "$@" ;;
    xbps) jp_change xbps-remove $jp_remove_options -y "$@" ;;
    zypper) jp_change remove --type "$jp_type" $jp_remove_options -- "$@" ;;
  esac
}
# before 2.12 an upgrade takes no names
jp_apk_is_old() { case $(apk --version) in 'apk-tools 2.'[0-9][.,]* | 'apk-tools 2.1'[01][.,]*) ;; *) return 1 ;; esac; }
# with names: these only; without: all
jp_upgrade() {
  case $jp_pm in
    apt) if [ $# -gt 0 ]; then jp_change install --only-upgrade "$@"; else
      jp_change ${jp_dist:---with-new-pkgs upgrade}; fi ;;
    dnf* | yum) jp_change upgrade $jp_options "$@" ;;
    apk) if [ $# -gt 0 ] && { [ -n "$jp_world" ] || jp_apk_is_old; }; then jp_change $jp_options add -u "$@"; else
      jp_change $jp_options upgrade $jp_dist "$@"; fi ;;
    pacman) if [ $# -gt 0 ]; then jp_pacman_install "$@"; else jp_change -Su $jp_dist; fi ;;
    xbps) jp_xbps -uy "$@" ;;
    zypper) if [ $# -gt 0 ]; then jp_change update --type "$jp_type" --auto-agree-with-licenses $jp_options -- "$@"; else
      jp_change ${jp_dist:-update} --auto-agree-with-licenses $jp_options; fi ;;
  esac
}
jp_autoremove() {
  case $jp_pm in
    apt) jp_change autoremove ;;
    dnf* | yum) jp_change autoremove ;;
    pacman) jp_o=$(jp_pacman -Qdtq) || return 0; jp_change -Rs --nosave $jp_o ;;
    xbps) jp_change xbps-remove -oy ;;
  esac
}
jp_reboot_needed() {
  [ -e /run/reboot-required ] || [ -e /var/run/reboot-required ] && return 0
  if command -v needs-restarting >/dev/null 2>&1; then needs-restarting -r >/dev/null 2>&1; [ $? = 1 ]; return; fi
  [ -d /lib/modules ] && [ ! -d "/lib/modules/$(uname -r)" ] && [ -n "$(ls /lib/modules 2>/dev/null)" ]
}
