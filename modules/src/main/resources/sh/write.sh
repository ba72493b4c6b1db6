# Replaces a file in one step. Order of calls: jp_begin, jp_fill, [jp_validate], [attributes of $jp_tmp],
# jp_unchanged, [jp_backup], jp_end. Each returns a status that ends the program when it is not 0:
# 75 the file is not what was read, 76 the new content is not valid, 77 there is no such validator, others as the failing tool says.

jp_begin() { # PATH SIZE: empty where it is not known
  jp_path=$1 jp_size=$2
  case $jp_path in
    */*) jp_dir=${jp_path%/*} jp_dir=${jp_dir:-/} ;;
    *) jp_dir=. ;;
  esac
  if [ ! -d "$jp_dir" ]; then
    printf 'Destination directory %s does not exist\n' "$jp_dir" >&2
    return 1
  fi
  # mv would put the file into it, under the temporary name
  if [ -d "$jp_path" ]; then
    printf 'Path %s is a directory\n' "$jp_path" >&2
    return 1
  fi
  jp_tmp='' jp_own='' jp_far=''
  trap 'jp_clean' EXIT
  trap 'exit 129' HUP INT TERM
  jp_sweep
  umask 077
  if command -v mktemp >/dev/null 2>&1; then
    # in the same directory, or where that may not be written (a mount point) among temporary files
    jp_tmp=$(mktemp "${jp_dir%/}/.jplay-XXXXXXXX" 2>/dev/null) || {
      jp_far=1
      jp_tmp=$(mktemp 2>/dev/null) || jp_tmp=$(TMPDIR=/tmp mktemp) || return
    }
  else
    # noclobber opens a pipe that waits there under the name: the directory is ours alone
    jp_own=${jp_dir%/}/.jplay-w$(sh -c 'echo $PPID')
    mkdir "$jp_own" && jp_tmp=$jp_own/new
  fi
}

# What a program that was killed left behind. An hour is longer than any program takes here. The
# directory of a session has a longer name.
jp_sweep() {
  for jp_old in "${jp_dir%/}"/.jplay-???????? "${jp_dir%/}"/.jplay-w*; do
    [ -e "$jp_old" ] || continue
    find "$jp_old" -prune -user "$(id -u)" -mmin +60 -exec rm -rf {} + 2>/dev/null
  done
}

jp_clean() {
  [ -z "$jp_tmp" ] || rm -f -- "$jp_tmp"
  [ -z "$jp_own" ] || rmdir -- "$jp_own" 2>/dev/null
}

jp_fill() { # [SOURCE]: else standard input. Synced to disk where dd can.
  if [ $# -gt 0 ]; then exec <"$1" || return; fi
  dd of="$jp_tmp" bs=65536 conv=fsync 2>/dev/null || cat >"$jp_tmp" || return
  jp_have=$(wc -c <"$jp_tmp")
  [ -z "$jp_size" ] || [ "$((jp_have))" -eq "$jp_size" ] || {
    printf 'only %s of %s bytes could be written, is the disk full?\n' "$((jp_have))" "$jp_size" >&2
    return 1
  }
  # lists of access rights beyond the mode stay with the path
  if [ -f "$jp_path" ] && command -v getfacl >/dev/null 2>&1 && command -v setfacl >/dev/null 2>&1 &&
    [ -n "$(getfacl -s -- "$jp_path" 2>/dev/null)" ]; then
    getfacl -p -- "$jp_path" 2>/dev/null | setfacl --set-file=- "$jp_tmp" 2>/dev/null
  fi
  return 0
}

jp_date() { # ORIGINAL: the copy has its times
  touch -r "$1" -- "$jp_tmp" 2>/dev/null || :
}

jp_validate() { # COMMAND...: its output is shown when it refuses, behind a line with its status
  command -v -- "$1" >/dev/null 2>&1 || {
    printf '%s\n' "$*"
    return 77
  }
  jp_out=$("$@" </dev/null; jp_rc=$?; echo .; exit "$jp_rc")
  jp_rc=$?
  [ "$jp_rc" -eq 0 ] || {
    printf '%s\n%s' "$jp_rc" "${jp_out%.}"
    return 76
  }
}

jp_unchanged() { # TOKEN: `absent`, or what stat said of the file; empty where nothing is known
  case $1 in
    '') return 0 ;;
    absent) [ ! -e "$jp_path" ] || [ -L "$jp_path" ] || return 75 ;; # a link itself may be replaced
    *)
      jp_now=$(stat -c '%i %s %Y %Z' -- "$jp_path" 2>/dev/null) ||
        jp_now=$(stat -f '%i %z %m %c' -- "$jp_path" 2>/dev/null) || return 75
      [ "$jp_now" = "$1" ] || return 75
      ;;
  esac
}

jp_backup() { # NAME: prints the backup's path, named as Ansible names it
  jp_number=$$ jp_when=$(date +%Y-%m-%d@%H:%M:%S~)
  # one shell serves many tasks: an earlier backup of this second stays
  while
    jp_copy=${1:-$jp_path}.$jp_number.$jp_when
    [ -e "$jp_copy" ] || [ -L "$jp_copy" ]
  do
    jp_number=$((jp_number + 1))
  done
  cp -p -- "$jp_path" "$jp_copy" && printf '%s\n' "$jp_copy"
}

jp_in_place() {
  case $1,${ANSIBLE_UNSAFE_WRITES:-} in
    allowed,* | by_environment,1 | by_environment,[YyTt] | by_environment,[Oo][Nn] | \
      by_environment,[Yy][Ee][Ss] | by_environment,[Tt][Rr][Uu][Ee]) return 0 ;;
  esac
  return 1
}

jp_keep() { # the owner and the mode of the file that is replaced; a new one is for all to read
  jp_had=$(stat -L -c '%a %u:%g' "$jp_path" 2>/dev/null) || jp_had=644
  case $jp_had in *' '*) chown "${jp_had#* }" "$jp_tmp" 2>/dev/null ;; esac
  chmod "0${jp_had%% *}" "$jp_tmp"
}

jp_end() { # allowed|refused|by_environment: to write in place what cannot be renamed over
  jp_label=
  if command -v selinuxenabled >/dev/null 2>&1 && selinuxenabled; then
    if [ -f "$jp_path" ]; then chcon --reference="$jp_path" "$jp_tmp" 2>/dev/null; else jp_label=restorecon; fi
  fi
  if [ -n "$jp_far" ] || ! mv -f -- "$jp_tmp" "$jp_path" 2>/dev/null; then
    if jp_in_place "$1"; then
      cat <"$jp_tmp" >"$jp_path" || return
      return 0
    fi
    mv -f -- "$jp_tmp" "$jp_path" || return
  fi
  jp_tmp=
  $jp_label ${jp_label:+"$jp_path"} || :
}
