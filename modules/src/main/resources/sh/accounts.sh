# jp_uid USER, jp_gid GROUP: the number of an account; nothing when it does not exist.
jp_uid() { id -u -- "$1" 2>/dev/null; }

jp_gid() {
  if command -v getent >/dev/null 2>&1; then
    jp_entry=$(getent group -- "$1" 2>/dev/null || getent group "$1" 2>/dev/null)
    jp_entry=${jp_entry#*:*:}
    printf '%s\n' "${jp_entry%%:*}"
  else
    while IFS=: read -r jp_name jp_x jp_id jp_rest; do
      [ "$jp_name" = "$1" ] && printf '%s\n' "$jp_id" && break
    done </etc/group
  fi
  return 0
}
