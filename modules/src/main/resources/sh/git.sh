# Works on one git repository. Answers are records `key value` that end in NUL on standard output;
# everything git itself says goes to standard error. The caller sets jp_git, jp_dest (may be empty),
# jp_bare, jp_remote, jp_repo, jp_version, jp_depth, jp_refspec, jp_force (empty means no).

jp_record() { printf '%s %s\0' "$1" "$2"; }

# What fails is told by the record `failed`, then the program ends with git's status.
jp_try() { # TITLE COMMAND...
  jp_title=$1
  shift
  "$@" >&2 </dev/null || {
    jp_rc=$?
    jp_record failed "$jp_title"
    if [ "$1" = jp_in ]; then shift; set -- "$jp_git" "$@"; fi
    jp_record command "$*"
    exit "$jp_rc"
  }
}

jp_in() { # ARGUMENTS of git, in the repository
  if [ -n "$jp_bare" ]; then
    "$jp_git" -c protocol.ext.allow=never --git-dir="$jp_dest" "$@"
  else
    (cd -- "$jp_dest" && "$jp_git" -c protocol.ext.allow=never "$@")
  fi
}

jp_compare() { # BEFORE AFTER
  jp_in --no-pager diff --no-color --no-ext-diff "$1" "$2" --
}

jp_head() { jp_in rev-parse HEAD 2>/dev/null; }

jp_look() { # what is there
  command -v "$jp_git" >/dev/null 2>&1 || { jp_record missing yes; return 0; }
  [ -n "$jp_dest" ] || return 0
  if [ -n "$jp_bare" ]; then jp_config=$jp_dest/config; else jp_config=$jp_dest/.git/config; fi
  if [ ! -f "$jp_config" ] && [ -f "$jp_dest/.git" ]; then
    # a separate git directory, or a submodule
    jp_config=$(cd -- "$jp_dest" && "$jp_git" rev-parse --git-dir 2>/dev/null)/config
  fi
  if [ ! -f "$jp_config" ]; then
    # an empty directory may be cloned into
    [ -e "$jp_dest" ] && jp_record present yes
    return 0
  fi
  jp_record repository "${jp_config%/config}"
  # git's refusals (another owner, a broken repository) must be seen, not taken for an empty one
  jp_why=$(jp_in rev-parse --git-dir 2>&1 >/dev/null) || { jp_record problem "$jp_why"; return 0; }
  jp_record before "$(jp_head)"
  jp_record url "$(jp_in config --get "remote.$jp_remote.url" 2>/dev/null)"
  [ -n "$jp_bare" ] || jp_record modified "$(jp_in status --porcelain 2>/dev/null | grep -v '^??')"
}

# Is VERSION a branch or tag there? Prints `branch`, `tag` or nothing.
jp_remote_kind() {
  jp_refs=$("$jp_git" -c protocol.ext.allow=never ls-remote -- "$1" "refs/heads/$2" "refs/tags/$2" 2>/dev/null)
  case $jp_refs in
    *"	refs/heads/$2"*) echo branch ;;
    *"	refs/tags/$2"*) echo tag ;;
  esac
}

# The commit that a version is at the other side; the version itself where it is none of its refs.
jp_remote_commit() {
  if [ "$jp_version" = HEAD ]; then
    jp_ref=HEAD
    if [ -n "$1" ]; then
      jp_now=$(jp_in symbolic-ref -q --short HEAD) && jp_ref=refs/heads/$jp_now
    fi
    set -- "$jp_ref"
  else
    set -- "refs/heads/$jp_version" "refs/tags/$jp_version^{}" "refs/tags/$jp_version"
  fi
  jp_refs=$("$jp_git" -c protocol.ext.allow=never ls-remote -- "$jp_repo" "$@" 2>&1) || {
    jp_rc=$?
    printf '%s\n' "$jp_refs" >&2
    exit "$jp_rc"
  }
  for jp_ref in "$@"; do
    jp_commit=$(printf '%s\n' "$jp_refs" | awk -v r="$jp_ref" '$2 == r { print $1; exit }')
    [ -n "$jp_commit" ] && { jp_record after "$jp_commit"; return 0; }
  done
  jp_record after "$jp_version"
}

jp_clone() { # OPTIONS of git clone
  case $jp_dest in */*) mkdir -p -- "${jp_dest%/*}" ;; esac
  jp_kind=
  if [ "$jp_version" != HEAD ] && { [ -n "$jp_depth" ] || [ -n "$jp_single" ]; }; then
    jp_kind=$(jp_remote_kind "$jp_repo" "$jp_version")
  fi
  if [ -n "$jp_depth" ]; then
    if [ "$jp_version" = HEAD ] || [ -n "$jp_refspec" ]; then
      set -- "$@" --depth "$jp_depth"
    elif [ -n "$jp_kind" ]; then
      set -- "$@" --depth "$jp_depth" --branch "$jp_version"
    else
      jp_record warning 'Ignoring depth argument. Shallow clones are only available for HEAD, branches, tags or in combination with refspec.'
    fi
  fi
  if [ -n "$jp_single" ]; then
    set -- "$@" --single-branch
    if [ -n "$jp_kind" ] && [ -z "$jp_depth" ]; then set -- "$@" --branch "$jp_version"; fi
  fi
  if [ -n "$jp_bare" ]; then set -- "$@" --bare; else set -- "$@" --origin "$jp_remote"; fi
  jp_try clone "$jp_git" -c protocol.ext.allow=never clone -q "$@" -- "$jp_repo" "$jp_dest"
  if [ -n "$jp_bare" ] && [ "$jp_remote" != origin ]; then
    jp_try 'Failed to add the remote' jp_in remote add -- "$jp_remote" "$jp_repo"
  fi
  if [ -n "$jp_refspec" ]; then
    jp_try 'Failed to fetch the refspec' jp_in fetch ${jp_depth:+--depth "$jp_depth"} -- "$jp_remote" "$jp_refspec"
  fi
}

jp_set_url() {
  jp_try "Failed to set a new url $jp_shown for $jp_remote" jp_in remote set-url -- "$jp_remote" "$jp_repo"
}

jp_fetch() {
  set --
  jp_full=yes
  if [ -n "$jp_depth" ]; then
    jp_kind=
    [ "$jp_version" = HEAD ] || [ -n "$jp_refspec" ] || jp_kind=$(jp_remote_kind "$jp_repo" "$jp_version")
    jp_full=
    if [ -n "$jp_refspec" ]; then
      set -- -- "$jp_remote" "$jp_refspec"
    elif [ "$jp_version" = HEAD ]; then
      jp_branch
      if [ -n "$jp_name" ]; then set -- -- "$jp_remote" "+refs/heads/$jp_name:refs/remotes/$jp_remote/$jp_name"; else jp_full=yes; fi
    elif [ "$jp_kind" = branch ]; then
      set -- -- "$jp_remote" "+refs/heads/$jp_version:refs/remotes/$jp_remote/$jp_version"
    elif [ "$jp_kind" = tag ]; then
      set -- -- "$jp_remote" "+refs/tags/$jp_version:refs/tags/$jp_version"
    else
      jp_full=yes
    fi
    [ -n "$jp_full" ] || set -- --depth "$jp_depth" "$@"
  fi
  if [ -n "$jp_full" ]; then
    if [ -n "$jp_bare" ]; then
      set -- -- "$jp_remote" '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*' ${jp_refspec:+"$jp_refspec"}
    else
      # the tags in a step of their own: with --tags, old git fetches nothing else
      jp_try 'Failed to download remote objects and refs' jp_in fetch ${jp_force:+--force} -- "$jp_remote" ${jp_refspec:+"$jp_refspec"}
      set -- --tags -- "$jp_remote"
    fi
  fi
  jp_try 'Failed to download remote objects and refs' jp_in fetch ${jp_force:+--force} "$@"
}

jp_branch() { # jp_name: the branch that is checked out, else the default one of the remote
  jp_name=$(jp_in symbolic-ref -q --short HEAD 2>/dev/null) ||
    jp_name=$(jp_in symbolic-ref -q --short "refs/remotes/$jp_remote/HEAD" 2>/dev/null)
  jp_name=${jp_name#"$jp_remote/"}
}

jp_switch() {
  if [ "$jp_version" = HEAD ]; then
    jp_branch
    [ -n "$jp_name" ] || return 0
    # a clone of an empty repository has no commit
    jp_in rev-parse -q --verify "refs/remotes/$jp_remote/$jp_name" >/dev/null 2>&1 || return 0
    jp_try "Failed to checkout branch $jp_name" jp_in checkout --force "$jp_name" --
    jp_try "Failed to checkout branch $jp_name" jp_in reset --hard "$jp_remote/$jp_name" --
  elif jp_in rev-parse -q --verify "refs/remotes/$jp_remote/$jp_version" >/dev/null 2>&1; then
    if jp_in rev-parse -q --verify "refs/heads/$jp_version" >/dev/null 2>&1; then
      jp_try "Failed to checkout branch $jp_version" jp_in checkout --force "$jp_version" --
      jp_try "Failed to checkout branch $jp_version" jp_in reset --hard "$jp_remote/$jp_version" --
    else
      # a shallow clone knows of one branch only: others cannot be followed
      jp_track=--track
      [ -z "$jp_depth" ] || jp_track=--no-track
      jp_try "Failed to checkout branch $jp_version" jp_in checkout --force $jp_track -b "$jp_version" "$jp_remote/$jp_version" --
    fi
  else
    # a commit that no branch or tag holds may still be had by its name
    jp_in rev-parse -q --verify "$jp_version^{commit}" >/dev/null 2>&1 ||
      jp_in fetch ${jp_depth:+--depth "$jp_depth"} -- "$jp_remote" "$jp_version" >/dev/null 2>&1
    jp_try "Failed to checkout $jp_version" jp_in checkout --force "$jp_version" --
  fi
}

jp_verify() { # [FINGERPRINT...] of keys that may sign
  jp_sub=verify-commit
  [ "$(jp_in cat-file -t "$jp_version" 2>/dev/null)" = tag ] && jp_sub=verify-tag
  if [ "$jp_version" = HEAD ] || [ "$jp_sub" = verify-commit ]; then jp_what=HEAD jp_sub=verify-commit; else jp_what=$jp_version; fi
  # only who looks for keys needs what machines read
  jp_seen=$(jp_in "$jp_sub" ${1:+--raw} "$jp_what" 2>&1) || {
    jp_rc=$?
    jp_record failed "Failed to verify GPG signature of commit/tag \"$jp_version\""
    jp_record command "$jp_git $jp_sub ${1:+--raw }$jp_what"
    jp_record said "${jp_seen:+$jp_seen
}"
    exit $jp_rc
  }
  [ $# -gt 0 ] || return 0
  jp_key=$(printf '%s\n' "$jp_seen" | awk '$2 == "VALIDSIG" { print $3, $NF; exit }')
  for jp_allowed in "$@"; do
    case " $jp_key " in *" $jp_allowed "*) return 0 ;; esac
  done
  jp_record failed "The gpg_allowlist does not include the public key \"${jp_key%% *}\" for this commit"
  exit 1
}

jp_submodules() { # [--remote]
  [ -f "$jp_dest/.gitmodules" ] || return 0
  jp_was=$(jp_in submodule status --recursive 2>/dev/null)
  jp_try 'Failed to sync submodules' jp_in submodule sync --recursive
  jp_try 'Failed to init/update submodules' jp_in submodule update --init --recursive ${jp_force:+--force} "$@"
  [ "$jp_was" = "$(jp_in submodule status --recursive 2>/dev/null)" ] || jp_record submodules changed
}

jp_archive() { # PATH PREFIX
  case $1 in
    *.tar.gz) jp_format=tar.gz ;;
    *.tgz) jp_format=tgz ;;
    *.tar) jp_format=tar ;;
    *.zip) jp_format=zip ;;
    *)
      jp_record failed "Unable to get file extension from archive file name : $1"
      jp_record details "Please specify archive as filename with extension. File extension can be one of ['tar', 'tar.gz', 'zip', 'tgz']"
      exit 1
      ;;
  esac
  jp_made=$1.jplay-$$
  jp_try 'Failed to perform archive operation' jp_in archive --format="$jp_format" ${2:+--prefix="$2"} --output="$jp_made" "$jp_version"
  if [ -f "$1" ] && cmp -s -- "$1" "$jp_made"; then
    rm -f -- "$jp_made"
  else
    mv -f -- "$jp_made" "$1" || exit
    jp_record archived "$1"
  fi
}
