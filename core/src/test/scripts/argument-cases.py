#!/usr/bin/python3
"""Writes core/src/test/resources/argument-cases.json: [text, freeForm, options, rest] as ansible's
own key=value parser gives them; options null means that it refuses the text."""
import json

from ansible.parsing.splitter import parse_kv

TEXTS = [
    "a=b c=d", "a='x y' b=\"z w\"", "a={{ x y }} b=1", "ls -l creates=/x foo", "echo a  b   creates='/x y'  c",
    "a \\\n  b", "a\n  b\n c=d", "x=a\\=b", "a\\=b", "=x", "a= b", "a='it\\'s'", "echo 'a", "a={{ b",
    "msg=\"{{ a['b'] }} c\"", "echo {{ x }} chdir={{ y }}/z", "a=b=c", "path=C:\\\\temp\\new", "a=\"x\\ny\"",
    "a='' b", "echo \"a creates=b\"", "echo a=b", "a=\"b\"c", "a=b\\ c", "echo 'it' \"s\"  # c",
    "a={% if x %} y {% endif %}b", "FOO=bar cmd creates=x removes=y warn=no", "a\\\nb",
    "echo a \\\n && b creates=/x", "x='a\nb' y=2", "a=b\tc=d", "cat <<E\n a\n\n  b\nE\n creates=/q", "'a=b'",
    "\"creates=/x\" a", "a=1 a=2", "stdin=foo cat", "argv=x cat", "k='a' 'b'", "x=\"a\\\"b\"", "{{ a }}",
    "{{ a }}=b", "a={{ '}}' }} b", "a={# x y #}b", "msg=hi there you", "ls\n", "ls\n\n", "ls -l\n  foo\n", " ls",
    "ls ", "a=b\n", "a=b c=d\n", "a=b\n  c=d\n", "a=b \\\n  c=d\n", "ls | grep x\ncreates=y\n", "a \\ b", "",
    "a=b\n\nc=d", "x='\n a' b", "a=\\x41\\u00e9\\101\\q", "set -e\nif true; then\n  x=1\n    echo $x\nfi\n",
    "awk '{ print $1 }' f | sort -u", "echo \"{{ a | default('b c') }}\" chdir=/tmp", "a=b  c=d   e=f",
    "dest=/x src=\"{{ y }}\" mode=0644 owner={{ o }}", "for i in 1 2; do echo $i; done creates=/z",
    "name={{ item.name }} state=present groups=\"{{ item.g | join(',') }}\"", "a=\"b c\" d='e \"f\" g'",
    "curl -H 'A: b=c' http://x?a=b&c=d creates=/f", "line='a b' regexp='^a\\s+b'", "test -f x && \\\n    echo y \\\n    || echo z",
]


def main():
    cases = []
    for text in TEXTS:
        for free in (False, True):
            try:
                options = parse_kv(text, check_raw=free)
            except Exception:
                cases.append([text, free, None, None])
                continue
            rest = options.pop("_raw_params", None)
            cases.append([text, free, dict(options), rest])
    print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")


main()
