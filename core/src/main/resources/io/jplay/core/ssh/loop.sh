# The functions of a jplay session, evaluated once by the persistent shell. Requests come on fd 3.
# Names start with jp_ so that no program meets them by chance.
jp_locale=${LC_ALL-unset}
LC_ALL=C
export LC_ALL
IFS=$(printf ' \t\nx')
IFS=${IFS%x}
unset CDPATH ENV BASH_ENV
set +C
for jp_b in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
  case :$PATH: in
  *:"$jp_b":*) ;;
  *) PATH=${PATH:+$PATH:}$jp_b ;;
  esac
done
export PATH
trap 'exit 129' HUP
trap 'exit 141' PIPE
trap 'exit 143' TERM
trap 'jp_leave' 0
jp_home= jp_left= jp_full=
jp_take=
case $jp_tmp in
'~' | '~/'*) jp_tmp=$HOME${jp_tmp#'~'} ;;
'$HOME' | '$HOME/'*) jp_tmp=$HOME${jp_tmp#'$HOME'} ;;
esac

# Programs of the user run in the user's locale, unless the task sets another.
jp_own_locale() {
  case $LC_ALL/$jp_locale in
  C/unset) unset LC_ALL ;;
  C/*) LC_ALL=$jp_locale ;;
  esac
}

# The session's private directory, made at first need below the first place that takes it:
# before all others the one that the task names (remote_tmp), which is made. Its name
# is random and mkdir refuses an existing one, so nobody can have put something there before.
jp_private() {
  [ -n "$jp_home" ] || jp_places jp_make
}

# Calls a function with each place in jp_b, until it says yes.
jp_places() {
  for jp_b in "$jp_tmp" "${TMPDIR:-/tmp}" /tmp /var/tmp "${HOME:-/}" /dev/shm; do
    [ -z "$jp_b" ] || ! "$@" || return 0
  done
}
jp_make() {
  case $jp_full in *"$jp_nl$jp_b$jp_nl"*) return 1 ;; esac
  [ "$jp_b" != "$jp_tmp" ] || (umask 077 && mkdir -p "$jp_b") 2>/dev/null
  (umask 077 && mkdir "$jp_b/$jp_name") 2>/dev/null && jp_home=$jp_b/$jp_name
}

# Removes what a killed session of the same user has left, by the name of its directory.
jp_forget() {
  jp_places jp_remove "$1"
}
jp_remove() {
  rm -rf "$jp_b/$1"
  return 1
}

# The place is full: the next one. What was put there before stays.
jp_elsewhere() {
  [ -n "$jp_home" ] || return 1
  jp_full=${jp_full:-$jp_nl}${jp_home%/*}$jp_nl
  jp_left=$jp_left$jp_nl$jp_home
  jp_home=
  jp_private
  [ -n "$jp_home" ]
}
jp_leave() {
  set -f
  IFS=$jp_nl
  [ -z "$jp_home$jp_left" ] || rm -rf $jp_left $jp_home
}

# Finds a way to read exactly n bytes: busybox's head reads ahead, and would eat the next request.
# Without one the shell must end: it would take the payload for requests.
jp_probe() {
  [ -z "$jp_take" ] || return 0
  if [ "$( (printf abcdef | (head -c 3; printf /; cat)) 2>/dev/null)" = abc/def ]; then
    jp_take=head
  elif [ "$( (printf abcdef | (dd bs=3 count=1 iflag=fullblock 2>/dev/null; printf /; cat)) 2>/dev/null)" = abc/def ]; then
    jp_take=dd
  elif [ "$( (printf abcdef | (dd bs=1 count=3 2>/dev/null; printf /; cat)) 2>/dev/null)" = abc/def ]; then
    jp_take=byte
  else
    echo 'jplay: neither head nor dd is there to read what was sent' >&2
    exit 127
  fi
}

# Ends the subshell of the pipe that it is called in.
jp_payload() {
  case $jp_take in
  head) exec head -c "$1" ;;
  dd)
    [ "$1" -lt 65536 ] || dd bs=65536 count=$(($1 / 65536)) iflag=fullblock 2>/dev/null
    [ $(($1 % 65536)) -eq 0 ] || dd bs=$(($1 % 65536)) count=1 iflag=fullblock 2>/dev/null
    ;;
  *) dd bs=1 count="$1" 2>/dev/null ;;
  esac
}

# What a program leaves of its payload is read away, or it would be taken for the next request: the
# little that a shell can read itself, byte by byte, without a process that mostly finds nothing.
jp_drain() {
  if [ "$jp_n" -le 4096 ]; then
    while read -r jp_l; do :; done
  else
    cat >/dev/null
  fi
}
jp_run() {
  if [ "$jp_n" = - ]; then
    (
      exec 3<&-
      eval "$jp_c"
    )
  else
    jp_probe
    jp_payload "$jp_n" <&3 | (
      exec 3<&-
      (eval "$jp_c")
      jp_e=$?
      jp_drain
      exit $jp_e
    )
  fi
}

jp_begin() { printf '%s%s\n' "$jp_1" "$jp_2"; }
jp_end() { printf '%s%s %d\n' "$jp_2" "$jp_1" "$jp_e"; }

# jp FIRST SECOND LENGTH SCRIPT: runs a program, framed on both streams. On a terminal there is only
# one stream: its errors go to a file and follow in a frame of their own.
jp() {
  jp_1=$1 jp_2=$2 jp_n=$3 jp_c=$4
  set --
  jp_begin
  if [ -n "$jp_tty" ]; then
    jp_run 2>"$jp_home/err"
    jp_e=$?
    jp_end
    jp_begin
    cat "$jp_home/err"
    jp_end
  else
    jp_begin >&2
    jp_run
    jp_e=$?
    jp_end
    jp_end >&2
  fi
}
