# Sections about one account. jp_name: the user; jp_local: 1 asks only this host's files.
PATH=$PATH:/usr/sbin:/sbin
export PATH
jp_db() {
  if [ "$jp_local" != 1 ] && command -v getent >/dev/null 2>&1; then
    getent "$@"
  elif [ -n "$2" ]; then
    grep "^$2:" "/etc/$1"
  else
    cat "/etc/$1"
  fi 2>/dev/null
}
jp_account() {
  printf '\036passwd\n'; jp_entry=$(jp_db passwd "$jp_name"); printf '%s\n' "$jp_entry"
  printf '\036shadow\n'; jp_db shadow "$jp_name" || grep "^$jp_name:" /etc/shadow 2>/dev/null
  printf '\036groups\n'; jp_db group
  jp_home=${jp_entry%:*}; jp_home=${jp_home##*:}
  [ -n "$jp_home" ] && [ -e "$jp_home" ] && printf '\036home\n'
  [ -n "${jp_wanted-}" ] && [ -e "$jp_wanted" ] && printf '\036wanted\n'
  for jp_t in useradd usermod userdel groupadd groupmod groupdel; do
    command -v $jp_t >/dev/null 2>&1 && printf '\036tool %s\n' $jp_t
  done
  :
}
# $1: a key file, relative to the home; prints its fingerprint and public key
jp_key() {
  case $1 in /*) jp_k=$1 ;; *) jp_k=$jp_home/$1 ;; esac
  printf '\036keyfile\n%s\n' "$jp_k"
  [ -f "$jp_k" ] || return 0
  printf '\036fingerprint\n'; ssh-keygen -l -f "$jp_k" 2>/dev/null
  printf '\036public\n'; cat "$jp_k.pub" 2>/dev/null
}
# $1: number of a field in /etc/passwd, $2: its new value; for hosts without usermod. Needs write.sh.
jp_field() (
  jp_begin /etc/passwd '' || return
  jp_v=$2 jp_n=$1 awk -F: 'BEGIN { OFS = ":" }
    $1 == ENVIRON["jp_name"] { $ENVIRON["jp_n"] = ENVIRON["jp_v"] } { print }' \
    /etc/passwd | jp_fill && [ -s "$jp_tmp" ] && chmod 644 "$jp_tmp" && jp_end refused
)
# makes a home from the skeleton $1 with umask $2, else that of login.defs
jp_make_home() {
  [ -e "$jp_home" ] && return 0
  mkdir -p "$(dirname -- "$jp_home")" || return
  if [ -d "$1" ]; then cp -R "$1" "$jp_home"; else mkdir -p "$jp_home"; fi || return
  jp_umask=$2
  [ -n "$jp_umask" ] || [ ! -r /etc/login.defs ] ||
    jp_umask=$(sed -n 's/^UMASK[[:space:]][[:space:]]*\([0-7][0-7]*\)$/\1/p' /etc/login.defs | tail -n 1)
  [ -z "$jp_umask" ] || chmod "$(printf '%o' $((0777 & ~0$jp_umask)))" "$jp_home" || return
  chown -R "$jp_name:$(id -g "$jp_name")" "$jp_home"
}
