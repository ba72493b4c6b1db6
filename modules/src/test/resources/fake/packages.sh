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
# a package by name, name and version, or name and architecture
there() { n=${1%.x86_64}; awk -v n="$n" '$1 == n || $1 "-" $2 == n { f = 1 } END { exit !f }' "$d/db"; }
changes() { # what became of db.old: name, version before or -, version now or -
  awk 'NR == FNR { o[$1] = $2; next } { if (o[$1] != $2) print $1, (o[$1] == "" ? "-" : o[$1]), $2; delete o[$1] }
    END { for (n in o) print n, o[n], "-" }' "$d/db.old" "$d/db"
}
cp "$d/db" "$d/db.old"
dry=
case $me in
  rpm)
    case $1 in
      -q) shift; for w; do n=$w; done; there "$n" ;;
      *) cat "$d/db" ;;
    esac ;;
  dnf | yum)
    verb=
    for w; do shift; case $w in --assumeno) dry=1 ;; -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      install) do=put each "$@" || { echo "Error: Unable to find a match: $*"; exit 1; } ;;
      remove) do=drop each "$@" ;;
      upgrade) if [ $# -gt 0 ]; then do=put each "$@"; else all; fi ;;
      autoremove) drop orphan ;;
    esac
    if [ -n "$dry" ]; then
      changes | awk '{ print ($3 == "-" ? "Removing:" : $2 == "-" ? "Installing:" : "Upgrading:"); print " " $1, "x86_64", ($3 == "-" ? $2 : $3), "main 1 k" }'
      mv "$d/db.old" "$d/db"; echo 'Operation aborted.'; exit 1
    fi ;;
  zypper)
    verb=
    for w; do shift; case $w in --dry-run) dry=1 ;; --type) ;; package) ;; -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      install) do=put each "$@" || exit 104 ;;
      remove) do=drop each "$@" ;;
      update | dist-upgrade) if [ $# -gt 0 ]; then do=put each "$@"; else all; fi ;;
      search) there "$1" || exit 104 ;;
    esac
    if [ -n "$dry" ]; then
      changes | awk '{ k = $3 == "-" ? "to-remove" : $2 == "-" ? "to-install" : "to-upgrade"
        printf "<%s><solvable type=\"package\" name=\"%s\" edition=\"%s\" edition-old=\"%s\"/></%s>\n", k, $1, ($3 == "-" ? $2 : $3), ($2 == "-" || $3 == "-" ? "" : $2), k }'
      mv "$d/db.old" "$d/db"
    fi ;;
  apk)
    verb= one=
    for w; do shift; case $w in --simulate) dry=1 ;; --installed) one=1 ;; -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      info) if [ -n "$one" ]; then there "$1"; exit; fi; sed 's/ /-/' "$d/db" ;;
      add) do=put each "$@" || { echo 'ERROR: unable to select packages'; exit 1; } ;;
      del) do=drop each "$@" ;;
      upgrade) all ;;
    esac
    if [ -n "$dry" ]; then
      changes | awk '{ print "(1/1)", ($3 == "-" ? "Purging" : $2 == "-" ? "Installing" : "Upgrading"), $1, "(" ($3 == "-" ? $2 : $2 == "-" ? $3 : $2 " -> " $3) ")" }'
      mv "$d/db.old" "$d/db"
    fi ;;
  pacman)
    for w; do shift; case $w in --print) dry=1 ;; --print-format | '%n %v') ;; *) set -- "$@" "$w" ;; esac; done
    case $1 in
      -Q) cat "$d/db" ;;
      -T) there "$3" || { echo "$3"; exit 127; } ;;
      -Sgq) exit 1 ;;
      -Su) all ;;
      -S) shift; do=put each "$@" || { echo 'error: target not found' >&2; exit 1; } ;;
      -R) shift; do=drop each "$@" ;;
      -Qdtq) has orphan && echo orphan ;;
      -Rs) drop orphan ;;
    esac
    if [ -n "$dry" ]; then
      changes | awk '{ print $1, ($3 == "-" ? $2 : $3) }'
      mv "$d/db.old" "$d/db"
    fi ;;
  xbps-query)
    case " $* " in
      *' -l '*) awk '{ print "ii " $1 "-" $2 " text" }' "$d/db" ;;
      *) for w; do n=$w; done; there "$n" || exit 2 ;;
    esac ;;
  xbps-remove)
    for w; do case $w in -n) dry=1 ;; esac; done
    do=drop each "$@"
    if [ -n "$dry" ]; then changes | awk '{ print $1 "-" $2, "remove x86_64" }'; mv "$d/db.old" "$d/db"; fi ;;
  xbps-install)
    flags= names=
    for w; do case $w in --*) ;; -n) dry=1 ;; -r) ;; -*) flags=$flags${w#-} ;; /*) ;; *) names="$names $w" ;; esac; done
    case $flags in
      *S*) if [ -e "$d/stale" ]; then rm "$d/stale"; echo 'avg rate 10MB/s'; fi ;;
      *y*)
        if [ -e "$d/self" ]; then
          case $names in *" xbps") [ -n "$dry" ] || rm "$d/self" ;; *) exit 16 ;; esac
        fi
        if [ -n "$names" ]; then do=put each $names || exit 2; else all; fi ;;
    esac
    if [ -n "$dry" ]; then
      changes | awk '{ print $1 "-" $3, ($2 == "-" ? "install" : "update"), "x86_64 https://r 1 1" }'
      mv "$d/db.old" "$d/db"
    fi ;;
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
    echo 'Reading state information...'
    up=$(old)
    case $verb in
      update) echo 'Hit:1 file:/repo' ; exit "$(cat "$d/update_rc" 2>/dev/null || echo 0)" ;;
      install) do=put each "$@" >&2 || { echo 'E: Unable to locate package' >&2; exit 100; } ;;
      remove) do=drop each "$@" ;;
      upgrade | dist-upgrade) echo "$up" | sed -E 's/^(\S+) (\S+) (\S+)$/Inst \1 [\2] (\3 Debian-security:12 [all])/'; all ;;
      autoremove) ! has orphan || echo 'Remv orphan [1-r1]'; drop orphan ;;
    esac
    if cmp -s "$d/db" "$d/db.old"; then
      echo '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'
    else
      echo '1 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.'
    fi
    [ -z "$s" ] || mv "$d/db.old" "$d/db" ;;
esac
