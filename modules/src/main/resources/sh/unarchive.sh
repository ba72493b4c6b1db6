# Unpacks an archive into a private directory, compares it with the destination and moves over what
# differs, so that a hostile archive can write nowhere else and a reader never sees half a file.
# Answers are records `key value` that end in NUL.

jp_record() { printf '%s %s\0' "$1" "$2"; }

jp_fail() {
  jp_record failed "$1"
  exit 1
}

jp_clean() {
  chmod -R u+rwx "$jp_work" 2>/dev/null
  rm -rf -- "$jp_work"
}

jp_place() { # DIRECTORY: makes one of ours below it
  jp_work=$(mktemp -d "$1/.jplay-XXXXXXXX" 2>/dev/null) && return
  jp_work=$1/.jplay-w$(sh -c 'echo $PPID')
  mkdir -m 700 "$jp_work"
}

jp_begin() { # SOURCE DEST check|change
  jp_src=$1 jp_dest=${2%/} jp_mode=$3
  [ -e "$jp_src" ] || jp_fail "Source '$jp_src' does not exist"
  [ -r "$jp_src" ] && [ -f "$jp_src" ] || jp_fail "Source '$jp_src' not readable"
  [ -d "$jp_dest/" ] || jp_fail "dest '$2' must be an existing dir"
  # in the destination, so that files are renamed into place; in check mode nothing is put there
  if [ "$jp_mode" = check ]; then
    jp_place /tmp || exit
  else
    jp_place "$jp_dest" || jp_fail "dest '$2' is not writable"
  fi
  trap jp_clean EXIT
  trap 'exit 129' HUP INT TERM
  jp_stage=$jp_work/stage
  mkdir "$jp_stage" || exit
  case $(dd if="$jp_src" bs=6 count=1 2>/dev/null | od -An -tx1 | tr -d ' \n') in
    504b0304* | 504b0506*) jp_kind=zip jp_handler=ZipArchive ;;
    1f8b*) jp_kind=gzip jp_handler=TgzArchive ;;
    425a68*) jp_kind=bzip2 jp_handler=TarArchive ;;
    fd377a585a00*) jp_kind=xz jp_handler=TarArchive ;;
    28b52ffd*) jp_kind=zstd jp_handler=TarArchive ;;
    *) jp_kind=cat jp_handler=TarArchive ;;
  esac
  case $jp_kind in zip) jp_tool=unzip ;; *) jp_tool=$jp_kind ;; esac
  command -v "$jp_tool" >/dev/null 2>&1 ||
    jp_fail "Failed to find handler for \"$jp_src\". Make sure the required command to extract the file is installed. Unable to find required '$jp_tool' binary in the path."
  jp_record handler "$jp_handler"
}

jp_tar() { # the archive as a plain tar on standard output; notes when it cannot be read to its end
  case $jp_kind in cat) cat -- "$jp_src" ;; *) "$jp_kind" -dc <"$jp_src" ;; esac
  case $jp_kind:$? in
    *:0) ;;
    # what reads has seen the end of the archive; gzip warns of what stands behind it
    *:141 | gzip:2) ;;
    *) : >"$jp_work/broken" ;;
  esac
}

jp_names() { # refuses archives whose names lead out of the destination
  if [ "$jp_kind" = zip ]; then
    unzip -Z1 "$jp_src" >"$jp_work/names" 2>"$jp_work/errors" || {
      # busybox has only the long list
      unzip -l "$jp_src" 2>"$jp_work/errors" | awk '/^ *-----/ { n++; next } n == 1 { sub(/^ *[^ ]+ +[^ ]+ +[^ ]+ +/, ""); print }' >"$jp_work/names"
    }
  else
    jp_tar 2>"$jp_work/errors" | tar -tf - >"$jp_work/names" 2>>"$jp_work/errors" || : >"$jp_work/names"
  fi
  [ -s "$jp_work/names" ] && [ ! -e "$jp_work/broken" ] ||
    jp_fail "Failed to find handler for \"$jp_src\". Make sure the required command to extract the file is installed. $(cat "$jp_work/errors")"
  if grep -Eq '^/|(^|/)\.\.(/|$)' "$jp_work/names"; then
    jp_fail "the archive holds names that lead out of the destination: $(grep -E '^/|(^|/)\.\.(/|$)' "$jp_work/names" | head -n 3 | tr '\n' ' ')"
  fi
}

jp_list() { # ARGUMENTS as for jp_extract: the names that are left, where the tool can tell
  if [ "$jp_kind" = zip ]; then unzip -Z1 "$@"; else jp_tar | tar -tf - "$@"; fi \
    >"$jp_work/listed" 2>/dev/null </dev/null || rm -f "$jp_work/listed"
}

jp_extract() { # ARGUMENTS of tar or unzip, which get the archive and the directory from here
  if [ "$jp_kind" = zip ]; then
    (cd -- "$jp_stage" && unzip -o "$@") >"$jp_work/out" 2>&1 </dev/null
    # 1: done, with warnings
    [ $? -le 1 ] || jp_fail "failed to unpack: $(tail -n 5 "$jp_work/out")"
  else
    jp_tar | (cd -- "$jp_stage" && tar -x -f - "$@") >"$jp_work/out" 2>&1 ||
      jp_fail "failed to unpack: $(tail -n 5 "$jp_work/out")"
  fi
  [ -z "$(find "$jp_stage" \( -type b -o -type c \) -print | head -n 1)" ] ||
    jp_fail 'the archive holds devices, which are not unpacked'
}

jp_hand() { # chown|chgrp user|group NAME
  jp_why=$( (cd -- "$jp_stage" && find . ! -name . -exec "$1" -h -- "$3" {} +) 2>&1) && return
  case $jp_why in
    *"invalid $2"* | *"unknown $2"*) jp_why="failed to look up $2 $3" ;;
  esac
  jp_fail "$1 failed: $jp_why"
}

jp_own() { # OWNER GROUP MODE, each may be empty
  jp_wanted=$1$2$3 jp_owner=$1 jp_group=$2 jp_bits=$3
  [ -z "$1" ] || jp_hand chown user "$1"
  [ -z "$2" ] || jp_hand chgrp group "$2"
  [ -z "$3" ] || (cd -- "$jp_stage" && find . -depth ! -name . ! -type l -exec chmod -- "$3" {} +) || jp_fail "chmod failed"
}

# All of one side that is to be compared, by as few processes as there can be.
jp_print() { # DIRECTORY
  (
    cd -- "$1" || exit
    xargs -0 -r stat -c '%f %u %g %N' <"$jp_work/files" || exit
    xargs -0 -r sha1sum <"$jp_work/plain"
  ) 2>/dev/null
}

jp_same() {
  [ -z "$jp_wanted" ] || return 1
  (cd -- "$jp_stage" && find . ! -type d -print0) >"$jp_work/files"
  (cd -- "$jp_stage" && find . -type f -print0) >"$jp_work/plain"
  (cd -- "$jp_stage" && find . -type d -print0) |
    xargs -0 sh -c 'for d; do [ -d "$0/$d" ] || exit 1; done' "$jp_dest" || return 1
  jp_print "$jp_dest" >"$jp_work/there" || return 1
  jp_print "$jp_stage" >"$jp_work/here" || return 1
  cmp -s "$jp_work/there" "$jp_work/here"
}

jp_top() { # an archive that has its own top gives its attributes to the destination
  [ -n "$jp_wanted" ] && grep -Fqx -e ./ "$jp_work/listed" || return 0
  mkdir "$jp_work/top" && chown "$(stat -L -c '%u:%g' "$jp_dest/")" "$jp_work/top" 2>/dev/null
  chmod "0$(stat -L -c '%a' "$jp_dest/")" "$jp_work/top"
  [ -z "$jp_owner" ] || chown -- "$jp_owner" "$jp_work/top" || jp_fail "chown failed"
  [ -z "$jp_group" ] || chgrp -- "$jp_group" "$jp_work/top" || jp_fail "chgrp failed"
  [ -z "$jp_bits" ] || chmod -- "$jp_bits" "$jp_work/top" || jp_fail "chmod failed"
  [ "$(stat -c '%f %u %g' "$jp_work/top")" != "$(stat -L -c '%f %u %g' "$jp_dest/")" ] || return 0
  jp_change chown "$(stat -c '%u:%g' "$jp_work/top")" "$jp_dest/"
  jp_change chmod "0$(stat -c '%a' "$jp_work/top")" "$jp_dest/"
}

jp_change() { # COMMAND: only noted in check mode
  jp_changed=yes
  [ "$jp_mode" = check ] || "$@" || jp_fail "could not write below '$jp_dest'"
}

jp_put() { # NAME: moves one entry over what has its name
  # a link to a directory would be entered by mv
  [ ! -L "$jp_dest/$1" ] || jp_change rm -f -- "$jp_dest/$1"
  jp_change mv -f -- "$jp_stage/$1" "$jp_dest/$1"
}

jp_entry() { # NAME
  if [ -d "$jp_stage/$1" ] && [ ! -L "$jp_stage/$1" ]; then
    if [ -d "$jp_dest/$1" ]; then
      # attributes of a directory that is there change only on demand, and only when the archive has it
      if [ -n "$jp_wanted" ] && grep -Fqx -e "$1/" -e "./$1/" "$jp_work/names" &&
        [ "$(stat -c '%f %u %g' "$jp_stage/$1")" != "$(stat -L -c '%f %u %g' "$jp_dest/$1")" ]; then
        jp_change chown "$(stat -c '%u:%g' "$jp_stage/$1")" "$jp_dest/$1"
        jp_change chmod "0$(stat -c '%a' "$jp_stage/$1")" "$jp_dest/$1"
      fi
      jp_merge "$1"
    else
      jp_put "$1"
    fi
  elif [ -d "$jp_dest/$1" ] && [ ! -L "$jp_dest/$1" ]; then
    jp_fail "'$jp_dest/$1' is a directory, the archive has a file of this name"
  elif [ -e "$jp_dest/$1" ] || [ -L "$jp_dest/$1" ]; then
    if [ "$(stat -c '%f %u %g' "$jp_stage/$1")" = "$(stat -c '%f %u %g' "$jp_dest/$1")" ]; then
      if [ -L "$jp_stage/$1" ]; then
        [ "$(readlink "$jp_stage/$1")" != "$(readlink "$jp_dest/$1")" ] || return 0
      else
        ! cmp -s -- "$jp_stage/$1" "$jp_dest/$1" || return 0
      fi
    fi
    if [ -n "$jp_keep" ] && [ "$jp_dest/$1" -nt "$jp_stage/$1" ]; then
      # like ansible, to which a tar archive is not unpacked as long as a file differs
      [ "$jp_kind" = zip ] || jp_changed=yes
      return 0
    fi
    jp_put "$1"
  else
    jp_put "$1"
  fi
}

jp_merge() { # NAME of a directory that both sides have; empty for the top
  for jp_item in "$jp_stage${1:+/$1}"/* "$jp_stage${1:+/$1}"/.[!.]* "$jp_stage${1:+/$1}"/..?*; do
    if [ -e "$jp_item" ] || [ -L "$jp_item" ]; then jp_entry "${jp_item#"$jp_stage/"}"; fi
  done
}

jp_end() { # KEEP_NEWER LIST
  jp_keep=$1 jp_changed=
  jp_same || jp_merge ''
  [ -r "$jp_work/listed" ] || cp "$jp_work/names" "$jp_work/listed"
  jp_top
  [ -z "$2" ] || jp_record files "$(cat "$jp_work/listed")"
  [ -z "$jp_changed" ] || jp_record changed yes
}
