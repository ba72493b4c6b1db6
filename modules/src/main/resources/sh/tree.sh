# jp_tree PATH follow|stay|list|walk [DEPTH]: what is below a directory, as records `fields path` that end in NUL.
# Links are shown themselves; with `follow` what they lead to as well, as `-L fields path`; with
# `list` directories that cannot be looked into a second time, as `-E fields path`; `walk` is `list`
# that enters directories through links.
jp_stat_many='jp_f="%f %u %g %s %.9X %.9Y %.9Z %d %i %h %b %U %G"
[ -z "$jp_list" ] || for f; do
  [ ! -d "$f" ] || [ -h "$f" ] || { [ -r "$f" ] && [ -x "$f" ]; } ||
    printf "%s %s %s\0" -E "$(stat -c "$jp_f" -- "$f" 2>/dev/null)" "$f"
done
stat --printf "$jp_flag$jp_f %n\0" $jp_deref -- "$@" 2>/dev/null && exit 0
for f; do
  jp_l=$(stat $jp_deref -c "$jp_f" -- "$f" 2>/dev/null) && printf "%s%s %s\0" "$jp_flag" "$jp_l" "$f"
done
exit 0'

jp_tree() {
  [ -n "$1" ] || return 0 # of no directory, not of /
  for jp_t in find stat; do
    command -v $jp_t >/dev/null 2>&1 || {
      printf 'Failed to find required executable "%s"\n' $jp_t >&2
      return 127
    }
  done
  # find goes back to where it began, which a user that was switched to may not enter
  case $1 in /*) cd / ;; esac
  export jp_stat_many jp_flag= jp_deref= jp_list=
  jp_enter=
  case $2 in list) jp_list=1 ;; walk) jp_list=1 jp_enter=-L ;; esac
  [ -z "$jp_list" ] || [ ! -d "$1" ] || { [ -r "$1" ] && [ -x "$1" ]; } ||
    printf '%s %s %s\0' -E "$(stat -L -c '%f %u %g %s %.9X %.9Y %.9Z %d %i %h %b %U %G' -- "$1" 2>/dev/null)" "$1"
  find $jp_enter "$1/" ${3:+-maxdepth "$3"} ! -path "$1/" -exec sh -c "$jp_stat_many" sh {} +
  if [ "$2" = follow ]; then
    export jp_flag='-L ' jp_deref=-L jp_all='{}' # find would fill braces in the inner text
    find "$1/" -type l -exec sh -c 'for l; do [ -e "$l" ] && find -L "$l" -exec sh -c "$jp_stat_many" sh "$jp_all" +; done' sh {} +
  fi
  return 0
}
