#!/usr/bin/python3
"""Writes core/src/test/resources/yaml-cases.json: what ansible's own YAML loader makes of texts.

Run with the python that has ansible-core installed; prints to stdout. Each case is
[text, outcome, line] where outcome is the canonical form of the value, or "ERROR" and what the
parser says; line is where, 0 if it does not say. yaml-documents.json holds further texts, which
were drawn at random from a grammar of odd ones.
"""
import datetime
import itertools
import json
import os
import sys

from ansible.parsing.yaml.loader import AnsibleLoader
from ansible.parsing.yaml.objects import AnsibleVaultEncryptedUnicode
from ansible.utils.display import Display
from ansible.utils.unsafe_proxy import AnsibleUnsafe

WARNINGS = []
Display.warning = lambda self, msg, formatted=False: WARNINGS.append(msg)


def canon(v):
    if v is None:
        return "null"
    if v is True or v is False:
        return str(v).lower()
    if isinstance(v, int):
        return "i:%d" % v
    if isinstance(v, float):
        return "f:%r" % v
    if isinstance(v, (datetime.date, datetime.datetime)):
        return "d:" + v.isoformat()
    if isinstance(v, AnsibleVaultEncryptedUnicode):
        return "vault:" + json.dumps(v._ciphertext.decode())
    if isinstance(v, bytes):
        return "s:" + json.dumps(v.decode("utf-8", "replace"))
    if isinstance(v, str):
        return ("u:" if isinstance(v, AnsibleUnsafe) else "s:") + json.dumps(v)
    if isinstance(v, tuple):
        return "(" + ", ".join(map(canon, v)) + ")"
    if isinstance(v, list):
        return "[" + ", ".join(map(canon, v)) + "]"
    if isinstance(v, set):
        return "set(" + ", ".join(sorted(map(canon, v))) + ")"
    if isinstance(v, dict):
        return "{" + ", ".join("%s = %s" % (canon(k), canon(x)) for k, x in v.items()) + "}"
    raise TypeError(type(v))


class Secrets(list):
    pass


def outcome(text):
    WARNINGS.clear()
    try:
        loader = AnsibleLoader(text, "f.yml", vault_secrets=[("default", object())])
        try:
            value = loader.get_single_data()
        finally:
            loader.dispose()
    except RecursionError:
        raise
    except Exception as e:
        mark = getattr(e, "problem_mark", None)
        problem = str(getattr(e, "problem", None) or "")
        return ["ERROR " + problem if mark else "ERROR", mark.line + 1 if mark else 0]
    try:
        return [canon(value) + " !" * len(WARNINGS), 0]
    except RecursionError:  # a value that contains itself
        return ["ERROR", 0]


SCALARS = """
yes Yes YES yEs no No NO nO true True TRUE tRUE false False FALSE on On ON oN off Off OFF y Y n N t f
null Null NULL nULL ~ ~~ none None nil
0 1 -1 +1 00 01 07 08 09 010 0644 0755 0o644 0777_ 0_7 -0644 +0644 1_000 1__0 _1 1_ 0_ 0__ -0 +0 --1 +-1 1-1
0x0 0xff 0xFF 0XFF -0x1f +0x1f 0x_f 0x 0x_ 0xg 0b0 0b101 0b1_0 0b 0b_ 0b2 -0b11 0B1
1:30 01:30 10:59 10:60 1:2:3 -1:30 +190:20:30 1:00 0:30 22:22 22:2 2:222 12:30:45 1:30.5 1:30. 190:20:30.15 0:0.5 60:60 9:5:9
1.0 1. .5 -.5 +.5 0.0 -0.0 1.5e3 1.5e+3 1.5E-3 1e3 1e+3 1.e+5 1.5e 1.5e+ .5e+3 ._5 1_0.5_0 1._ . .. ... -. +. .e+3 0.1_ 6.02e+23 1.7976931348623157e+309 5e-324 5.0e-324
.inf .Inf .INF .iNF -.inf +.inf -.INF .nan .NaN .NAN -.nan .Nan inf nan Infinity NaN 1.2.3 1.2.3.4 10.0.0.1 v1.0 1.0.0 3.10 1.10 2.0rc1
123456789012345678901234567890 -99999999999999999999 9223372036854775807 9223372036854775808 12345678901234567890.5
2001-12-14 2001-1-1 2001-12-1 2001-1-12 2001-12-14T21:59:43Z 2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43 2001-12-14T1:59:43 2001-1-1T1:00:00
2001-12-14T21:59:43.123456789 2001-12-14T21:59:43. 2001-12-14T21:59:43+5 2001-12-14T21:59:43+05 2001-12-14T21:59:43-5:30 2001-13-01 2001-02-30 2001-00-10 2001-12-14T25:00:00 2001-12-14T21:60:00 2001-12-14T21:59 20011214 2001-12 0000-01-01 9999-12-31 1-1-1
= << < > -- --- -a - ? ?a : :a a:b a: http://x/y C:\\x \\n a#b #a @a `a %a %%a &a *a !a !!str | |a >a > , ,a [ ] { } {a} [a] [a,b] {a:b} {a: b} "a" 'a' a'b a"b 'it''s' "a\\tb" "\\x41" "\\u00e9" "\\U0001F600" "\\/" "\\q" "a\\ b" 'a\\tb' "" ''
é ünï 日本 😀 a😀b Ω +a -1a 1a 0x1z 1,000 $1 ${a} $(a) a\\b ~a ~/x /x ./x ../x a=b a=b,c a|b a>b a&b a*b a!b a?b a%b (a) a;b
{{a}} "{{a}}" '{{a}}' "{{a}}"b {{a}}b a{{b}} a_{{b}}_c {%a%} "{%a%}" {#a#} "{{a['b']}}" "{{a[\\"b\\"]}}"
!!str !!str\u00201 !!int\u0020"3" !!int\u00200x1f !!int\u0020x !!float\u00201 !!float\u0020x !!bool\u0020yes !!bool\u0020maybe !!null\u0020x !!binary\u0020aGk= !!timestamp\u00202001-01-01 !!python/unicode\u0020a !!python/str\u0020a !!python/none !!python/object:os.system\u0020a !!python/object/apply:os.system\u0020[a] !foo\u00201 !\u00205 !\u0020a !unsafe\u00205 !unsafe\u0020"{{a}}" !unsafe\u0020yes !!map\u0020{a:\u00201} !!seq\u0020[a] !!seq\u0020{a:\u0020b} !!set\u0020{a,\u0020b} !!omap\u0020[a:\u00201] !!pairs\u0020[a:\u00201,\u0020a:\u00202] !unsafe\u0020["{{a}}",1] !unsafe\u0020{a:\u0020"{{b}}"} !<tag:yaml.org,2002:str>\u00205 !<!foo>\u00205 !!foo\u00201 !a!b\u0020c
""".split()
SCALARS = [s.replace("\\u0020", " ") for s in SCALARS]

DOCUMENTS = [
    "", "\n", "# only a comment\n", "---\n", "---\n...\n", "...\n", "--- a\n", "---\na\n...\n", "a\n...\n---\nb\n",
    "a: 1\n---\nb: 2\n", "---\na: 1\n---\n", "%YAML 1.1\n---\na: 1\n", "%YAML 1.2\n---\na: yes\n", "%YAML 2.0\n---\na: 1\n", "%FOO bar\n---\na: 1\n",
    "%TAG ! tag:x,2000:\n---\n!foo a\n", "\ufeffa: 1\n", "\ufeff---\na: 1\n", "a: 1\n\ufeffb: 2\n", "a: '\ufeff'\n", "\ufeff\ufeffa: 1\n", "\ufeff\ufeff---\na: 1\n", "\ufeff\ufeffa: 1\nb: 2\n",
    "a: 1\r\nb: 2\r\n", "a: |\r\n  x\r\n  y\r\n", "a: 1\rb: 2\r", "a:\tb\n", "a:\t\tb\n", "a: \tb\n", "a: b\t\n", "a: b\t# c\n", "\ta: b\n", "a:\n\tb: c\n",
    "a:\n  - b\n\t- c\n", "-\ta\n", "- a\t\n-\tb\n", "a: [b,\tc]\n", "a:\n  b\n\tc\n", "a: \"b\tc\"\n", "a: \"b\n\tc\"\n", "a: |\n\tx\n", "a: |\n  x\n\ty\n", "a: |\n  x\n  \ty\n", "- \t- a\n", "a: 'x\n\n  y'\n",
    "a: 1\na: 2\n", "a: 1\nb: 2\na: 3\nb: 4\n", "{a: 1, a: 2}", "1: a\n1: b\n", "yes: a\ntrue: b\n", "1: a\n1.0: b\n", "a:\n  b: 1\n  b: 2\n",
    "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  r: 3\n", "a: &x {p: 1}\nb:\n  p: 2\n  <<: *x\n", "a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc:\n  <<: [*x, *y]\n  z: 1\n",
    "a: &x {p: 1}\nb: &y {q: 2}\nc:\n  <<: *x\n  <<: *y\n", "<<: {a: 1}\nb: 2\n", "<<: [{a: 1}, {b: 2}]\nc: 3\n", "<<: 3\n", "<<: [3]\n", "<<: null\n", "'<<': {a: 1}\n", "a: &x\n  p: 1\nb: &y\n  <<: *x\n  q: 2\nc:\n  <<: *y\n  s: 3\n",
    "a: &x 1\nb: *x\n", "a: &x [1, 2]\nb: *x\nc: *x\n", "a: &x 1\nb: &x 2\nc: *x\n", "a: *x\n", "a: &x\nb: *x\n", "&k a: 1\nb: *k\n", "a: &x 1\n*x : 2\n", "a: &x-y.z 1\nb: *x-y.z\n", "a: &x !!str 5\nb: *x\n", "a: !!str &x 5\nb: *x\n",
    "a: |\n  x\n  y\n", "a: |-\n  x\n  y\n", "a: |+\n  x\n\n\n", "a: >\n  x\n  y\n", "a: >-\n  x\n\n  y\n   z\n  w\n", "a: >+\n  x\n\nb: 1\n", "a: |2\n    x\n   y\n", "a: |1\n  x\n", "a: |-2\n   x\n", "a: |2-\n   x\n", "a: |0\n x\n", "a: |\nb: 1\n", "a: |\n\n\n  x\n", "a: |\n   x\n  y\n", "a: |  # comment\n  x\n", "a: | x\n  y\n", "- |\n x\n- >\n y\n z\n", "|\n x\n", "|\nx\n", "a: |\n  x", "a: |\n  x\n  ", "a: >\n  x\n  # no comment\n", "a: |\n  x\n # comment\nb: 1\n", "a: |\n  é 😀\n  {{ b }}\n", "a: >\n\n  x\n", "a: >\n  - x\n  - y\n\n  z\n", "a: >-\n  x  \n  y\n", "a: |\n  x  \n  y\n", "a: |\n    \n  x\n",
    "a: b\n  c\n", "a: b\n  c: d\n", "a: b\n c\n", "a:\n  b\n  c\n", "a: b\n\n  c\n", "a: b # c\n  d\n", "a: 'b\n  c'\n", "a: \"b\n  c\"\n", "a: \"b\\\n  c\"\n", "a: \"b \\\n   \\ c\"\n", "a: \"b\n\n  c\"\n", "a: 'b'\n", "a: 'b'c\n", "a: 'b' # c\n", "a: \"b\" c\n", "a: 'b\n", "a: \"b\n", "- 'a'b\n",
    "- a\n- b\n", "-a\n-b\n", "- a\nb\n", "- - a\n  - b\n- c\n", "-\n  - a\n", "- a: 1\n  b: 2\n", "- a: 1\n   b: 2\n", "- a: 1\n b: 2\n", "a:\n- b\n- c\n", "a:\n  - b\n - c\n", "a:\n - b\n  - c\n", "- \n- ~\n-\n", "a: - b\n", "a: -b\n", "a:- b\n",
    "a:\n", "a:\nb:\n", "a: \n  b\n", "a : b\n", "a:b: c\n", "a:b\n", "a: b: c\n", "a: 'b: c'\n", "a: b :c\n", "a: b:c\n", "a: b:\n", "a::b: c\n", "? a\n: b\n", "? a\n", "? a\n? b\n", "? |\n  x\n: y\n", "? [a, b]\n: 1\n", "? {a: b}\n: 1\n", "[a, b]: c\n", "{a: b}: c\n", ": a\n", ":\n", "? \n: a\n", "null: a\n", "~: a\n", "1: a\n2.5: b\nyes: c\n2001-01-01: d\n", "'1': a\n1: b\n", "a b c: d\n", "a, b: c\n", "\"a\": b\n", "\"a\":b\n", "'a':b\n", "\"{{ a }}\": b\n", "{{ a }}: b\n",
    "[]", "{}", "[ ]", "[a]", "[a,]", "[a,,b]", "[,]", "{a}", "{a,}", "{a: 1,}", "{a:1}", "{a:1, b: 2}", "{\"a\":1}", "{'a':1}", "{a: {b: [c, d]}}", "[a: 1, b: 2]", "[a: 1]", "[? a : b]", "{? a : b}", "[a\n, b\n]", "a: [b,\n c]\n", "a: [b,\nc]\n", "a: {b: 1,\n  c: 2}\n", "a: {\n  b: 1\n}\n", "a: [\n b\n]\n", "[a, b", "{a: b", "[a}", "a]", "a}", "[a]b", "{a: b}c", "a: [b] c\n", "[a#b]", "[a #b\n]", "[-1, - 1]", "[- a]", "[a:b]", "[:a]", "[a, b:]", "{a: b:c}", "{a: :b}", "[http://x:80/y]", "{u: http://x:80/y}", "[\"a\":1]", "{a: , b: }", "{: a}", "[a b, c d]", "[\"a\" \"b\"]", "{a: 'b'}", "{a: &x 1, b: *x}", "[&x 1, *x]", "{*x : 1}", "[!!str 1, 2]", "{a?: b}", "[?a]", "[a?b]", "[@a]", "[%a]", "[|]", "[a|b]", "[>a]", "[*]", "[&]", "[a, #b\n c]", "{a: {{ b }}}", "a: {{ b }}\n", "a: {{ b }} c\n", "a: {{ b.c }}/d\n", "a: {{ b['c'] }}\n", "- {{ a }}\n", "a: \"{{ b }}\" c\n", "a: {% if b %}c{% endif %}\n", "a: {# b #}\n",
    "a: \"\\\"\"\n", "a: \"\\x4\"\n", "a: \"\\uD83D\\uDE00\"\n", "a: \"\\uD83D\"\n", "a: \"\\ \\_\\N\\L\\P\\e\\0\\a\\b\\v\\f\\n\\r\\t\\/\\\\\"\n", "a: \x07\n", "a: \"\x00\"\n", "a: \x7f\n", "a: \x85b\n", "a: \u2028b\n", "a: '\u2028b'\n", "a: \u00a0b\n", "a: \ue000\n", "a: \ufffe\n", "a: \x1b[0m\n", "a:\u00a0b\n", "a: 'b\u00a0'\n",
    "a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n", "a: !vault x\n", "!vault k: v\n", "{!vault k: 1}\n", "? !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n: v\n", "a: !vault-encrypted |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162\n", "a: !unsafe |\n  {{ b }}\n", "a: !unsafe\n  b: '{{ c }}'\n  d: [1, 'e']\n", "a: !unsafe {b: {c: 'd'}}\n", "a: !foo\n  b: 1\n", "a: !!python/tuple [1, 2]\n", "!!map {a: 1}\n", "!!set\n? a\n? b\n", "a: !!set {x, y}\n", "a: !!omap\n- x: 1\n- y: 2\n", "a: !!pairs\n- x: 1\n- x: 2\n", "a: !\n  b: 1\n",
    "- hosts: all\n  tasks:\n    - name: x\n      command: echo \"a b\"\n      when: a == 'b'\n", "- hosts: all\n  tasks:\n  - shell: |\n      a\n      b\n    args:\n      chdir: /\n", "- hosts: all\n  tasks:\n  - debug: msg=\"a: b\"\n", "- debug: msg='a: b'\n", "- name: a: b\n", "- name: a #b\n", "- name: 'a\n", "- shell: echo 'a' | b > c\n", "- shell: \"a\" && b\n", "- lineinfile: regexp='^a' line=\"b: c\"\n", "x: y # z\n#w\n", "#a\nx: #b\n  y\n", "x:\n  # c\n  - y\n  # d\n  - z\n", "a: 1 #\n", "a: '#'\n", "a: #\n", "{ # c\n a: 1 }\n",
    "a:\n    b: 1\n  c: 2\n", "a:\n  b: 1\n    c: 2\n", " a: 1\nb: 2\n", " a: 1\n b: 2\n", "a: 1\n b: 2\n", "--- # c\na: 1\n", "--- |\n x\n", "---a: 1\n", "---\n---\n", "--- a: 1\n", "--- {a: 1}\n", "a: ---\n", "a: |\n  ---\n", "a: '\n---\n'\n", "a\nb: c\n", "a\n b\n", "'a\n b': c\n", "a: b\nc\n", "a: *\n", "a: &\n", "a: & b\n", "a: !\n", "a: !!\n", "a: ?\n", "a: ? b\n", "a: -\n", "a: --\n", "a: %b\n", "%a\n", "%a: b\n", "@a: b\n", "a: ,\n", "a: b,c\n", "a: b]\n", "a: }b\n",
    "a: " + "x" * 2000 + "\n", "x" * 1100 + ": 1\n", "'" + "x" * 1020 + "': 1\n", "? " + "x" * 1100 + "\n: 1\n",
]


def main():
    cases, seen = [], set()
    with open(os.path.join(os.path.dirname(__file__), "yaml-documents.json")) as f:
        drawn = json.load(f)
    for text in itertools.chain(SCALARS, ("k: %s\n" % s for s in SCALARS), ("[%s]\n" % s for s in SCALARS[:60]), DOCUMENTS, drawn):
        if text not in seen:
            seen.add(text)
            cases.append([text] + outcome(text))
    sys.stdout.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")


main()
