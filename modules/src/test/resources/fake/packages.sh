#!/bin/sh
# Stand-in of package managers, known by the name it is called with. Beside it lie: db (installed:
# name and version a line), repo (available), argv (calls so far), self (xbps wants itself first),
# lock (number of calls that find the lock held).
d=${0%/*} me=${0##*/}
printf '%s\n' "$me $*" >>"$d/argv"
drop() { awk -v n="$1" '$1 != n' "$d/db" >"$d/db.new"; mv "$d/db.new" "$d/db"; }
put() {
  v=$(awk -v n="$1" '$1 == n { print $2 }' "$d/repo")
  [ -n "$v" ] || { echo "no such package: $1"; return 1; }
  drop "$1"; echo "$1 $v" >>"$d/db"
}
each() { for n; do shift; case $n in -* | ::*) ;; *) "$do" "$n" || return 1 ;; esac; done; }
old() { awk 'NR == FNR { r[$1] = $2; next } r[$1] != "" && r[$1] != $2 { print $1, $2, r[$1] }' "$d/repo" "$d/db"; }
all() { old | while read -r n _; do put "$n"; done; }
has() { grep -q "^$1 " "$d/db"; }
locked() {
  k=$(cat "$d/lock" 2>/dev/null) || return 1
  [ "$k" -gt 0 ] || return 1
  echo $((k - 1)) >"$d/lock"; echo "$1" >&2
}
case $me in
  rpm) cat "$d/db" ;;
  dnf | yum)
    verb=
    for w; do shift; case $w in -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      install) do=put each "$@" || { echo "Error: Unable to find a match: $*"; exit 1; } ;;
      remove) do=drop each "$@" ;;
      upgrade) if [ $# -gt 0 ]; then do=put each "$@"; else all; fi ;;
      check-update) old | awk '{ print $1 ".x86_64", $3, "updates" }'; exit 100 ;;
      autoremove) drop orphan ;;
    esac ;;
  zypper)
    verb=
    for w; do shift; case $w in -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      install) do=put each "$@" || exit 104 ;;
      remove) do=drop each "$@" ;;
      update | dist-upgrade) if [ $# -gt 0 ]; then do=put each "$@"; else all; fi ;;
      list-updates) echo 'S  | Repository | Name | Current Version | Available Version | Arch'
        old | awk '{ print "v  | main | " $1 " | " $2 " | " $3 " | x86_64" }' ;;
    esac ;;
  apk)
    verb=
    for w; do shift; case $w in -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      info) sed 's/ /-/' "$d/db" ;;
      version) echo 'Installed:     Available:'; old | awk '{ print $1 "-" $2, "<", $3 }' ;;
      add) do=put each "$@" || { echo 'ERROR: unable to select packages'; exit 1; } ;;
      del) do=drop each "$@" ;;
      upgrade) all ;;
    esac ;;
  pacman)
    case $1 in
      -Q) cat "$d/db" ;;
      -Qu) old | awk '{ print $1, $2, "->", $3 }' ;;
      -Su) all ;;
      -S) shift; do=put each "$@" || { echo 'error: target not found' >&2; exit 1; } ;;
      -R) shift; do=drop each "$@" ;;
      -Qdtq) has orphan && echo orphan ;;
      -Rns) drop orphan ;;
    esac ;;
  xbps-query) awk '{ print "ii " $1 "-" $2 " text" }' "$d/db" ;;
  xbps-remove) do=drop each "$@" ;;
  xbps-install)
    flags= names=
    for w; do case $w in --*) ;; -r) ;; -*) flags=$flags${w#-} ;; /*) ;; *) names="$names $w" ;; esac; done
    case $flags in
      *S*) if [ -e "$d/stale" ]; then rm "$d/stale"; echo 'avg rate 10MB/s'; fi ;;
      *un*) old | awk '{ print $1 "-" $3, "update x86_64 https://r 1 1" }' ;;
      *y*)
        if [ -e "$d/self" ]; then
          case $names in *" xbps") rm "$d/self" ;; *) exit 16 ;; esac
        fi
        if [ -n "$names" ]; then do=put each $names || exit 2; else all; fi ;;
    esac ;;
  dpkg-query)
    case $* in
      *'|${Package} ${Version}'*) sed 's/^/ii |/' "$d/db" ;;
      *) awk '{ print $1, "all ii |" $2 "|" }' "$d/db" ;;
    esac ;;
  apt-cache)
    shift
    for n; do
      v=$(awk -v n="$n" '$1 == n { print $2 }' "$d/repo")
      [ -z "$v" ] || printf '%s:\n  Installed: x\n  Candidate: %s\n' "$n" "$v"
    done ;;
  apt-get)
    ! locked 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1' || exit 100
    verb= s= skip=
    for w; do
      shift
      [ -z "$skip" ] || { skip=; continue; }
      case $w in
        -o | -t) skip=1 ;;
        -s | --simulate) s=1 ;;
        -*) ;;
        *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "${w%%=*}"; fi ;;
      esac
    done
    cp "$d/db" "$d/db.old"
    echo 'Reading state information...'
    up=$(old)
    case $verb in
      update) echo 'Hit:1 file:/repo' ; exit "$(cat "$d/update_rc" 2>/dev/null || echo 0)" ;;
      install) do=put each "$@" >&2 || { echo 'E: Unable to locate package' >&2; exit 100; } ;;
      remove) do=drop each "$@" ;;
      upgrade | dist-upgrade) echo "$up" | sed -E 's/^(\S+) (\S+) (\S+)$/Inst \1 [\2] (\3 Debian-security:12 [all])/'; all ;;
      autoremove) drop orphan ;;
    esac
    if cmp -s "$d/db" "$d/db.old"; then
      echo '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'
    else
      echo '1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'
    fi
    [ -z "$s" ] || mv "$d/db.old" "$d/db" ;;
esac
