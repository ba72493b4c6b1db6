# Makes and removes names. The caller defines jp_attributes, which acts on the path in $jp_target.

jp_make_dirs() { # PATH: with all parents that are missing; each new one gets the attributes
  [ -d "$1" ] && return 0
  case ${1%/} in
    */*) jp_parent=${1%/}; jp_parent=${jp_parent%/*} ;;
    *) jp_parent=. ;;
  esac
  if [ -n "$jp_parent" ] && [ ! -e "$jp_parent" ]; then
    (jp_make_dirs "$jp_parent") || return
  fi
  mkdir -- "$1" || [ -d "$1" ] || return
  jp_target=$1
  jp_attributes
}

jp_touch() { # makes the file $jp_target, private at first
  (umask 077; set -C; : >"$jp_target") && return
  # some shells do not tell a missing directory from a file in its place
  [ -d "${jp_target%/*}/" ] || cat -- "$jp_target"
  return 1
}

jp_place() { # -s|-h SOURCE PATH: a link put in one step over what is there
  jp_new=${3%/*}/.jplay-$$-${3##*/}
  case $3 in */*) ;; *) jp_new=.jplay-$$-$3 ;; esac
  if [ -d "$3" ] && [ ! -L "$3" ]; then rmdir -- "$3" || return; fi
  if [ "$1" = -s ]; then ln -s -- "$2" "$jp_new" || return; else ln -- "$2" "$jp_new" || return; fi
  # two names of one file: a rename would do nothing and leave both
  if [ "$1" = -h ] && [ ! -L "$3" ] && [ -e "$3" ] && [ "$3" -ef "$jp_new" ]; then rm -f -- "$jp_new"; return; fi
  # a link to a directory would be entered by mv
  if [ -L "$3" ]; then rm -f -- "$3" || return; fi
  mv -f -- "$jp_new" "$3" || { rm -f -- "$jp_new"; return 1; }
}
