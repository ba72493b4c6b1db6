#!/bin/sh
# Records what ansible's programs (those of $PATH: ansible-core 2.18 and tomli-w) say to the samples:
# record.sh [sample...]. Each line of <sample>/commands is one call; expected.txt has its stdout and
# exit code, then the files it left in the directory report; times, identities and ansible's own keys
# of results are taken out.
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
        ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 $call" </dev/null 2>/dev/null >.said
      code=$?
      sed -e '/^usage: ansible/,$d' .said
      [ ! -d report ] || (cd report && for f in *; do printf 'report %s\n' "${f%%-[0-9]*}"; cat "$f"; echo; done)
      rm -rf report .said
      printf 'exit %d\n' $code
    done <commands |
      sed -E -e "s|$here|{dir}|g" -e 's/"(start|end|id)": "[^"]*"/"\1": "*"/g' -e 's/ time="[^"]*"/ time="*"/' \
        -e 's/^[A-Z][a-z]+day [0-9]+ .*/(stamp)/' -e 's/^[A-Z][a-z]{2} [0-9]{2} [0-9]{4} [0-9:]+ - /(time) - /' \
        -e 's/-+ +[0-9.]+s$/-- (seconds)/' -e 's/^(Playbook run took).*/\1/' \
        -e 's/, "_ansible_(no_log|verbose_always)": [a-z]+//g' -e 's/"_ansible_[a-z_]+": [^,]*, //g' -e '/^ *"_ansible_[a-z_]+": .*,$/d' >expected.txt
    rm -rf .ansible
  )
done
