# One HTTP exchange by curl or wget, whose configuration (address, headers, secrets) comes on standard
# input, never as arguments. Answers are records `key value` that end in NUL; the record `content`
# is last and has no end: jp_http_content.

jp_http_begin() { # DIRECTORY: where the content is put; empty for the system's
  umask 077
  if [ -n "$1" ]; then
    [ -d "$1" ] || { printf 'failed %s is not a directory\0' "$1"; exit 1; }
    TMPDIR=$1
    export TMPDIR
  fi
  jp_dir=$(mktemp -d) || exit
  trap 'rm -rf -- "$jp_dir"' EXIT
  trap 'exit 129' HUP INT TERM
}

# Uses the login that netrc has for the host; it stands before a header of the task.
jp_http_netrc() {
  jp_host=$(sed -n 's/^#netrc //p' "$jp_dir/config")
  jp_netrc=${NETRC:-$HOME/.netrc}
  [ -n "$jp_host" ] && [ -f "$jp_netrc" ] && [ -r "$jp_netrc" ] || return 0
  tr '[:space:]' '\n' <"$jp_netrc" | {
    while IFS= read -r jp_word; do
      case $jp_last$jp_word in machine"$jp_host" | default) exit 0 ;; esac
      jp_last=$jp_word
    done
    exit 1
  } || return 0
  sed '/^header = "[Aa]uthorization:/d' "$jp_dir/config" >"$jp_dir/config.new" &&
    mv "$jp_dir/config.new" "$jp_dir/config" || exit
  jp_quoted=$(printf '%s' "$jp_netrc" | sed 's/[\\"]/\\&/g')
  printf 'netrc\nnetrc-file = "%s"\n' "$jp_quoted" >>"$jp_dir/config"
}

jp_http_curl() {
  cat >"$jp_dir/config"
  jp_http_netrc
  jp_told=$(curl -q -v -sS -K "$jp_dir/config" -D "$jp_dir/headers" -o "$jp_dir/content" -w '%{http_code} %{url_effective}' 2>"$jp_dir/errors")
  jp_rc=$?
  printf 'rc %s\0status %s\0url %s\0' "$jp_rc" "${jp_told%% *}" "${jp_told#* }"
  [ -s "$jp_dir/headers" ] && printf 'headers %s\0' "$(cat "$jp_dir/headers")"
  [ "$jp_rc" -eq 0 ] || printf 'error %s\0' "$(sed '/^[*<>{}]/d' "$jp_dir/errors")"
  # what the system said, which curl only tells on the way
  [ "$jp_rc" -ne 7 ] || printf 'refused %s\0' "$(sed -n 's/^\* .* failed: //p' "$jp_dir/errors" | tail -n 1)"
  # of a HEAD curl would have the headers as content
  if [ ! -f "$jp_dir/content" ] || grep -q '^head$' "$jp_dir/config"; then : >"$jp_dir/content"; fi
}

jp_http_wget() { # GNU wget
  cat >"$jp_dir/config"
  sed -n 's/^#url //p' "$jp_dir/config" >"$jp_dir/address"
  wget --config="$jp_dir/config" -S -O "$jp_dir/content" -i "$jp_dir/address" >/dev/null 2>"$jp_dir/errors"
  jp_rc=$?
  # 8: the server answered with an error, which is an answer
  [ "$jp_rc" -eq 8 ] && jp_rc=0
  printf 'rc %s\0headers %s\0' "$jp_rc" "$(sed -n 's/^  \([A-Za-z].*\)$/\1/p' "$jp_dir/errors")"
  [ "$jp_rc" -eq 0 ] || printf 'error %s\0' "$(grep -v '^  ' "$jp_dir/errors" | tail -n 3)"
  [ -f "$jp_dir/content" ] || : >"$jp_dir/content"
}

jp_http_size() { printf 'size %s\0' "$(($(wc -c <"$jp_dir/content")))"; }

jp_http_content() { # LIMIT
  if [ "$(($(wc -c <"$jp_dir/content")))" -gt "$1" ]; then printf 'large yes\0'; return 0; fi
  printf 'content '
  cat "$jp_dir/content"
}

jp_http_keep() { # leaves the content; the caller removes its directory
  trap - EXIT
  rm -f -- "$jp_dir/headers" "$jp_dir/errors" "$jp_dir/config" "$jp_dir/address"
  printf 'kept %s\0' "$jp_dir/content"
}
