#!/usr/bin/python3
"""Writes the cases of StatementCasesTest: texts with statements, whitespace control, other templates,
native types, printing, conditions and errors, each with what ansible makes of it as a template file
("render"), as an argument of a task ("templar"), under jinja2_native ("native") or as a condition
("when").

    PYTHONPATH=CHECKOUT_OF_2.18/lib /usr/bin/python3 make_statement_cases.py > ../resources/io/jplay/core/template/statement-cases.json
"""
import itertools
import json
import os
import random
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")
if not os.environ.get("SHOW"):
    sys.stderr = open(os.devnull, "w")

from ansible import constants as C
from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader as plugins
from ansible.playbook.conditional import Conditional
from ansible.template import AnsibleEnvironment, AnsibleNativeEnvironment, Templar
from jinja2.runtime import Undefined

VARS = {
    "foo": "bar", "name": "web", "empty": "", "none_": None, "t": True, "f": False, "zero": 0, "one": 1, "big": 10**25, "fl": 1.5,
    "l": ["a", "b", "c"], "nums": [3, 1, 2], "el": [], "d": {"x": 1, "y": {"z": [1, 2]}}, "ed": {}, "uni": "h\u00e9 \u2603", "q": "it's", "dq": 'say "x"',
    "users": [{"name": "ann", "uid": 1, "tags": ["x"]}, {"name": "bob", "uid": 2, "tags": []}, {"name": "cid", "uid": 3, "tags": ["x", "y"]}],
    "tree": [{"n": 1, "kids": [{"n": 2, "kids": []}, {"n": 3, "kids": [{"n": 4, "kids": []}]}]}, {"n": 5, "kids": []}],
    "lazy": "{{ foo }}!", "lazyl": ["{{ foo }}", "{{ one }}"], "lazyd": {"k": "{{ foo }}", "n": "{{ one }}"}, "lazyint": "{{ one }}", "lazyt": "{{ t }}",
    "lazylist": "{{ nums }}", "lazyjson": "{{ d | to_json }}", "lazyundef": "{{ nope }}", "loop_a": "{{ loop_b }}", "loop_b": "{{ loop_a }}",
    "lines": "a\nb\nc", "trail": "x\n", "bs": "a\\b", "tabbed": "a\tb", "html": "<b>&</b>", "ints": "42", "jsontext": '{"a": [1, 2]}', "pytext": "['a', 1]", "truetext": "True",
    "tuple_": "{{ (1, 2) }}", "omitted": "{{ omit }}", "cond": "t and one == 1", "condf": "f", "yes": "yes", "null_text": "None",
}

FILES = {
    "base.j2": "[{% block head %}H{% endblock %}|{% block body %}B{% endblock %}]",
    "child.j2": "{% extends 'base.j2' %}{% block body %}C{{ super() }}{{ foo }}{% endblock %}",
    "grand.j2": "{% extends 'child.j2' %}{% block body %}G{{ super() }}{% endblock %}{% block head %}{{ super() }}2{% endblock %}",
    "scoped.j2": "{% for i in [1, 2] %}{% block b scoped %}{{ i }}{% endblock %}{% endfor %}",
    "unscoped.j2": "{% for i in [1, 2] %}{% block b %}{{ i | default('-') }}{% endblock %}{% endfor %}",
    "loop.j2": "({{ loop.index if loop is defined else '-' }})", "inc.j2": "<{{ foo }}{{ local | default('') }}>\n", "plain.j2": "plain", "nl.j2": "a\n\nb\n",
    "macros.j2": "{% macro m(a, b='B') %}({{ a }}{{ b }}{{ varargs }}{{ kwargs }}){% endmacro %}{% macro c() %}<{{ caller() }}>{% endmacro %}{% set v = 7 %}{% macro p() %}{{ foo }}{% endmacro %}",
    "set.j2": "{% set inner = 1 %}{{ inner }}", "err.j2": "{{ nope }}", "syntax.j2": "{% if %}", "self.j2": "{{ self.x() }}{% block x %}X{% endblock %}",
    "req.j2": "{% block r required %}{% endblock %}", "reqchild.j2": "{% extends 'req.j2' %}{% block r %}R{% endblock %}", "nested.j2": "{% include 'inc.j2' %}{% include 'plain.j2' %}",
    "see.j2": "<{{ i is defined }}{{ i | default('D') }}>", "rows.j2": "row 1\nrow 2\n",
}

# (mode, text) by groups; modes: r render, t templar, n native, w when. Lines of a text are \n.
GROUPS = {}


def group(name, modes, text):
    GROUPS.setdefault(name, []).extend((modes, line.encode().decode("unicode_escape").encode("latin-1").decode("utf-8")) for line in text.strip("\n").split("\n") if line)


group("if", "r", r"""
{% if t %}a{% endif %}b
{% if f %}a{% else %}b{% endif %}
{% if f %}a{% elif t %}b{% elif t %}c{% else %}d{% endif %}
{% if t %}\na\n{% endif %}\nb\n
a{% if t %}\nb{% endif %}\nc
{% if nope is defined %}a{% else %}b{% endif %}
{% if nope %}a{% endif %}
{% if nope.x %}a{% endif %}
{% if el %}a{% else %}empty{% endif %}{% if ed %}a{% else %}empty{% endif %}{% if empty %}a{% else %}empty{% endif %}
{% if zero %}a{% else %}0{% endif %}{% if 'false' %}s{% endif %}
{% if t and not f or nope %}a{% endif %}
{% if l | length == 3 and 'a' in l %}yes{% endif %}
{% if foo == 'bar' -%}  x  {%- endif %} y
{%- if t -%} x {%- endif -%} y
{% if t %}{% if f %}a{% else %}b{% endif %}c{% endif %}
{% if 1 < 2 <= 2 %}chain{% endif %}
{% if (t) %}a{%endif%}b
{%if t%}a{%endif%}
{% if t %}a
{% if %}a{% endif %}
{% endif %}
{% if t %}a{% endfor %}
{% else %}
{% if t %}a{% else %}b{% else %}c{% endif %}
{% if t %}a{% elif %}b{% endif %}
""")
group("read back", "tnr", r"""
{% if true %}{{ [1] | to_json }}{% endif %}
{%- if true -%}{{- [1] | to_json -}}{%- endif -%}
{% if true %}{{ [1] | to_json }}{% endif %}x
 {% if true %}{{ [1] | to_json }}{% endif %}
{% for x in [[1]] %}{{ x | to_json }}{% endfor %}
{% for x in [[1],[2]] %}{{ x | to_json }}{% endfor %}
{% set a = [1] | to_json %}{{ a }}
{% set a %}{{ [1] | to_json }}{% endset %}{{ a }}
{% set a %}{{ [1] }}{% endset %}{{ a }}
{% set a %}[1]{% endset %}{{ a | type_debug }}
{% macro m() %}{{ [1] | to_json }}{% endmacro %}{{ m() }}
{% macro m() %}[1]{% endmacro %}{{ m() }}
{% macro m() %}[1]{% endmacro %}{{ m() | type_debug }}
{% macro m() %}{{ [1] | to_json }}{% endmacro %}{{ m() | type_debug }}
{% filter to_json %}[1]{% endfilter %}
{% filter string %}[1]{% endfilter %}
{% filter upper %}[1]{% endfilter %}
{% if true %}{{ "[1]" | string }}{% endif %}
{% if true %}{{ "[1]" }}{% endif %}
{% if true %}{{ "[1" }}{{ "]" }}{% endif %}
{{ "" }}{{ [1] | to_json }}
{{ none }}{{ [1] | to_json }}
{% if true %}{{ [1] | to_yaml }}{% endif %}
{% if true %}{{ {"a":1} | to_json }}{% endif %}
{% if true %}{{ true | string }}{% endif %}
{% if true %}{{ true }}{% endif %}
{% if true %}True{% endif %}
{% if true %}{{ "True" | string }}{% endif %}
{% raw %}[1]{% endraw %}
{% if true %}{{ [1] | to_nice_json }}{% endif %}
{{ [1] | to_json }}
{{ [1] | to_json | trim }}
{% if true %}{{ [1] | to_json | trim }}{% endif %}
{{ [1] | to_json }} 
{{ ([1] | to_json) ~ "" }}
{{ ([1] | to_json) or 1 }}
{% if true %}{{ ([1] | to_json) if true else 1 }}{% endif %}
{{ ([1] | to_json) if true else 1 }}
{{ (([1] | to_json) ,) | first }}
{{ {"a": [1] | to_json}.a }}
{{ [[1] | to_json] }}
{{ [[1] | to_json] | first }}
{% macro m2() %}{{ caller() | type_debug }}{% endmacro %}{% call m2() %}[1]{% endcall %}
{% macro m() %}{"a": {"b": [1, 2]}}{% endmacro %}{{ m().a.b[1] }}
{% macro m() %}{"a": 1}{% endmacro %}{{ m() | to_json }}
{% macro m() %}{"a": null}{% endmacro %}{{ m() | type_debug }}
{% macro m() %}12{% endmacro %}{{ m() | type_debug }}
{% macro m() %}{% endmacro %}{{ m() | type_debug }}
{% macro m() %}{{ none }}{% endmacro %}{{ m() | type_debug }}
{% macro m() %}\n[1]\n{% endmacro %}{{ m() | type_debug }}
{% macro m() %} [1]{% endmacro %}{{ m() | type_debug }}
{% set a %}[1, 2]{% endset %}{{ a[0] }}{{ a | length }}
{% set a | upper %}['x']{% endset %}{{ a }}
{% set a %}True{% endset %}{{ a | type_debug }}
{% filter indent(2) %}[1,\n2]{% endfilter %}
{% filter length %}[1, 2]{% endfilter %}
{% for i in [[1], [2]] recursive %}{% if i is iterable %}{{ loop(i) | type_debug }}{% else %}[{{ i }}]{% endif %}{% endfor %}
{% block b %}[1, 2]{% endblock %}{{ self.b() | type_debug }}
{% import "macros.j2" as i %}{{ i.p() | type_debug }}
{{ lazyjson }}
{% if t %}{{ lazyjson }}{% endif %}
{% if t %}{{ lazyjson }}{% endif %}\n
{{ lazyjson | type_debug }}
""")
group("for", "r", r"""
{% for x in l %}{{ x }}{% endfor %}
{% for x in l %}{{ x }},{% endfor %}!
{% for x in l %}\n{{ x }}\n{% endfor %}\nend\n
{% for x in l -%}\n {{ x }}\n{%- endfor %}
{% for x in l %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}
{% for x in l %}{{ loop.cycle('o', 'e') }}{% endfor %}
{% for x in l %}{{ loop.previtem | default('-') }}{{ loop.nextitem | default('+') }}{% endfor %}
{% for x in [1, 1, 2] %}{% if loop.changed(x) %}{{ x }}{% endif %}{% endfor %}
{% for x in l %}{{ loop.depth }}{{ loop.depth0 }}{% endfor %}
{% for x in el %}a{% else %}none{% endfor %}
{% for x in l if x != 'b' %}{{ x }}{{ loop.index }}{% endfor %}
{% for x in l if x == 'z' %}{{ x }}{% else %}no{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}
{% for k in d %}{{ k }}{% endfor %}
{% for k, v in d | dictsort %}{{ k }}{% endfor %}
{% for (a, b) in [(1, 2), (3, 4)] %}{{ a }}{{ b }}{% endfor %}
{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for a, b in [[1, 2], [3, 4]] %}{{ a + b }}{% endfor %}
{% for a, b in [[1, 2, 3]] %}{{ a }}{% endfor %}
{% for a, b in [[1]] %}{{ a }}{% endfor %}
{% for c in 'abc' %}{{ c }}-{% endfor %}
{% for x in nope %}a{% endfor %}
{% for x in nope | default([]) %}a{% else %}e{% endfor %}
{% for x in 5 %}a{% endfor %}
{% for x in none_ %}a{% endfor %}
{% for x in range(3) %}{{ x }}{% endfor %}
{% for x in range(5, 1, -2) %}{{ x }}{% endfor %}
{% for x in l %}{% for y in nums %}{{ x }}{{ y }}{{ loop.index }} {% endfor %}{% endfor %}
{% for x in l %}{% set outer = loop %}{% for y in nums %}{{ outer.index }}{% endfor %}{% endfor %}
{% for x in l %}{% if x == 'b' %}{% break %}{% endif %}{{ x }}{% endfor %}
{% for x in l %}{% if x == 'b' %}{% continue %}{% endif %}{{ x }}{% endfor %}
{% for x in l %}{% if x == 'b' %}{% break %}{% endif %}{{ x }}{% else %}E{% endfor %}
{% for u in users %}{{ u.name }}:{{ u['uid'] }} {% endfor %}
{% for u in users if u.tags %}{{ u.name }}{{ u.tags | join('/') }} {% endfor %}
{% for u in users | sort(attribute='uid', reverse=true) %}{{ u.name }}{% endfor %}
{% for u in users | selectattr('tags') | map(attribute='name') %}{{ u }}{% endfor %}
{% for n in tree recursive %}{{ n.n }}{% if n.kids %}({{ loop(n.kids) }}){% endif %}{% endfor %}
{% for n in tree recursive %}{{ loop.depth }}{{ loop(n.kids) }}{% endfor %}
{% for n in tree %}{{ loop(n.kids) }}{% endfor %}
{% for x in l %}{{ x }}{% endfor %}{{ x | default('gone') }}
{% set x = 'before' %}{% for x in l %}{{ x }}{% endfor %}{{ x }}
{% for x in l %}{% set y = x %}{% endfor %}{{ y | default('unset') }}
{% for x in l %}{{ loop }}{% endfor %}
{{ loop }}
{% for loop in l %}a{% endfor %}
{% for x in l %}{{ loop.nope }}{% endfor %}
{% for x in [1,2,3] %}{{ x }}{{ "," if not loop.last }}{% endfor %}
{% for x in l | reverse %}{{ x }}{% endfor %}
{% for x in l | batch(2) %}{{ x }}{% endfor %}
{% for x in nums | sort %}{{ x }}{% endfor %}
{% for g in users | groupby('tags') %}{{ g.grouper }}{{ g.list | length }} {% endfor %}
{% for k, vs in users | groupby('uid') %}{{ k }}{{ vs[0].name }} {% endfor %}
{% for x in lazyl %}{{ x }}{% endfor %}
{% for k, v in lazyd.items() %}{{ k }}{{ v }}{% endfor %}
{% for x in l %}a
{% for in l %}a{% endfor %}
{% for x l %}a{% endfor %}
{% for x in l %}a{% endif %}
{% for x.y in l %}a{% endfor %}
{% break %}
{% for x in l recursive if x %}{{ x }}{% endfor %}
""")
group("set", "r", r"""
{% set x = 1 %}{{ x }}
{% set x, y = 1, 2 %}{{ x }}{{ y }}
{% set (x, y) = (1, 2) %}{{ x }}{{ y }}
{% set x = [1, 2] %}{{ x }}
{% set x = 'a' ~ foo %}{{ x }}
{% set x %}block {{ foo }}{% endset %}{{ x }}
{% set x | upper %}block {{ foo }}{% endset %}{{ x }}
{% set x | replace('b', 'z') | upper %}b{% endset %}{{ x }}
{% set x %}\na\n{% endset %}[{{ x }}]
{% set foo = 'new' %}{{ foo }}{{ lazy }}
{% if t %}{% set x = 2 %}{% endif %}{{ x }}
{% set ns = namespace(a=1, b='x') %}{% set ns.a = 2 %}{{ ns.a }}{{ ns.b }}
{% set ns = namespace() %}{% for x in l %}{% set ns.last = x %}{% endfor %}{{ ns.last }}
{% set ns = namespace({'a': 1}, b=2) %}{{ ns.a + ns.b }}
{% set ns = namespace(n=0) %}{% for i in range(5) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}
{% set ns = namespace(a=1) %}{{ ns.nope }}
{% set ns = namespace(a=1) %}{{ ns.nope is defined }}
{% set d.x = 5 %}
{% set x.y = 5 %}
{% set ns = namespace(l=[]) %}{% set ns.l = ns.l + [1] %}{{ ns.l }}
{% set ns = namespace(a=1) %}{{ ns }}
{% set _ = l.append('d') %}{{ l }}
{% set x = l %}{% set _ = x.append('d') %}{{ l }}{{ x }}
{% set m = {} %}{% set _ = m.update({'a': 1}) %}{{ m }}
{% set m = {'a': []} %}{% set _ = m.a.append(1) %}{{ m }}
{% set m = {'a': 1} %}{% set _ = m.pop('a') %}{{ m }}{{ _ }}
{% set m = {'a': 1} %}{{ m.setdefault('b', 2) }}{{ m }}
{% set s = [3, 1, 2] %}{{ s.sort() }}{{ s }}{{ s.reverse() }}{{ s }}
{% set s = [1, 2, 3] %}{{ s.pop() }}{{ s.pop(0) }}{{ s }}
{% set s = [1] %}{{ s.extend([2, 3]) }}{{ s.insert(0, 0) }}{{ s }}{{ s.remove(2) }}{{ s.index(3) }}{{ s.count(1) }}
{% do l.append('e') %}{{ l | length }}
{% do nums.sort() %}{{ nums }}
{% do d.update(new=1) %}{{ d.new }}
{% do %}
{% set x %}
{% set = 1 %}
{% set x 1 %}
{% set 1 = x %}
{% with %}{% set w = 1 %}{{ w }}{% endwith %}{{ w | default('out') }}
{% with a=1, b=2 %}{{ a + b }}{% endwith %}
{% with a=foo %}{{ a }}{{ foo }}{% endwith %}
{% with a=1, b=a %}{{ b }}{% endwith %}
{% set a = 1 %}{% with a=2 %}{{ a }}{% endwith %}{{ a }}
""")
group("macro", "r", r"""
{% macro m() %}x{% endmacro %}{{ m() }}
{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m(1) }}{{ m('x') }}{{ m(l) }}
{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 3) }}{{ m(b=5, a=4) }}
{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}
{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=1) }}
{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, c=3) }}
{% macro m(*args) %}{{ args }}{% endmacro %}
{% macro m() %}{{ foo }}{% set foo = 'in' %}{{ foo }}{% endmacro %}{{ m() }}{{ foo }}
{% set o = 1 %}{% macro m() %}{{ o }}{% endmacro %}{% set o = 2 %}{{ m() }}
{% macro fact(n) %}{{ 1 if n <= 1 else n * (fact(n - 1) | int) }}{% endmacro %}{{ fact(5) }}
{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}body{% endcall %}
{% macro m() %}{{ caller(1, 2) }}{% endmacro %}{% call(a, b) m() %}{{ a }}{{ b }}{% endcall %}
{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}{% call m() %}{% endcall %}
{% macro m() %}x{% endmacro %}{% call m() %}body{% endcall %}
{% macro l2(items) %}{% for i in items %}{{ caller(i) }}{% endfor %}{% endmacro %}{% call(i) l2(l) %}<{{ i }}>{% endcall %}
{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}I{% endmacro %}{{ outer() }}
{% macro m(a, b) %}{% endmacro %}{{ m.name }}{{ m.arguments }}{{ m.catch_kwargs }}{{ m.catch_varargs }}{{ m.caller }}
{% macro m() %}\n  a\n{% endmacro %}[{{ m() }}]
{% macro m() -%}\n  a\n{%- endmacro %}[{{ m() }}]
{{ m() }}{% macro m() %}x{% endmacro %}
{% macro m() %}{% macro n() %}N{% endmacro %}{{ n() }}{% endmacro %}{{ m() }}
{% macro m(x) %}{{ x | upper }}{% endmacro %}{{ m('a') | lower }}{{ m('b') ~ 'c' }}{{ m('d') | length }}
{% macro m() %}{{ loop.index }}{% endmacro %}{% for x in l %}{{ m() }}{% endfor %}
{% macro m(a=[]) %}{{ a.append(1) }}{{ a }}{% endmacro %}{{ m() }}{{ m() }}
{% macro %}{% endmacro %}
{% macro m %}{% endmacro %}
{% macro m(a=1, b) %}{% endmacro %}
{% call nope() %}{% endcall %}
{% filter upper %}a{{ foo }}{% endfilter %}
{% filter upper | replace('A', 'z') %}a{{ foo }}{% endfilter %}
{% filter indent(2) %}a\nb{% endfilter %}
{% filter nope %}a{% endfilter %}
{% filter %}a{% endfilter %}
{% filter trim %}\n  a \n{% endfilter %}|
{% for x in l %}{% filter upper %}{{ x }}{% endfilter %}{% endfor %}
{% autoescape true %}{{ html }}{% endautoescape %}
""")
group("other", "r", r"""
{% include 'inc.j2' %}
a{% include 'inc.j2' %}b
{% set local = 1 %}{% include 'inc.j2' %}
{% set local = 1 %}{% include 'inc.j2' without context %}
{% set local = 1 %}{% include 'inc.j2' with context %}
{% for x in l %}{% include 'plain.j2' %}{% endfor %}
{% include 'nope.j2' %}
{% include 'nope.j2' ignore missing %}x
{% include ['nope.j2', 'plain.j2'] %}
{% include ['nope.j2', 'nope2.j2'] %}
{% include ['nope.j2', 'nope2.j2'] ignore missing %}y
{% include name ~ '.j2' ignore missing %}z
{% include 'pla' ~ 'in.j2' %}
{% include nope %}
{% include 'err.j2' %}
{% include 'syntax.j2' %}
{% include 'nl.j2' %}|
{% include 'nested.j2' %}
{% include 'child.j2' %}
{% include 'set.j2' %}{{ inner | default('-') }}
{% extends 'base.j2' %}
{% extends 'base.j2' %}{% block head %}X{% endblock %}
{% extends 'base.j2' %}{% block head %}{{ super() }}X{% endblock %}
{% extends 'child.j2' %}{% block body %}[{{ super() }}]{% endblock %}
{% extends 'grand.j2' %}
{% extends 'grand.j2' %}{% block body %}T{{ super() }}{% endblock %}
{% extends 'grand.j2' %}{% block body %}T{{ super.super() }}{% endblock %}
{% extends 'nope.j2' %}
{% extends 'base.j2' %}outside{% block head %}in{% endblock %}
{% set v = 'V' %}{% extends 'base.j2' %}{% block head %}{{ v }}{% endblock %}
{% extends 'base.j2' %}{% set v = 'V' %}{% block head %}{{ v }}{% endblock %}
{% extends 'base.j2' %}{% block head %}{{ self.body() }}{% endblock %}
{% if t %}{% extends 'base.j2' %}{% endif %}{% block head %}C{% endblock %}
{% if f %}{% extends 'base.j2' %}{% endif %}{% block head %}C{% endblock %}
{% extends nope %}
{% extends 'base.j2' %}{% extends 'child.j2' %}
{% extends 'scoped.j2' %}{% block b %}<{{ i }}>{% endblock %}
{% extends 'unscoped.j2' %}{% block b %}<{{ i | default('u') }}>{% endblock %}
{% include 'scoped.j2' %}
{% include 'unscoped.j2' %}
{% include 'self.j2' %}
{% extends 'req.j2' %}
{% extends 'reqchild.j2' %}
{% block a %}A{% endblock %}{{ self.a() }}
{% block a %}A{% endblock a %}
{% block a %}A{% endblock b %}
{% block a %}A{% endblock %}{% block a %}B{% endblock %}
{% block a %}{{ super() }}{% endblock %}
{% block a %}A{% block b %}B{% endblock %}{% endblock %}
{% block %}{% endblock %}
{% import 'macros.j2' as m %}{{ m.m(1) }}{{ m.v }}
{% import 'macros.j2' as m %}{{ m.m(1, 2, 3, z=4) }}
{% import 'macros.j2' as m %}{{ m.nope }}
{% import 'macros.j2' as m %}{{ m.nope() }}
{% import 'macros.j2' as m %}{{ m.p() }}
{% import 'macros.j2' as m with context %}{{ m.p() }}
{% from 'macros.j2' import m %}{{ m(1) }}
{% from 'macros.j2' import m as n, v %}{{ n(1) }}{{ v }}
{% from 'macros.j2' import m, %}{{ m(1) }}
{% from 'macros.j2' import nope %}{{ nope }}
{% from 'macros.j2' import nope %}{{ nope is defined }}
{% from 'macros.j2' import c %}{% call c() %}in{% endcall %}
{% from 'macros.j2' import p with context %}{{ p() }}
{% from 'nope.j2' import m %}
{% import 'nope.j2' as m %}
{% import 'macros.j2' %}
{% from 'macros.j2' %}
{% set x = 5 %}{% import 'set.j2' as s %}{{ s.inner }}{{ x }}
""")
group("space", "r", r"""
a\n{{ foo }}\nb\n
a  {{- foo -}}  b
a\n{{- foo -}}\nb
a {%- if t %} b {%- endif %} c
a {% if t -%} b {% endif -%} c
  {% if t %}\n  a\n  {% endif %}\nb
  {%- if t %}\n  a\n  {%- endif %}\nb
  {%+ if t %}\n  a\n  {%+ endif %}\nb
{% if t +%}\na\n{% endif +%}\nb
{{ foo }}\n\n{{ foo }}\n
{# c #}\na
a {#- c -#} b
a\n{# c\n d #}\nb
{# c #}{{ foo }}{# d #}
{#- c #}  a
  {# {{ foo }} #}x
{# unclosed
a{% raw %}{{ foo }}{% endraw %}b
a{% raw %}\n{{ foo }}\n{% endraw %}\nb
a {%- raw -%} {{ foo }} {%- endraw -%} b
{% raw %}{% if %}{% endraw %}
{% raw %}{# x #}{% endraw %}
{% raw %}unclosed
x\n
x\n\n
x\n\n\n
\nx
\n\nx\n
{{ foo }}\n\n\n
{% if t %}x{% endif %}\n
{% if t %}x{% endif %}\n\n
{% set a = 1 %}\n{% set b = 2 %}\n{{ a }}{{ b }}\n
{% set a = 1 %}\n\n{{ a }}
\t{{ foo }}\t\n
a\r\n{{ foo }}\r\nb\r\n
a\rb\r
{{ "a\nb" }}
{{ 'a\\nb' }}
{{ 'a\\\\b' }}
{{ bs }}
{{ "\\x41\\u2603" }}
{{ '\\d+' }}
{{foo}}{{  foo  }}{{\nfoo\n}}
{ { foo } } {x} {{ '{{' }} {{ '}}' }}
}} %} #} { } % #
{{ "{% if %}" }}
{{ '{{ foo }}' }}
{{ {'a': {'b': 1}} }}
{{ {'a': {'b': {'c': 1}}}}}
{{{'a': 1}}}
%% for x in l\n%% endfor
# for x in l\n# endfor
{% if t %}{% endif %}{% if t %}{% endif %}x
{% for x in l %}  {{ x }}  {% endfor %}
{% for x in l -%}  {{ x }}  {%- endfor %}
{%- for x in l %}\n{{ x }}\n{%- endfor %}\n
line1\n   {%- for x in l %}\n   - {{ x }}\n   {%- endfor %}\nlast
""")
group("header", "r", r"""
#jinja2: trim_blocks: False\n{% if t %}\na\n{% endif %}\nb
#jinja2: trim_blocks:True, lstrip_blocks:True\n  {% if t %}\n  a\n  {% endif %}\nb
#jinja2: lstrip_blocks: True\n   {% if t %}\n  a\n\t{% endif %}\nb
#jinja2: variable_start_string:'[[' , variable_end_string:']]'\n[[ foo ]] {{ foo }}
#jinja2:variable_start_string:'<<', variable_end_string:'>>'\n<< foo >>
#jinja2: block_start_string:'<%', block_end_string:'%>'\n<% if t %>a<% endif %>{% x %}
#jinja2: comment_start_string:'/*', comment_end_string:'*/'\na/* c */b{# d #}
#jinja2: keep_trailing_newline: False\na\n
#jinja2: newline_sequence: '\\r\\n'\na\nb\n
#Jinja2: trim_blocks: False\n{% if t %}\na\n{% endif %}
# jinja2: trim_blocks: False\n{% if t %}\na\n{% endif %}
\n#jinja2: trim_blocks: False\n{{ foo }}
#jinja2: nope: 1\n{{ foo }}
#jinja2: trim_blocks: maybe\n{{ foo }}
#jinja2: trim_blocks\n{{ foo }}
#jinja2:\n{{ foo }}
#jinja2: trim_blocks: False
#jinja2: line_statement_prefix: '%%'\n%% if t\nx\n%% endif\ny
#jinja2: line_comment_prefix: '##'\na ## c\nb
#jinja2: trim_blocks: False, lstrip_blocks: False, variable_start_string: '${', variable_end_string: '}'\n${ foo }
""")
group("print", "rtn", r"""
{{ 1.0 }} {{ 1e3 }} {{ 1.5e-7 }} {{ 1e16 }} {{ 1e22 }} {{ 123456789.123456789 }} {{ 0.1 + 0.2 }} {{ 1/3 }} {{ 2.5e15 }} {{ 1e-4 }} {{ 1e-5 }}
{{ 1.0 }}
{{ 1e16 }}
{{ -0.0 }}
{{ 7 / 2 }}
{{ 7 // 2 }}
{{ 7.0 // 2 }}
{{ -7 // 2 }}
{{ -7 % 3 }}
{{ 7 % -3 }}
{{ 2 ** 100 }}
{{ 2 ** -1 }}
{{ 2 ** 0.5 }}
{{ 10 / 5 }}
{{ 1_000 }}
{{ 0x1f }}
{{ 0b11 }}
{{ 0o17 }}
{{ 1e400 }}
{{ -1e400 }}
{{ 1e400 - 1e400 }}
{{ big }}
{{ big + 1 }}
{{ big / 3 }}
{{ t }}
{{ none_ }}
{{ none }}
{{ None }}
{{ True }}{{ False }}{{ None }}
{{ [] }}
{{ {} }}
{{ () }}
{{ (1,) }}
{{ (1, 'a') }}
{{ [1, 'a', None, True, 1.5, [2], {'k': 'v'}, (1,)] }}
{{ {'a': 1, 'b': [1, 2], 'c': {'d': None}} }}
{{ {1: 'a', 'b': 2, 1.5: 3, true: 4, none: 5} }}
{{ [q, dq, uni] }}
{{ ["it's", 'say "x"', 'both \\' and "'] }}
{{ ['a\\nb', 'a\\tb', 'a\\\\b', '\\x00', '\\x7f', '\\xa0'] }}
{{ uni }}
{{ lazy }}
{{ lazyl }}
{{ lazyd }}
{{ lazyint }}
{{ lazyt }}
{{ lazylist }}
{{ lazyjson }}
{{ tuple_ }}
{{ ints }}
{{ jsontext }}
{{ pytext }}
{{ truetext }}
{{ yes }}
{{ null_text }}
{{ lines }}
{{ trail }}
{{ trail }}x
{{ omit }}
{{ omitted }}
{{ 'a' 'b' }}
{{ foo }}{{ one }}
{{ one }}{{ one }}
{{ t }}{{ f }}
{{ l }}{{ l }}
{{ one }} 
 {{ one }}
 {{ t }}
[{{ one }}, {{ one }}]
{'a': {{ one }}}
{"a": {{ l | to_json }}}
{{ l | to_json }}
{{ d | to_json }}
{{ d | to_nice_json }}
{{ d | to_yaml }}
{{ d | to_nice_yaml }}
{{ l | string }}
{{ one | string }}
{{ '1' | int }}
{{ '1.5' | float }}
{{ 'yes' | bool }}
{{ l | join(',') }}
{{ l | length }}
{{ l | first }}
{{ nums | sum }}
{{ nums | max }}
{{ users | map(attribute='name') }}
{{ users | map(attribute='name') | list }}
{{ l | reverse }}
{{ l | reverse | list }}
{{ d.items() }}
{{ d.items() | list }}
{{ d.keys() }}
{{ d.values() | list }}
{{ l | zip(nums) | list }}
{{ l | batch(2) | list }}
{{ range(3) }}
{{ range(3) | list }}
{{ l | select('equalto', 'a') }}
{{ l | map('upper') | join }}
{{ d | dictsort }}
{{ d | dict2items }}
{{ 'a' | upper }}
{{ foo | b64encode }}
{{ 'é' | urlencode }}
{{ '%.3f' | format(1.23456) }}
{{ '%s' % foo }}
{{ '%5d|%-5s|%05.1f|%x|%r' % (1, 'a', 2.5, 255, 'q') }}
{{ '{0} {b!r:>5}'.format(1, b='x') }}
{{ foo ~ one ~ none_ ~ l }}
{{ foo + 'x' }}
{{ 'x' * 3 }}
{{ [1] * 3 }}
{{ l + nums }}
{{ l[1:] }}
{{ l[::-1] }}
{{ foo[::2] }}
{{ l[-1] }}
{{ d['y']['z'][1] }}
{{ d.y.z.0 }}
{{ l.0 }}
{{ 'abc'[1] }}
{{ 1 == 1.0 }}
{{ '1' == 1 }}
{{ 'a' < 'b' }}
{{ [1, 2] < [1, 3] }}
{{ 1 in nums }}
{{ 'x' in d }}
{{ 'a' not in l }}
{{ not t }}
{{ t and foo }}
{{ f or foo }}
{{ f or zero }}
{{ none_ or 'd' }}
{{ foo if t else 'x' }}
{{ foo if f }}
{{ foo if f else 'x' if f else 'y' }}
{{ 1 if nope is defined else 2 }}
{{ nope | default('d') }}
{{ nope.a.b | default('d') }}
{{ lazyundef | default('d') }}
{{ d.nope | default('d') }}
{{ empty | default('d') }}
{{ empty | default('d', true) }}
{{ none_ | default('d') }}
{{ dict(a=1, b=foo) }}
{{ dict([('a', 1)]) }}
{{ 'a,b'.split(',') }}
{{ 'abc'.upper() }}
{{ 'a b'.title() }}
{{ 'abc'.replace('b', 'x') }}
{{ 'abc'.startswith('a') }}
{{ ' x '.strip() }}
{{ ','.join(l) }}
{{ 'abc'.find('c') }}
{{ 'a'.encode() }}
{{ foo.encode('utf-8').decode() }}
{{ {'a': 1}.get('b', 'none') }}
{{ {'a': 1}.a }}
{{ {'items': 1}.items }}
{{ {'items': 1}['items'] }}
{{ {'a': 1} | combine({'b': 2}) }}
{{ (1, 2) + (3,) }}
{{ 3 | type_debug }}
{{ foo | type_debug }}
{{ none_ | type_debug }}
{{ nope | type_debug }}
{{ l | type_debug }}
{{ 1.5 | round }}
{{ 2.567 | round(1) }}
{{ 2.5 | round | int }}
{{ 1 | to_json }}
{{ 'x' | to_json }}
{{ true | to_json }}
{{ none | to_json }}
{{ uni | to_json }}
{{ 1.0 | to_json }}
{{ '2020-01-01' | to_datetime('%Y-%m-%d') }}
{{ 1024 | human_readable }}
{{ [1, [2, [3]]] | flatten }}
{{ 5 is odd }}
{{ foo is string }}
{{ l is sequence }}
{{ d is mapping }}
{{ nope is undefined }}
{{ foo is match('b') }}
{{ 'x' is in l }}
{{ 4 is divisibleby 2 }}
{{ none_ is none }}
{{ t is true }}
{{ 1 is sameas true }}
{{ foo is not string }}
{{ '1.2' is version('1.1', '>') }}
{{ [1, 2] is subset([1, 2, 3]) }}
""")
group("undef", "rt", r"""
{{ nope }}
{{ nope.x }}
{{ nope['x'] }}
{{ nope() }}
{{ nope + 1 }}
{{ 1 + nope }}
{{ nope ~ 'x' }}
{{ nope | upper }}
{{ nope | default }}
{{ nope == 1 }}
{{ nope in l }}
{{ 'a' in nope }}
{{ not nope }}
{{ nope and t }}
{{ t and nope }}
{{ t or nope }}
{{ -nope }}
{{ [nope] }}
{{ [nope] | length }}
{{ {'a': nope} }}
{{ nope[0:1] }}
{{ nope is string }}
{{ nope is none }}
{{ nope is defined }}
{{ d.nope }}
{{ d.nope.x }}
{{ d['nope'] }}
{{ l[10] }}
{{ l.nope }}
{{ foo.nope }}
{{ none_.x }}
{{ one.x }}
{{ d.x.y }}
{{ lazyundef }}
{{ lazyundef.x }}
{{ loop_a }}
{{ users[5].name }}
{{ users | map(attribute='nope') | list }}
{{ users | map(attribute='nope', default='-') | list }}
{{ users | selectattr('nope', 'defined') | list }}
{{ users | selectattr('nope') | list }}
{{ l | join(nope) }}
{{ dict(a=nope) }}
{{ foo | default(nope) }}
{{ nope | default(nope2) }}
{{ nope | default(foo) }}
{{ (nope | default(foo)).x }}
{{ nope if f }}
{{ nope if t }}
{{ foo if nope }}
{{ foo if nope else 1 }}
{{ foo | mandatory }}
{{ nope | mandatory }}
{{ nope | mandatory(msg='give it') }}
{{ undef() }}
{{ undef('need {{ foo }}') }}
{{ undef(hint='set it') }}
""")
group("error", "rt", r"""
{{ 1 / 0 }}
{{ 1 // 0 }}
{{ 1 % 0 }}
{{ 'a' + 1 }}
{{ 1 + 'a' }}
{{ l + 1 }}
{{ 1 - 'a' }}
{{ d + d }}
{{ 'a' * 'b' }}
{{ 'a' - 'b' }}
{{ 'a' < 1 }}
{{ none_ < 1 }}
{{ [1] < ['a'] }}
{{ {} < {} }}
{{ -foo }}
{{ +foo }}
{{ 1 in 5 }}
{{ 1 in 'abc' }}
{{ foo() }}
{{ one() }}
{{ l() }}
{{ foo.nope() }}
{{ foo.upper(1) }}
{{ foo.split(1) }}
{{ ','.join([1]) }}
{{ 'abc'.index('z') }}
{{ l.index('z') }}
{{ l.remove('z') }}
{{ el.pop() }}
{{ {}.pop('x') }}
{{ l['x'] }}
{{ {}[[]] }}
{{ {[]: 1} }}
{{ l | nope }}
{{ foo | nope.filter }}
{{ foo is nope }}
{{ 'x' | int(base='z') }}
{{ l | first | nope }}
{{ 5 | length }}
{{ 5 | join }}
{{ 5 | list }}
{{ none_ | length }}
{{ foo | from_json }}
{{ '{' | from_yaml }}
{{ 'x' | b64decode }}
{{ '(' | regex_search('(') }}
{{ foo | regex_replace('(', 'x') }}
{{ foo | hash('nope') }}
{{ foo | to_datetime }}
{{ foo | combine({}) }}
{{ {} | combine(foo) }}
{{ foo | dict2items }}
{{ l | items2dict }}
{{ foo | subelements('x') }}
{{ [3, 'a'] | sort }}
{{ [3, 'a'] | max }}
{{ ['a'] | sum }}
{{ [] | max }}
{{ [] | random }}
{{ l | batch }}
{{ foo | default(1, 2, 3) }}
{{ foo | upper(1) }}
{{ foo | replace }}
{{ foo | replace('a') }}
{{ foo | truncate(x=1) }}
{{ foo | round }}
{{ foo | abs }}
{{ foo | filesizeformat }}
{{ foo | strftime }}
{{ '%d' % 'a' }}
{{ '%d %d' % 1 }}
{{ '%s' % (1, 2) }}
{{ '{}'.format() }}
{{ '{x}'.format(1) }}
{{ '{'.format(1) }}
{{ range() }}
{{ range('a') }}
{{ range(1, 2, 0) }}
{{ dict(1) }}
{{ dict([1]) }}
{{ lookup('nope') }}
{{ foo is version }}
{{ foo is version('1', 'nope') }}
{{ 1 is divisibleby }}
{{ 1 is divisibleby 0 }}
{{ 5 is in 5 }}
{{ foo is match('(') }}
{{ l is subset }}
{{ 2 ** 'a' }}
{{ 'a' if }}
{{ foo | }}
{{ | foo }}
{{ foo foo }}
{{ }}
{{ ) }}
{{ ( }}
{{ [1, 2 }}
{{ {'a' 1} }}
{{ {'a': } }}
{{ 'abc }}
{{ "abc' }}
{{ foo. }}
{{ foo[ }}
{{ foo[] }}
{{ foo( }}
{{ foo | upper( }}
{{ foo is }}
{{ foo is not }}
{{ not }}
{{ 1 + }}
{{ * 2 }}
{{ a = 1 }}
{{ 1 2 }}
{{ foo @ bar }}
{{ foo ? 1 : 2 }}
{{ foo && bar }}
{{ !foo }}
{{ $foo }}
{{ foo; bar }}
{{ lambda x: x }}
{{ [x for x in l] }}
{{ foo!r }}
{{ f"x" }}
{{ 08 }}
{{ 1. }}
{{ .5 }}
{{ 1e }}
{{ a.1.b }}
{{ foo | upper lower }}
{{ foo
{{ foo }
{% nope %}
{% if t %}
{% endfor %}
{% for x in l %}
{% set x %}
{% block a %}
{% macro m( %}{% endmacro %}
{% raw %}
{% endraw %}
{% include %}
{% import x %}
{% trans %}a{% endtrans %}
{% debug %}
""")
group("when", "w", r"""
t
f
foo
empty
none_
zero
one
l
el
d
ed
nope
not nope
nope is defined
nope is not defined
t and f
t and not f
t or nope
f and nope
foo == 'bar'
foo != 'bar'
foo == "bar" and one == 1
'a' in l
'z' not in l
l | length > 2
l|length == 3
one > 0 and one < 5
0 < one < 5
fl > 1
big > 1
cond
condf
yes
yes | bool
ints | int == 42
ints == 42
ints == '42'
truetext
truetext == 'True'
truetext == True
truetext | bool
lazyt
lazyint == 1
lazyint == '1'
lazy == 'bar!'
lazylist == nums
lazyundef is defined
lazyundef
d.x == 1
d.nope == 1
d.nope is defined
d['x'] is defined
'x' in d
users | selectattr('uid', 'eq', 2) | list | length == 1
users[0].name == 'ann'
users | map(attribute='name') | list == ['ann', 'bob', 'cid']
foo is match('^b')
foo is search('r$')
foo is string
none_ is none
none_ is not none
nope is undefined
true
false
True
none
1
0
'false'
''
[]
[0]
{}
(t)
( t and ( f or t ) )
not (t and f)
not t or t
t == true
foo | default('x') == 'bar'
nope | default('x') == 'x'
nope | default(false)
nope | default(true) | bool
{{ t }}
{{ foo }} == 'bar'
foo == '{{ foo }}'
{{ foo == 'bar' }}
{{ nope }}
t and
(t
foo ==
foo = 'bar'
foo === 'bar'
foo is nope
foo | nope
t && f
!t
foo.bar.baz
foo.bar is defined
1 / 0
'a' < 1
[1, 2] == [1, 2]
{'a': 1} == {'a': 1}
1.0 == 1
'abc' > 'abd'
'é' in uni
l is sequence and l is not mapping
d is mapping
one is number
t is boolean
'1.10' is version('1.9', '>')
one in [1, 2] and foo in ['bar']
one is in [1, 2]
3 is divisibleby(3)
foo | regex_search('a') 
foo is regex('z')
"foo" == 'foo'
 foo == 'bar' 
foo ~ one == 'bar1'
- one < 0
l[0] == 'a'
l[-1] == 'c'
l.0 == 'a'
inventory_hostname is defined
omit is defined
vars is defined
lookup('env', 'JPLAY_NOT_THERE') == ''
query('items', l) | length == 3
t if t else f
(1 if f else 0)
f if nope is defined else t
""")

group("compiled", "rt", r"""
{% for i in nums %}{% include 'loop.j2' %}{% endfor %}
{% for i in nums %}{% include 'loop.j2' %}{{ loop.last }}{% endfor %}
{% for i in nums %}{{ loop.index }}{% for j in [1] %}{% include 'loop.j2' %}{% endfor %}{% endfor %}
{% for i in [1] recursive %}{% include 'loop.j2' %}{% endfor %}
{% extends 'base.j2' %}x{% include 'plain.j2' %}y
{% extends 'base.j2' %}{% include 'nope.j2' %}
{% extends 'base.j2' %}{% macro m() %}M{{ caller() }}{% endmacro %}{% call m() %}c{% endcall %}z
{% extends 'base.j2' %}{% filter upper %}abc{% include 'plain.j2' %}{% endfilter %}
{% extends 'base.j2' %}{% for i in nums %}{% block body %}<{{ super() }}>{% endblock %}{% endfor %}
{% extends 'base.j2' %}{% if t %}{% block body %}<{{ super() }}>{% endblock %}{% endif %}
{% extends 'base.j2' %}{% with %}{% block other %}o{% endblock %}{% endwith %}
{{ foo }}{#- c -#}\n\r\n
{{ foo }}\r\n\r\n
{{ foo }}\n\r\n\n
#jinja2: lstrip_blocks: True\n\n\n
{% if self == 1 %}a{% else %}b{% endif %}
{{ self is defined }}{{ self.x is defined }}
{% with a, b = [1, 2], c = 3 %}{{ a }}{{ b }}{{ c }}{% endwith %}
{% with a, b = foo %}{{ a }}{% endwith %}
{% macro m(caller) %}{{ caller() }}{% endmacro %}
{% macro m(caller) %}x{% endmacro %}{{ m(1) }}
{% macro m(caller=none) %}{{ caller }}{% endmacro %}{{ m() }}{{ m(1) }}
{% macro m(a) %}{{ a }}{{ kwargs }}{% endmacro %}{{ m(1, caller=none) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, caller=none) }}
{% macro m(a) %}{{ a }}{{ caller is defined }}{% endmacro %}{{ m(1, caller=none) }}
{% set foo %}<{{ foo }}>{% endset %}{{ foo }}
{{ foo }}{% set foo %}<{{ foo }}>{% endset %}{{ foo }}
{% for i in [1] %}{{ foo }}{% endfor %}{% set foo = 1 %}{{ foo }}
{% for i in [1] %}{{ foo }}{% endfor %}{% if t %}{% set foo = 1 %}{% endif %}{{ foo }}
{% for i in [1, 2] %}{% with %}{{ foo }}{% endwith %}{% set foo = i %}{% endfor %}
{% for i in [1, 2] %}{% with %}{{ foo }}{% endwith %}{% set foo = i %}{% endfor %}{{ foo }}
{% macro m() %}{{ foo }}{% endmacro %}{% set foo = 2 %}{{ m() }}
{% macro m() %}{{ foo }}{% endmacro %}{{ m() }}{% set foo = 2 %}
{% for i in nums %}{% break %}{% else %}e{% endfor %}
{% for i in nums %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% else %}e{% endfor %}
{% for i in nums %}{% continue %}{% else %}e{% endfor %}
{{ ('a' if f) | string | length }}
{{ ('a' if f) == none }}{{ ('a' if f) == ('b' if f) }}{{ 'x' in ('a' if f) }}
{{ [('a' if f), 1] }}
{{ ('a' if f) | bool }}{{ ('a' if f) | list }}{{ ('a' if f) | type_debug }}
{{ ('a' if f) ~ 'x' }}{{ ('a' if f) is sequence }}
{{ ('a' if f) + 'x' }}
{{ ('a' if f).b }}
{{ ('a' if f)['b'] }}
{{ ('a' if f) < 1 }}
{{ ('a' if f)() }}
{% for i in ('a' if f) %}x{% endfor %}y
{{ nope is callable }}{% macro m() %}{% endmacro %}{{ m is callable }}
{% block r required %}x{% endblock %}
{% block r required %} {# c #}\n{% endblock %}
{% for i in nums %}{% extends 'base.j2' %}{% endfor %}
{% block r %}{% extends 'base.j2' %}{% endblock %}
#jinja2: variable_start_string: '[[', variable_end_string: ']]'\n[[ foo ]]{% include 'inc.j2' %}
#jinja2: variable_start_string: '[[', variable_end_string: ']]'\nb {{ foo }}
""")

group("comments", "n", r"""
{{ one }}#c
{{ one -}}  # c
[{{ one }}, # c\n2]
\n  {{ one }}
\n{{ one }}
{{ one }}\n
{{ one }}\n  
{{ one }}  
  {{ one }}
{{ one }} # c\n# d
#c\n  {{ one }}
#c\n{{ one }}
 #c\n{{ one }}
""")


# lists and mappings that change: two names for one, parts that read a variable for themselves, loops over
group("line ends", "r", r"""
#jinja2: newline_sequence:'\\r\\n'\na\nb {{ lines }}\n{{ 'x\ny' }}{{ 'x\\ny' }}\nend\n
#jinja2: newline_sequence:'\\r\\n'\na\nb\n\n\n
#jinja2: newline_sequence:"\\r\\n", trim_blocks:False\na\n{% if true %}\nb\n{% endif %}\nc\n
#jinja2: newline_sequence:'\\r'\na\nb\n{% include 'rows.j2' %}\nq
#jinja2: newline_sequence:'\\n'\na\r\nb\n
#jinja2: newline_sequence:'\\r\\n'\n{% macro m() %}\nx\n{% endmacro %}\n{{ m() }}\nb
#jinja2: newline_sequence:'\\r\\n'\na\n{% set q %}\nx\n{% endset %}[{{ q }}]{{ q | length }}\n{% raw %}\n{{ x }}\n{% endraw %}\n
""")
group("undefined names", "r", r"""
{% with i=i %}{% include 'see.j2' %}{% endwith %}
{% with j=nope %}{% include 'see.j2' %}{% endwith %}
{% with i=i %}[{{ i is defined }}]{% endwith %}
{% with i=nope.x | default(i) %}{% include 'see.j2' %}{% endwith %}
{% set i = 1 %}{% with i=i %}{% include 'see.j2' %}{% endwith %}
{% for i in [1,2] %}{% with i=i %}{% include 'see.j2' %}{% endwith %}{% endfor %}
{% with i=1 %}{% with i=i %}{% include 'see.j2' %}{% endwith %}{% endwith %}
{% set i = nope %}{% include 'see.j2' %}
{% set i = nope %}{% include 'see.j2' without context %}
{% set i = nope %}{% set i = 1 %}{% include 'see.j2' %}
{% include 'see.j2' %}{% set i = 1 %}{% include 'see.j2' %}
{% if f %}{% set i = 1 %}{% endif %}{% include 'see.j2' %}
{% for x in [1,2] %}{% include 'see.j2' %}{% set i = x %}{% endfor %}
{% for i in [nope] %}{% include 'see.j2' %}{% endfor %}
{% for i in [1] %}{% set k = d.nope %}{% include 'see.j2' %}{% endfor %}
{% macro m(i) %}{% include 'see.j2' %}{% endmacro %}{{ m() }}
{% macro m(i) %}{% include 'see.j2' %}{% endmacro %}{{ m(3) }}
{% macro m(i=nope) %}{% include 'see.j2' %}{% endmacro %}{{ m() }}
{% set i = nope %}{% import 'macros.j2' as x %}{{ x.v }}
{% set i = nope %}{% import 'macros.j2' as x with context %}{{ x.v }}
{% set i = d.nope.more | default(d.nope) %}{% include 'plain.j2' %}
{% include 'inc.j2' %}{% set foo = 'x' %}{% include 'inc.j2' %}
{% for x in [1,2] %}{% include 'inc.j2' %}{% set foo = x %}{% endfor %}{{ foo }}
{% if f %}{% set foo = 1 %}{% endif %}{% include 'inc.j2' %}
{% set foo = nope %}{% include 'inc.j2' %}
{% set foo = nope %}{% block b %}{{ foo is defined }}{% endblock %}
{% set i = nope %}{% macro m() %}{{ i is defined }}{% endmacro %}{{ m() }}
{% set i = nope %}{% for x in [1] %}{{ i is defined }}{% endfor %}
{% macro m() %}{% set foo = nope %}{% include 'inc.j2' %}{% endmacro %}{{ m() }}
""")
group("turns", "r", r"""
{% set l=[1,2] %}{% for x in l if x < 5 %}{{ x }}{% if x < 4 %}{% set _ = l.append(x+2) %}{% endif %}{% endfor %}
{% set seen=[] %}{% for x in [1,1,2,3,2] if x not in seen %}{{ x }}{% set _ = seen.append(x) %}{% endfor %}
{% set seen=[] %}{% for x in [1,1,2,3,2] if x not in seen %}{{ loop.index }}:{{ x }}{% set _ = seen.append(x) %}{{ ',' if not loop.last }}{% endfor %}
{% set seen=[] %}{% for x in [1,1,2,3,2] if x not in seen %}{{ loop.index }}/{{ loop.length }}:{{ x }}{% set _ = seen.append(x) %}{% endfor %}
{% set l=[1,2] %}{% for x in l %}{{ x }}{{ loop.last }}{% if x < 4 %}{% set _ = l.append(x+2) %}{% endif %}{% endfor %}
{% set l=[1,2] %}{% for x in l %}{{ x }}/{{ loop.length }}{{ loop.revindex }}{% if x < 4 %}{% set _ = l.append(x+2) %}{% endif %}{% endfor %}
{% set l=[1,2] %}{% for x in l %}{{ x }}{{ loop.nextitem|default('-') }}{% if x < 4 %}{% set _ = l.append(x+2) %}{% endif %}{% endfor %}
{% set d={'a':1} %}{% for x in d if true %}{{ x }}{% set _ = d.update({'b':2}) %}{% endfor %}
{% set d={'a':1} %}{% for x in d.items() if x %}{{ x }}{% set _ = d.update({'b':2}) %}{% endfor %}
{% set ns = namespace(n=0) %}{% for x in [1,2,3,4,5] if ns.n < 3 %}{{ x }}{% set ns.n = ns.n + 1 %}{% endfor %}
{% set ns = namespace(n=0) %}{% for x in [1,2,3,4,5] if ns.n < 3 %}{{ x }}{{ loop.previtem|default('p') }}{{ loop.nextitem|default('n') }}{% set ns.n = ns.n + 1 %}{% else %}E{% endfor %}
{% for x in [3,1,0,2] if 6 // x > 1 %}{{ x }};{% break %}{% endfor %}
{% for x in [3,1,0,2] if 6 // x > 1 %}{{ x }};{% if x == 1 %}{% break %}{% endif %}{% endfor %}
{% for x in [3,1,0,2] if 6 // x > 1 %}{{ x }};{% endfor %}
{% for x in [{'n':1,'k':[{'n':2,'k':[]},{'n':3,'k':[]}]}] if x.n != 2 recursive %}{{ x.n }}{{ loop.length }}{{ loop.depth }}({{ loop(x.k) }}){% endfor %}
{% for x in [1,2,3,4] if x is odd %}{{ loop.first }}{{ loop.last }}{{ loop.revindex0 }}{{ loop.cycle('a','b') }}{% endfor %}
{% for x in [1,2,3,4] if x is odd %}{{ loop.last }}{{ loop.length }}{{ loop.last }}{{ loop.revindex }}{% endfor %}
{% set l=[1,2,3] %}{% for x in l if l.remove(x) is none %}{{ x }}{% endfor %}{{ l }}
{% set l=[1,2,3] %}{% for x in l %}{{ x }}{% set _ = l.remove(x) %}{% endfor %}{{ l }}
{% set l=[1,2,3] %}{% for x in l if x > 0 %}{{ x }}{% set _ = l.pop() %}{% endfor %}{{ l }}
""")
# what changes meanwhile
group("changes", "r", r"""
{% for i in [1,2] %}{% with m=l %}{% do m.append(i) %}{{ m }}{% endwith %}{% endfor %}{{ l }}
{% for i in [1,2] %}{% with %}{% do l.append(i) %}{{ l }}{% endwith %}{% endfor %}{{ l }}
{% for i in [1,2] %}{% do l.append(i) %}{{ l }}{% endfor %}{{ l }}
{% for i in [1,2] %}{% with l=l %}{% do l.append(i) %}{{ l }}{% endwith %}{% endfor %}{{ l }}
{% for i in [1,2] %}{% with a=i %}{% do l.append(a) %}{{ l }}{% endwith %}{% endfor %}
{% for i in [1,2] %}{% with a=i %}{% do l.append(a) %}{{ l|length }}{% endwith %}{% endfor %}{{ l|length }}
{% with a=1 %}{% do l.append(a) %}{{ l|length }}{% endwith %}{{ l|length }}
{% with a=1 %}{% do l.append(a) %}{% with b=2 %}{% do l.append(b) %}{{ l|length }}{% endwith %}{% endwith %}{{ l|length }}
{% for i in [1,2] %}{% if true %}{% do l.append(i) %}{{ l|length }}{% endif %}{% endfor %}
{% for i in [1,2] %}{% for j in [1,2] %}{% do l.append(i) %}{{ l|length }}{% endfor %}{% endfor %}
{% for i in [1,2] %}{% for j in [1,2] %}{% do l.append(i) %}{{ l|length }}{% endfor %}{{ l|length }}{% endfor %}
{% for i in [1,2] %}{% set m = l %}{% do m.append(i) %}{{ m|length }}{% endfor %}{{ l|length }}
{% set m = l %}{% for i in [1,2] %}{% do m.append(i) %}{{ m|length }}{{ l|length }}{% endfor %}
{% macro f() %}{% do l.append(1) %}{{ l|length }}{% endmacro %}{{ f() }}{{ f() }}{{ l|length }}
{% for i in [1,2] %}{% with m=d %}{% do m.update({i:1}) %}{{ m|length }}{% endwith %}{% endfor %}{{ d|length }}
{% for i in [1,2] %}{% with m=d %}{% do d.update({i:1}) %}{{ m|length }}{% endwith %}{% endfor %}{{ d|length }}
{% for i in [1,2] %}{% with m=l[:] %}{% do m.append(i) %}{{ m|length }}{% endwith %}{% endfor %}
{% for i in [1,2] %}{% with m=l|list %}{% do m.append(i) %}{{ m|length }}{% endwith %}{% endfor %}
{% for i in [1,2] %}{% with m=[] %}{% do m.append(i) %}{{ m }}{% for j in [1,2] %}{% do m.append(j) %}{% endfor %}{{ m }}{% endwith %}{% endfor %}
{% set x=[] %}{% for i in [1,2] %}{% with y=x %}{% do x.append(i) %}{{ y }}{% endwith %}{% endfor %}{{ x }}
{% for k in d %}{% do d.update({'zz': 1}) %}{{ k }}{% endfor %}
{% for k in d.items() %}{% do d.update({'zz': 1}) %}{{ k }}{% endfor %}
{% for k in l %}{% if l|length < 7 %}{% do l.append(k) %}{% endif %}{{ k }}{% endfor %}{{ l }}
{% for k in l %}{% do l.remove(k) %}{{ k }}{% endfor %}{{ l }}
{% for k in l %}{% do l.pop() %}{{ k }}{{ loop.last }}{% endfor %}{{ l }}
{% for k in l %}{% do l.insert(0, 'x') %}{{ k }}{% if loop.index > 4 %}{% break %}{% endif %}{% endfor %}{{ l }}
{% for k, v in d.items() %}{% if loop.first %}{% do d.pop(k) %}{% endif %}{{ k }}{% break %}{% endfor %}{{ d }}
{% set s = namespace(l=[]) %}{% for k in [1,2] %}{% with a=s.l %}{% do a.append(k) %}{{ a }}{% endwith %}{% endfor %}{{ s.l }}
{% set s = {'l': []} %}{% for k in [1,2] %}{% with a=s.l %}{% do a.append(k) %}{{ a }}{% endwith %}{% endfor %}{{ s }}
{% set s = {'l': []} %}{% for k in [1,2] %}{% set a=s.l %}{% do a.append(k) %}{{ a }}{% endfor %}{{ s }}
{% set s = {'l': {}} %}{% for k in [1,2] %}{% with a=s['l'] %}{% do a.update({k:1}) %}{{ a }}{% endwith %}{% endfor %}{{ s }}
{% set s = [[],[]] %}{% for k in s %}{% do k.append(1) %}{{ k }}{% endfor %}{{ s }}
{% set s = [{},{}] %}{% for k in s %}{% do k.update({'a':1}) %}{{ k }}{% endfor %}{{ s }}
{% set s = {'a':[]} %}{% for k, v in s.items() %}{% do v.append(1) %}{{ v }}{% endfor %}{{ s }}
{% set s = {'a':[]} %}{% for k in s %}{% do s[k].append(1) %}{{ s[k] }}{% endfor %}{{ s }}
{% set s = {} %}{% for k in [1,2,1] %}{% do s.setdefault(k, []).append(k) %}{% endfor %}{{ s }}
{% set s = {} %}{% for k in [1,2,1] %}{% if k not in s %}{% do s.update({k: []}) %}{% endif %}{% do s[k].append(k) %}{% endfor %}{{ s }}
{% set a = [1] %}{% set b = a %}{% do b.append(2) %}{{ a }}{{ b }}
{% set a = [1] %}{% set b = {'x': a} %}{% do b.x.append(2) %}{{ a }}{{ b }}
{% set a = [1] %}{% set b = [a, a] %}{% do b[0].append(2) %}{{ a }}{{ b }}
{% set a = [3,1,2] %}{% do a.sort() %}{{ a }}{% do a.reverse() %}{{ a }}{% do a.extend([9]) %}{{ a }}{% do a.clear() %}{{ a }}
{% set a = [3,1,2] %}{% do a.sort(reverse=true) %}{{ a }}{{ a.pop(0) }}{{ a.index(1) }}{{ a.count(1) }}{% do a.insert(1,'z') %}{{ a }}{{ a.copy() }}
{% set a = {'x':1} %}{{ a.pop('x') }}{{ a.pop('y', 5) }}{{ a.setdefault('q', 2) }}{{ a.popitem() }}{{ a }}{% do a.update(b=2) %}{{ a }}{{ a.get('b') }}{{ a.keys()|list }}
{% set x = l.append('d') %}{{ x }}{{ l }}
{% if l.append('d') %}{% endif %}{{ l }}
{{ l.append('d') }}{{ l }}
{% for i in [1,2,3] %}{% with l=[] %}{% do l.append(i) %}{{ l }}{% endwith %}{% endfor %}
{% set l=[] %}{% for i in [1,2,3] %}{% with m=l %}{% do m.append(i) %}{{ m }}{% endwith %}{% endfor %}{{ l }}
{% set l=[] %}{% for i in [1,2,3] %}{% with %}{% do l.append(i) %}{{ l }}{% endwith %}{% endfor %}{{ l }}
{% for i in [1,2,3] %}{% with l=['a'] %}{% do l.append(i) %}{{ l }}{% endwith %}{% endfor %}
{% for i in [1,2,3] %}{% set l=['a'] %}{% do l.append(i) %}{{ l }}{% endfor %}
{% for i in [1,2,3] %}{% with d={} %}{% do d.update({i:1}) %}{{ d }}{% endwith %}{% endfor %}
{% set d={'a':1} %}{% for k in d %}{% do d.update({'b':1}) %}{{ k }}{% endfor %}
{% set d={'a':1} %}{% for k in d.items() %}{% do d.update({'b':1}) %}{{ k }}{% endfor %}
{% set d={'a':1} %}{% for k in d|list %}{% do d.update({'b':1}) %}{{ k }}{% endfor %}
{% set d={'a':1} %}{% for k in d %}{% do d.update({'a':2}) %}{{ k }}{% endfor %}{{ d }}
{% set d={'a':1,'b':2} %}{% for k,v in d.items() %}{% do d.pop(k) %}{{ k }}{% endfor %}
{% set d={'a':1,'b':2} %}{% for k in d.keys() %}{% do d.pop('b') %}{{ k }}{% endfor %}
{% set d={'a':1} %}{% for k in d %}{% do d.pop(k) %}{{ k }}{% endfor %}{{ d }}
{% set d={'a':1} %}{% for k in d %}{% do d.pop(k) %}{{ loop.index }}{{ k }}{% endfor %}{{ d }}
{% set d={'a':1,'b':2} %}{% for k in d %}{{ loop.index }}{% do d.pop(k) %}{{ k }}{% endfor %}{{ d }}
{% set d={'a':1,'b':2} %}{% for k in d %}{% do d.clear() %}{{ k }}{% else %}E{% endfor %}{{ d }}
{% set d={'a':1,'b':2} %}{% for k in d.values() %}{% do d.update({'c':1}) %}{{ k }}{{ loop.last }}{% endfor %}{{ d }}
{% set l=[1,2] %}{% for k in l %}{% if l|length < 5 %}{% do l.append(k) %}{% endif %}{{ k }}{% endfor %}{{ l }}
""")
group("silent", "t", r"""
{{ 2.5|round(none) }}
{{ 2.567|round(none) }}
{{ 2.567|round(none,'floor') }}
{{ 3|round(none) }}
{{ (1 if false) | to_json }}
{{ [1 if false] | to_json }}
{{ {'a': (1 if false)} | to_json }}
{{ (1 if false) | to_nice_json }}
{{ (1 if false) | from_json }}
{{ (1 if false) | tojson }}
{{ (1 if false) | b64encode }}
""")


def combinations():
    """Texts made of parts: statements inside one another with every kind of whitespace control."""
    rnd = random.Random(7)
    opens = ["{% if t %}", "{%- if t %}", "{% if t -%}", "{%- if t -%}", "{% for x in nums %}", "{%- for x in nums -%}", "{% for x in nums -%}", "{% filter upper %}", "{% set b %}", "{%+ if t %}", "{% with a=1 %}"]
    closes = {"if": ["{% endif %}", "{%- endif %}", "{% endif -%}", "{%- endif -%}"], "for": ["{% endfor %}", "{%- endfor %}", "{%- endfor -%}"], "filter": ["{% endfilter %}", "{%- endfilter %}"],
              "set": ["{% endset %}{{ b }}", "{%- endset -%}\n{{ b }}"], "with": ["{% endwith %}"]}
    bits = ["a", " b ", "\n", "\n  ", "{{ foo }}", "{{- foo }}", "{{ foo -}}", "{# c #}", "{#- c -#}", "\t", "{{ x | default('-') }}", "{{ loop.index | default(0) }}" , "c\n\n", "{% set k = 1 %}", "  {% if f %}no{% endif %}", "{{ [1, 'a'] }}"]

    def block(depth):
        out = ""
        for _ in range(rnd.randint(1, 4)):
            out += rnd.choice(bits)
            if depth and rnd.random() < 0.6:
                o = rnd.choice(opens)
                kind = next(k for k in closes if k in o)
                out += o + block(depth - 1) + rnd.choice(closes[kind])
        return out
    for _ in range(220):
        yield ("r", block(2))
    ops = ["+", "-", "*", "/", "//", "%", "**", "==", "<", ">=", "in", "~", "and", "or", "!="]
    atoms = ["1", "2.5", "-3", "'a'", "''", "l", "nums", "d", "none_", "t", "f", "foo", "zero", "(1, 2)", "[1]", "{'x': 1}", "big", "nope"]
    for _ in range(260):
        a, b, c = (rnd.choice(atoms) for _ in range(3))
        o, p = rnd.choice(ops), rnd.choice(ops)
        form = rnd.choice(["{{ %s %s %s }}" % (a, o, b), "{{ %s %s %s %s %s }}" % (a, o, b, p, c), "{{ (%s %s %s) %s %s }}" % (a, o, b, p, c), "{{ not %s %s %s }}" % (a, o, b), "{{ [%s, %s %s %s] }}" % (c, a, o, b)])
        if "**" in form and "big" in form or form.count("**") > 1:
            continue
        yield ("t", form)


# What ours does differently on purpose, by a part of the text.
NOTES = {
    "{{ loop }}{% endfor %}": "a loop prints itself otherwise",
    "x.append('d') %}{{ l }}": "a variable is not changed through another name",
    "super.super()": "super is not chained",
    "scoped.j2' %}{% block": "ansible reads every variable for a scoped block",
    "include 'scoped.j2'": "ansible reads every variable for a scoped block",
    "a\\rb\\r": "a lone carriage return at the end",
    "trim_blocks: maybe": "other values are false",
    "line_statement_prefix": "line statements are off",
    "line_comment_prefix": "line statements are off",
    "1e400": "infinity stays a number in native mode",
    "'a'.encode()": "bytes are texts",
    "{'items': 1}.items": "an address in the text",
    "'' % nope": "an undefined value is used",
    "{{ l() }}": "an error of Python's cache",
    "{{ foo[] }}": "refused when it is read",
    "to_datetime": "a date shows its text",
}


def note(text):
    for part, why in NOTES.items():
        if part.encode().decode("unicode_escape") in text:
            return why
    if text in ("{% raw %}", "#jinja2: trim_blocks: False"):
        return "the end of the template"
    return ""


def typed(v):
    if isinstance(v, Undefined):
        return {"t": "undefined"}
    if isinstance(v, str):
        return {"t": "str", "v": repr(plain(v))}
    return {"t": type(v).__name__, "v": repr(plain(v))}


def plain(v):
    if isinstance(v, dict):
        return {plain(k): plain(x) for k, x in v.items()}
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, tuple):
        return tuple(plain(x) for x in v)
    return str(v) if isinstance(v, str) else v


def run(loader, mode, text):
    variables = dict(VARS)
    variables["vars"] = dict(VARS)
    variables["omit"] = "__omit_place_holder__0"
    env = AnsibleNativeEnvironment if mode == "n" else AnsibleEnvironment
    C.DEFAULT_JINJA2_NATIVE = mode == "n"
    templar = Templar(loader=loader, variables=variables)
    if mode == "n":
        templar = templar.copy_with_new_env(environment_class=AnsibleNativeEnvironment)
    try:
        if mode == "w":
            class One(Conditional):
                def __init__(self):
                    super().__init__(loader=loader)
                    self.when = [text]
                    self._ds = None
            if hasattr(templar, "evaluate_conditional"):
                return typed(One().evaluate_conditional(templar, variables))
            return typed(One().evaluate_conditional(templar, variables))
        if mode == "r":
            templar = templar.copy_with_new_env(environment_class=AnsibleEnvironment, searchpath=[loader.get_basedir()], variable_start_string="{{", variable_end_string="}}",
                                                block_start_string="{%", block_end_string="%}", trim_blocks=True, lstrip_blocks=False, newline_sequence="\n", available_variables=variables)
            return typed(templar.do_template(text, preserve_trailing_newlines=True, escape_backslashes=False))
        return typed(templar.template(text))
    except Exception as e:
        message = str(getattr(e, "message", None) or e)
        return {"err": type(e).__name__, "msg": message}


def main():
    root = os.path.realpath(tempfile.mkdtemp())
    for name, text in FILES.items():
        with open(os.path.join(root, name), "w") as f:
            f.write(text)
    os.environ["ANSIBLE_JINJA2_EXTENSIONS"] = ""
    C.DEFAULT_JINJA2_EXTENSIONS = "jinja2.ext.do,jinja2.ext.loopcontrols"
    if hasattr(plugins, "init_plugin_loader"):
        plugins.init_plugin_loader(["/usr/lib/python3/dist-packages"])
    loader = DataLoader()
    loader.set_basedir(root)
    cases = []
    names = {"r": "render", "t": "templar", "n": "native", "w": "when"}
    for name, entries in list(GROUPS.items()) + [("mixed", list(combinations()))]:
        for modes, text in entries:
            for mode in modes:
                case = {"group": name, "mode": names[mode], "text": text}
                case.update(run(loader, mode, text))
                for key in ("v", "msg"):
                    if key in case:
                        case[key] = case[key].replace(root, "ROOT")
                if note(text):
                    case["note"] = note(text)
                cases.append(case)
    json.dump({"vars": VARS, "files": FILES, "cases": cases}, sys.stdout, indent=0, ensure_ascii=True)


main()
