# Tests before a user's command. One that ends the task prints $jp_nonce and its name.
jp_stop() { printf '%s %s\n' "$jp_nonce" "$1"; exit 0; }
# physically: as a program that was started there sees it
jp_chdir() {
  cd -P -- "$1" 2>/dev/null && return
  if [ -d "$1" ]; then jp_stop denied; elif [ -e "$1" ]; then jp_stop file; else jp_stop chdir; fi
}

jp_exists() { # PATTERN: whether there is a file of that name, or that the glob matches
  if [ -e "$1" ] || [ -L "$1" ]; then return 0; fi
  jp_ifs=$IFS IFS=
  for jp_file in $1; do
    if [ -e "$jp_file" ]; then IFS=$jp_ifs; return 0; fi
  done
  IFS=$jp_ifs
  return 1
}
jp_creates() { if jp_exists "$1"; then jp_stop creates; fi; }
jp_removes() { jp_exists "$1" || jp_stop removes; }
