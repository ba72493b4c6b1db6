#!/bin/sh
# Records what ansible's programs (those of $PATH: ansible-core 2.18 and tomli-w) say to the samples:
# record.sh [sample...]. Each line of <sample>/commands is one call; expected.txt has its stdout and
# exit code.
cd "$(dirname "$0")" || exit 1
[ $# -gt 0 ] || set -- */
for sample in "$@"; do
  sample=${sample%/}
  (
    cd "$sample" || exit 1
    here=$(pwd -P)
    while IFS= read -r call; do
      printf '$ %s\n' "$call"
      eval "env -i PATH='$PATH' HOME='$here' LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=0 \
        ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 $call" </dev/null 2>/dev/null |
        sed -e '/^usage: ansible/,$d'
      eval "env -i PATH='$PATH' HOME='$here' LC_ALL=C.UTF-8 ANSIBLE_LOCALHOST_WARNING=0 \
        ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 $call" </dev/null >/dev/null 2>&1
      printf 'exit %d\n' $?
    done <commands | sed "s|$here|{dir}|g" >expected.txt
    rm -rf .ansible
  )
done
