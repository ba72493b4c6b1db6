#!/bin/sh
# Records what ansible-playbook says to the samples: record.sh [sample...]
# Each line of <sample>/commands is one call; expected.txt has its stdout and exit code.
# The program is ansible-core 2.18: ANSIBLE='python3 -m ansible.cli.playbook' PYTHONPATH=<its lib>;
# without them the installed ansible.
cd "$(dirname "$0")" || exit 1
[ $# -gt 0 ] || set -- */
for sample in "$@"; do
  sample=${sample%/}
  (
    cd "$sample" || exit 1
    here=$(pwd -P)
    while IFS= read -r arguments; do
      printf '$ %s\n' "$arguments"
      eval "set -- $arguments"
      env -i PATH="$PATH" HOME="$HOME" LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 PYTHONPATH="$PYTHONPATH" \
        ANSIBLE_LOCALHOST_WARNING=0 ANSIBLE_DEPRECATION_WARNINGS=0 ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 ENGINE_ENV=from-controller \
        ${ANSIBLE:-ansible-playbook} -i inventory "$@" </dev/null 2>/dev/null
      printf 'exit %d\n' $?
    done <commands | sed "s|$here|{dir}|g" >expected.txt
  )
done
