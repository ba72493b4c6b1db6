# jp_content PATH LIMIT: the bytes of a file. Status 66: there is no file, or it is a directory; 67: it is over LIMIT bytes.
jp_content() {
  [ -e "$1" ] && [ ! -d "$1" ] || return 66
  [ -r "$1" ] || {
    printf '%s: Permission denied\n' "$1" >&2
    return 1
  }
  [ -f "$1" ] && [ "$(wc -c <"$1")" -gt "$2" ] && return 67
  cat <"$1"
}
