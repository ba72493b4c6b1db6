# jp_lock: seconds to wait for the locks of apt and dpkg
export DEBIAN_FRONTEND=noninteractive DEBIAN_PRIORITY=critical APT_LISTCHANGES_FRONTEND=none
# runs apt-get; a lock held by another process is waited for
jp_apt() {
  jp_end=$(($(date +%s) + jp_lock))
  jp_err=$(mktemp) || return
  while :; do
    apt-get -o "DPkg::Lock::Timeout=$jp_lock" "$@" 2>"$jp_err" </dev/null
    jp_rc=$?
    [ $jp_rc = 0 ] && break
    grep -qE 'Could not get lock|Unable to (acquire|lock)' "$jp_err" || break
    [ "$(date +%s)" -ge $jp_end ] && break
    sleep 1
  done
  cat "$jp_err" >&2
  rm -f "$jp_err"
  return $jp_rc
}
# when the cache was last updated, as far as files tell: the stamp of apt's own hooks, else the lists
jp_stamp() {
  for jp_p in /var/lib/apt/periodic/update-success-stamp /var/lib/apt/lists; do
    stat -c %Y "$jp_p" 2>/dev/null && return
  done
  echo 0
}
# $1: seconds that the cache is good for; $2: 1 only says what it would do; $3: how often to try,
# with pauses that double up to $4 seconds
jp_update() {
  jp_now=$(date +%s) jp_was=$(jp_stamp)
  if [ $((jp_was + $1)) -gt "$jp_now" ]; then
    printf '\036cache\nfresh\n'
  elif [ "$2" = 1 ]; then
    printf '\036cache\nwould\n'
  else
    jp_rc=100 jp_out= jp_tries=0 jp_pause=1
    while [ $jp_tries -lt "$3" ]; do
      jp_out=$(jp_apt update 2>&1); jp_rc=$?
      # unreachable mirrors are only warnings of apt-get
      case $jp_out in
        # who waits for a lock has waited already
        *"list of sources could not be read"* | *"Could not get lock"* | *"Unable to lock"*) break ;;
        *"Failed to fetch"*) [ $jp_rc = 0 ] && jp_rc=100 ;;
      esac
      [ $jp_rc != 0 ] || break
      jp_tries=$((jp_tries + 1))
      [ $jp_tries -lt "$3" ] || break
      [ $jp_pause -le "$4" ] || jp_pause=$4
      sleep "$jp_pause"
      jp_pause=$((jp_pause * 2))
    done
    # an update that brought nothing is no change
    if [ $jp_rc != 0 ]; then
      printf '\036cache\nfailed\n%s\n' "$jp_out"
    elif [ "$(jp_stamp)" = "$jp_was" ]; then
      printf '\036cache\nsame\n'
    else
      printf '\036cache\nupdated\n'
    fi
  fi
}
# what apt offers of packages, and why it could not read its own files
jp_policy() {
  printf '\036policy\n'
  { jp_why=$(apt-cache policy "$@" 2>&1 >&3 3>&-) || printf '\036trouble\n%s\n' "$jp_why"; } 3>&1
}
# prints the installed packages whose names match one of the patterns, and the candidates; patterns
# stand for all names that apt knows, never for the expressions that apt-get takes names for
jp_packages() {
  set -f
  for jp_pat; do
    shift
    case $jp_pat in
      *[][*?!]*)
        jp_names=$(apt-cache pkgnames 2>/dev/null | sort | while read -r jp_n; do
          case $jp_n in ${jp_pat%:*}) printf '%s\n' "$jp_n" ;; esac
        done)
        printf '\036matches %s\n%s\n' "$jp_pat" "$jp_names"
        # shellcheck disable=SC2086 # names of packages
        set -- "$@" $jp_names
        ;;
      *) set -- "$@" "$jp_pat" ;;
    esac
  done
  printf '\036installed\n'
  dpkg-query -W -f '${Package} ${Architecture} ${db:Status-Abbrev}|${Version}|${Provides}\n' 2>/dev/null |
    while IFS='|' read -r jp_a jp_v jp_prov; do
      jp_n=${jp_a%% *}; jp_r=${jp_a#* }; jp_arch=${jp_r%% *}
      for jp_pat; do
        jp_pat=${jp_pat%:*}
        case $jp_n in $jp_pat) printf '%s %s\n' "$jp_a" "$jp_v"; break ;; esac
        case ", $jp_prov," in *", $jp_pat,"* | *", $jp_pat ("*)
          printf '%s %s ii %s\n' "$jp_pat" "$jp_arch" provided; break ;; esac
      done
    done
  printf '\036architectures\n'
  dpkg --print-architecture; dpkg --print-foreign-architectures
  jp_policy "${@:-apt}"
  set +f
}
