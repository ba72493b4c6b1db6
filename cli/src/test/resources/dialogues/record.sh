#!/bin/sh
# Records what ansible-playbook says to typed answers: record.sh [sample...]
# Each line of <sample>/commands is the answers (with \n), a bar, and the words of one call;
# expected.txt has all that it prints, and its exit code.
# The program is ansible-core 2.18: ANSIBLE='python3 -m ansible.cli.playbook' PYTHONPATH=<its lib>;
# without them the installed ansible.
cd "$(dirname "$0")" || exit 1
[ $# -gt 0 ] || set -- */
for sample in "$@"; do
  sample=${sample%/}
  (
    cd "$sample" || exit 1
    here=$(pwd -P)
    while IFS= read -r line; do
      printf '$ %s\n' "$line"
      eval "set -- ${line#* | }"
      printf '%b' "${line%% | *}" | env -i PATH="$PATH" HOME="$HOME" LC_ALL=C.UTF-8 ANSIBLE_NOCOLOR=1 \
        PYTHONPATH="$PYTHONPATH" ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 \
        setsid -w ${ANSIBLE:-ansible-playbook} -i inventory "$@" 2>&1
      printf 'exit %d\n' $?
    done <commands | sed "s|$here|{dir}|g" >expected.txt
  )
done
