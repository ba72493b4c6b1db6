# jp_path PATH selinux|plain GROUP: what a path is, as records `key value` that end in NUL.
# Keys: umask, self, target (what a link leads to), link (its text), real (its end), group (that new
# files get there, where nothing is: GROUP, the session's, but for a directory that hands on its own), orphan (the directory that it would be in does not exist: `file` where a file stands in its
# place), problem.
# Without stat(1), self-ls and target-ls carry a line of `ls -ldn` instead.
jp_record() { printf '%s %s\0' "$1" "$2"; }

jp_fields() { # KEY PATH [-L]
  jp_line=$(stat $3 -c "$jp_format" -- "$2" 2>/dev/null) ||
    jp_line=$(stat $3 -f '%Xp %u %g %z %a %m %c %d %i %l %b %Su %Sg' -- "$2" 2>/dev/null) || {
      jp_line=$(ls -ldn $3 -- "$2" 2>/dev/null) || return 1
      jp_record "$1-ls" "$jp_line"
      return 0
    }
  jp_record "$1" "$jp_line"
}

jp_orphan() {
  case $(ls -d -- "$1" 2>&1 >/dev/null) in
    *ot\ a\ directory*) jp_record orphan file ;;
    *) jp_record orphan yes ;;
  esac
}

jp_path() {
  jp_format='%f %u %g %s %.9X %.9Y %.9Z %d %i %h %b %U %G'
  [ "$2" = selinux ] && jp_format="$jp_format %C"
  printf 'umask '
  umask
  printf '\0'
  if [ -L "$1" ]; then
    jp_fields self "$1" ''
    jp_link=$(readlink -n -- "$1" 2>/dev/null; echo .)
    jp_record link "${jp_link%.}"
    if [ -e "$1" ]; then
      jp_fields target "$1" -L
      jp_real=$(readlink -f -- "$1" 2>/dev/null) && jp_record real "$jp_real"
    fi
  elif [ -e "$1" ]; then
    jp_fields self "$1" ''
  else
    jp_group=$3
    case $1 in
      */*)
        [ -d "${1%/*}/" ] || jp_orphan "$1"
        [ -g "${1%/*}/" ] && jp_group=$(stat -c %g -- "${1%/*}/" 2>/dev/null || echo "$jp_group")
        ;;
    esac
    jp_record group "$jp_group"
    [ -w / ] && return 0
    # absent, or hidden by a directory that this user may not search: ls knows the difference
    jp_why=$(ls -d -- "$1" 2>&1 >/dev/null)
    case $jp_why in
      *ermission\ denied*) jp_record problem "$jp_why" ;;
    esac
  fi
  return 0
}
