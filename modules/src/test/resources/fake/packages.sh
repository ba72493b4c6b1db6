#!/bin/sh
# Stand-in of package managers, known by the name it is called with. Beside it lie: db (installed:
# name and version a line), repo (available), argv (calls so far), self (xbps wants itself first),
# lock (number of calls that find the lock held), needed (name and what needs it), untrusted, broken
# (its repository).
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
      -qa) case $* in *--qf*) cat "$d/db" ;; *) while read -r n _; do case $n in $3) echo "$n" ;; esac; done <"$d/db" ;; esac ;;
      *) cat "$d/db" ;;
    esac ;;
  dnf | yum)
    [ ! -e "$d/dnf_says" ] || { cat "$d/dnf_says"; exit 1; }
    verb=
    for w; do shift; case $w in --assumeno) dry=1 ;; -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in
      install) do=put each "$@" || { echo "Error: Unable to find a match: $*"; exit 1; } ;;
      remove) for n; do while read -r k _; do case $k in $n) drop "$k" ;; esac; done <"$d/db.old"; done ;;
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
  apk) # as apk 3.0 says it
    verb= one=
    for w; do shift; case $w in --simulate) dry=1 ;; --installed) one=1 ;; -*) ;; *) if [ -z "$verb" ]; then verb=$w; else set -- "$@" "$w"; fi ;; esac; done
    case $verb in add | del | upgrade | update)
      [ -n "$dry" ] || ! locked 'ERROR: Unable to lock database: Resource temporarily unavailable
ERROR: Failed to open apk database: Resource temporarily unavailable' || exit 99
      [ ! -e "$d/untrusted" ] || echo 'WARNING: opening /repo/x86_64/APKINDEX.tar.gz: UNTRUSTED signature' >&2 ;;
    esac
    case $verb in
      info) if [ -n "$one" ]; then there "$1" && echo "$1"; exit; fi; sed 's/ /-/' "$d/db"; exit ;;
      add) do=put each "$@" >/dev/null || { printf 'ERROR: unable to select packages:\n  %s (no such package):\n    required by: world[%s]\n' "$1" "$1"; exit 1; } ;;
      del)
        for n; do there "$n" || { echo "ERROR: No such package: $n" >&2; exit 1; }; done
        by=$(for n; do sed -n "s/^$n /  $n: /p" "$d/needed" 2>/dev/null; done)
        if [ -n "$by" ]; then
          printf 'World updated, but the following packages are not removed due to:\n%s\n\n' "$by"
        else do=drop each "$@"; fi ;;
      upgrade)
        if [ $# = 0 ]; then all; else
          for n; do there "$n" || { echo "ERROR: Package '$n' not found" >&2; exit 1; }; done
          do=put each "$@"
        fi ;;
    esac
    total=$(changes | grep -c .)
    changes | awk -v t="$total" '{ print "(" NR "/" t ")", ($3 == "-" ? "Purging" : $2 == "-" ? "Installing" : "Upgrading"), $1, "(" ($3 == "-" ? $2 : $2 == "-" ? $3 : $2 " -> " $3) ")" }'
    [ -z "$dry" ] || mv "$d/db.old" "$d/db"
    echo "OK: 12 B in $(grep -c . "$d/db") packages" ;;
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
  xbps-remove) # as xbps 0.60 says it
    for w; do case $w in -n) dry=1 ;; esac; done
    do=drop each "$@"
    if [ -n "$dry" ]; then changes | awk '{ print $1 "-" $2, "remove noarch /repo 4 572" }'; mv "$d/db.old" "$d/db"; fi ;;
  xbps-install)
    flags= names= word=
    for w; do
      if [ "$word" = -r ]; then word=; continue; fi
      case $w in --*) ;; -r) word=-r ;; -n) dry=1 ;; -*) flags=$flags${w#-} ;; *) names="$names $w" ;; esac
    done
    case $flags in
      *S*) if [ -e "$d/stale" ]; then rm "$d/stale"; printf "[*] Updating repository \`http://r/x86_64-repodata' ...\nx86_64-repodata: 1KB [avg rate: 10MB/s]\n"; fi; exit ;;
    esac
    [ ! -e "$d/broken" ] || echo 'ERROR: failed to open repodata: /repo/x86_64-repodata: Invalid or incomplete multibyte or wide character' >&2
    if [ -e "$d/self" ] && [ "$flags" = "${flags#*D}" ]; then
      case "$flags:$names" in
        *:' xbps') [ -n "$dry" ] || rm "$d/self" ;;
        *u*:) if [ -n "$dry" ]; then echo 'xbps-0.60_1 update noarch /repo 4 544'; exit; fi; exit 16 ;;
        *) echo "ERROR: The 'xbps' package must be updated, please run \`xbps-install -u xbps'" >&2; exit 16 ;;
      esac
    fi
    if [ -n "$names" ]; then
      for n in $names; do grep -q "^$n " "$d/repo" || { echo "ERROR: Package '$n' not found in repository pool." >&2; exit 2; }; done
      do=put each $names
    else all; [ ! -e "$d/self" ] || put xbps; fi
    word=install; [ "$flags" != "${flags#*D}" ] || word=update
    if [ -n "$dry" ]; then
      changes | awk -v w=$word '{ print $1 "-" $3, ($2 == "-" ? "install" : w), "noarch /repo 4 553" }'
      mv "$d/db.old" "$d/db"
    fi ;;
  dpkg-query)
    case $* in
      *'|${Package} ${Version}'*) sed 's/^/ii |/' "$d/db" ;;
      *) awk '{ print $1, "all ii |" $2 "|" }' "$d/db" ;;
    esac ;;
  apt-cache)
    [ ! -e "$d/cache_says" ] || { cat "$d/cache_says" >&2; exit 100; }
    [ "$1" != pkgnames ] || { cat "$d/repo" "$d/db" | cut -d' ' -f1 | sort -u; exit; }
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
    [ ! -e "$d/refuses" ] || { cat "$d/refuses" >&2; exit 100; }
    up=$(old)
    case $verb in
      update) cat "$d/update_says" 2>/dev/null; echo 'Hit:1 file:/repo' ; exit "$(cat "$d/update_rc" 2>/dev/null || echo 0)" ;;
      install) do=put each "$@" >&2 || { echo 'E: Unable to locate package' >&2; exit 100; }
        [ -z "$s" ] || changes | sed -E 's/^(\S+) - (\S+)$/Inst \1 (\2 Debian:12 [all])/; s/^(\S+) (\S+) (\S+)$/Inst \1 [\2] (\3 Debian:12 [all])/' ;;
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
