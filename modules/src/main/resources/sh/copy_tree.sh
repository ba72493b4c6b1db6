# Copies a directory of the host. jp_differing prints what is missing or differs, NUL behind each;
# jp_copy_entry copies one of them; jp_follow is -L where links are followed; jp_made says that the
# directory itself gets the mode of any new one; the caller defines jp_attributes for $jp_target.
jp_differing() { # FROM TO
  export jp_there jp_follow
  # a path that is relative to where the program is, not to where find is
  case $2 in /*) jp_there=$2 ;; *) jp_there=$PWD/$2 ;; esac
  cd -- "$1" || return
  find $jp_follow . -exec sh -c 'for f; do
    t=$jp_there/${f#./}
    if [ -L "$f" ] && { [ -z "$jp_follow" ] || [ ! -e "$f" ]; }; then
      [ -L "$t" ] && [ "$(readlink -- "$f")" = "$(readlink -- "$t")" ] && continue
      [ -f "$f" ] && [ -f "$t" ] && cmp -s -- "$f" "$t" && continue
    elif [ -d "$f" ]; then
      [ -d "$t" ] && continue
    else
      [ -f "$t" ] && cmp -s -- "$f" "$t" && continue
    fi
    printf "%s\0" "$f"
  done' sh {} +
}

jp_mode() { # DIRECTORY: its mode, for a copy of it
  stat -L -c %a -- "$1" 2>/dev/null || stat -L -f %Lp -- "$1" 2>/dev/null || echo u+rwx
}

jp_date() { # ORIGINAL COPY
  touch -r "$1" -- "$2" 2>/dev/null || :
}

jp_date_entry() { # NAME of one that was copied: a new directory has its times when it is full
  [ ! -d "$jp_from/${1#./}" ] || [ -L "$jp_to/${1#./}" ] || jp_date "$jp_from/${1#./}" "$jp_to/${1#./}"
}

jp_copy_entry() { # NAME, as jp_differing printed it
  jp_source=$jp_from/${1#./} jp_target=$jp_to/${1#./}
  if [ -L "$jp_source" ] && { [ -z "$jp_follow" ] || [ ! -e "$jp_source" ]; }; then
    rm -f -- "$jp_target" && cp -P -- "$jp_source" "$jp_target" || return
  elif [ -d "$jp_source" ]; then
    mkdir -p -- "$jp_target" || return
    [ "$1$jp_made" = .yes ] || chmod -- "$(jp_mode "$jp_source")" "$jp_target" || return
  else
    # to a temporary name first: nobody sees half a file
    jp_part=$jp_target.jplay-$$
    # what is replaced keeps its owner and mode
    if [ -z "$jp_preserve" ] && [ -f "$jp_target" ]; then
      cp -p -- "$jp_target" "$jp_part" && cat <"$jp_source" >"$jp_part"
    else
      cp ${jp_preserve:+-p} -- "$jp_source" "$jp_part"
    fi && jp_date "$jp_source" "$jp_part" && mv -f -- "$jp_part" "$jp_target" || {
      rm -f -- "$jp_part"
      return 1
    }
  fi
  jp_attributes
}

jp_others() { # TOP OWNER GROUP: something that belongs to somebody else; empty for anybody
  [ -e "$1" ] || return 0
  jp_top=$1
  set -- ${2:+! -user "$2"} ${2:+${3:+-o}} ${3:+! -group "$3"}
  [ $# = 0 ] || find "$jp_top" \( "$@" \) -print 2>/dev/null | head -n 1
}

jp_own() { # TOP OWNER GROUP
  [ -z "$2$3" ] || find "$1" -exec chown -h -- "$2${3:+:$3}" {} +
}
