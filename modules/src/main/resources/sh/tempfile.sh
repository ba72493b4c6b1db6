# jp_tempfile -d|'' DIRECTORY PREFIX SUFFIX: makes a private file; prints its path, NUL, what it is.
jp_tempfile() {
  jp_in=${2:-${TMPDIR:-/tmp}}
  umask 077
  # mktemp of busybox wants the X at the end: the suffix is added by a rename that never replaces
  jp_made=$(mktemp $1 "${jp_in%/}/$3XXXXXXXX") || return
  if [ -n "$4" ]; then
    if [ -d "$jp_made" ]; then
      mkdir -- "$jp_made$4" && rmdir -- "$jp_made" || return
    else
      (set -C; : >"$jp_made$4") && rm -f -- "$jp_made" || return
    fi
    jp_made=$jp_made$4
  fi
  jp_is=file
  [ -d "$jp_made" ] && jp_is=directory
  printf '%s\0' "$jp_made"
  printf '%s %s\n' "$(stat -c '%u %g %U %G %a %s' -- "$jp_made")" "$jp_is"
}
