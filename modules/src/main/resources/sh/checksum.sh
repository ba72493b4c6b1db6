# jp_checksum ALGORITHM PATH: the checksum in hex, by the first tool that this host has.
# Status 127 when it has none, 1 when the file cannot be read.
jp_checksum() {
  [ -f "$2" ] && [ -r "$2" ] || return 1
  jp_name=$1
  case $1 in sha3_*) jp_name=sha3-${1#sha3_} ;; esac
  if command -v "$1sum" >/dev/null 2>&1; then
    jp_sum=$("$1sum" <"$2") || return 1
  elif command -v openssl >/dev/null 2>&1; then
    jp_sum=$(openssl dgst -r "-$jp_name" <"$2") || return 1
  elif [ "$1" != md5 ] && command -v shasum >/dev/null 2>&1; then
    jp_sum=$(shasum -a "${1#sha}" <"$2") || return 1
  elif command -v busybox >/dev/null 2>&1 && busybox "$1sum" </dev/null >/dev/null 2>&1; then
    jp_sum=$(busybox "$1sum" <"$2") || return 1
  elif command -v "$1" >/dev/null 2>&1; then
    jp_sum=$("$1" -q <"$2") || return 1
  elif command -v cksum >/dev/null 2>&1 && cksum -a "$1" </dev/null >/dev/null 2>&1; then
    jp_sum=$(cksum --untagged -a "$1" <"$2") || return 1
  else
    return 127
  fi
  printf '%s\n' "${jp_sum%% *}"
}
