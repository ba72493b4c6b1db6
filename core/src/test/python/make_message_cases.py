#!/usr/bin/python3
"""Writes the cases of ErrorMessagesTest: templates, options and conditions with the mistakes that
people make, each with the message that the task has under ansible-core 2.18.

    PYTHONPATH=CHECKOUT_OF_2.18/lib ANSIBLE_COLLECTIONS_PATH=FOLDER /usr/bin/python3 make_message_cases.py > ../../../../cli/src/test/resources/messages.json

Those for which ansible gives no message (it lets Python's exception through), or one with an
address, are left out. `ROOT`
stands for the directory of the playbook.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

E = []


def m(*texts):
    """Options of a task."""
    E.extend(("msg", text) for text in texts)


def w(*texts):
    """Conditions."""
    E.extend(("when", text) for text in texts)


def t(*texts):
    """Template files."""
    E.extend(("file", text) for text in texts)


VARS = {
    "name": "web", "port": 80, "none_": None, "user": {"name": "ann", "uid": 1}, "empty_list": [], "empty_dict": {},
    "users": [{"name": "ann", "uid": 1, "tags": ["x"]}, {"name": "bob", "uid": 2, "tags": ["y", "z"]}],
    "chain1": "{{ chain2 }}", "chain2": "{{ chain3.x }}", "chain_list": ["{{ nope_in_list }}"], "chain_dict": {"a": "{{ nope_in_dict }}"},
    "recursive_a": "{{ recursive_b }}", "recursive_b": "{{ recursive_a }}", "bad_syntax_var": "{{ foo bar }}", "bad_filter_var": "{{ name | nofilt }}",
    "cond_var": "nope == 1", "cond_bad": "name = = 1",
    "reg": {"rc": 0, "stdout": "not json", "stdout_lines": ["not json"], "changed": False, "failed": False},
}
FILES = {
    "templates/undef.j2": "x {{ nope_inc }}\n", "templates/syntax.j2": "x\n{% if %}\n", "templates/macros.j2": "{% macro hello(name, x=1) %}hi {{ name }}{% endmacro %}\n",
    "t.ini": "[s]\nk=1\n", "t.csv": "k\tv\n",
}

m(
    '{{ usr }}', '{{ user.nam }}', "{{ user['nam'] }}", '{{ user.address.street }}', '{{ users[5] }}', '{{ users[5].name }}', '{{ users[0].nam }}',
    '{{ users.0.nam }}', '{{ users.name }}', '{{ port.number }}', '{{ user.name.first }}', "{{ hostvars['nohost'] }}",
    "{{ hostvars['nohost'].ansible_host }}", '{{ hostvars[inventory_hostname].nope }}', '{{ hostvars.nohost.x }}', "{{ groups['web'] }}",
    '{{ groups.web[0] }}', "{{ groups['all'][7] }}", '{{ ansible_facts.distribution }}', "{{ ansible_facts['os_family'] }}",
    '{{ ansible_default_ipv4.address }}', '{{ ansible_hostname }}', '{{ item }}', '{{ item.name }}', '{{ result.stdout }}', '{{ reg.stdout_lines[3] }}',
    '{{ reg.results[0].rc }}', '{{ reg.json.token }}', 'Hello {{ nme }}!', '{{ a + b }}', '{{ undefd | upper }}', '{{ undefd | default(other) }}',
    '{{ undefd.x | default(nope2) }}', "{{ undefd.x.y | default('ok') }}{{ zz }}", "{{ users | map(attribute='nam') | list }}",
    "{{ users | map(attribute='nam') | join(',') }}", "{{ users | selectattr('nam', 'equalto', 'x') | list }}",
    "{{ users | selectattr('nam') | list }}", "{{ users | rejectattr('nam', 'defined') | list }}{{ q }}", "{{ users | sort(attribute='nam') }}",
    "{{ users | groupby('nam') }}", "{{ users | sum(attribute='nam') }}", "{{ users | map(attribute='name.first') | list }}",
    '{{ user.items }}x{{ q.w }}', '{{ empty_list[0] }}', '{{ empty_list | first }}', '{{ empty_list | last }}', '{{ empty_list | random }}',
    '{{ empty_list | max }}', '{{ empty_list | min }}', '{{ empty_dict | first }}', '{{ empty_list | first.name }}', '{{ (empty_list | first).name }}',
    "{{ (users | selectattr('name', 'eq', 'zed') | first).uid }}", "{{ users | selectattr('name', 'eq', 'zed') | map(attribute='uid') | first }}",
)
m(
    '{{ chain1 }}', '{{ chain_list }}', '{{ chain_dict.a }}', 'prefix-{{ chain1 }}', '{{ recursive_a }}', '{{ bad_syntax_var }}',
    '{{ bad_filter_var }}', '{{ [chain1] }}', "{{ {'k': chain1} }}", "{{ chain1 | default('x') }}y{{ zz }}", "{{ lookup('vars', 'chain1') }}",
    "{{ vars['chain1'] }}{{ nn }}", '{{ vars.nope }}', "{{ lookup('vars', 'nope') }}", "{{ lookup('vars', 'user', 'nope') }}",
    "{{ q('vars', 'nope') }}", "{{ lookup('varnames', '(') }}",
)
m(
    '{{ name | uper }}', '{{ name | to_jason }}', "{{ users | json_query('x') | selectatr('a') }}", "{{ name | regex_replce('a', 'b') }}",
    '{{ name | b64enc }}', '{{ name | ansible.builtin.uper }}', '{{ name | community.general.nope }}', '{{ name | nope.nope.nope }}',
    '{{ name | tojsn }}', "{{ users | mapp(attribute='x') }}", "{{ users | map('uper') | list }}", "{{ users | select('mach', 'x') | list }}",
    "{{ users | selectattr('name', 'equls', 'x') | list }}", '{{ name is strng }}', '{{ name is defind }}', '{{ name is not defned }}',
    '{{ name is ansible.builtin.nope }}', "{{ lookup('fil', 'x') }}", "{{ lookup('ansible.builtin.nope', 'x') }}",
    "{{ lookup('community.general.nope', 'x') }}", "{{ query('nope') }}", "{{ loookup('env', 'HOME') }}", '{{ nope_func() }}', '{{ name.nope() }}',
    '{{ users.push(1) }}', '{{ user.itms() }}', "{{ name.startwith('a') }}", '{{ port.upper() }}', "{{ user.name.split(',').nope }}", '{{ name() }}',
    '{{ name.upper.lower() }}', '{{ now().nope }}', '{{ dict(1) }}', '{{ dict([1]) }}', "{{ range('a') }}", '{{ range() }}', '{{ namespace(1) }}',
    '{{ undef() }}', "{{ undef(hint='give me') }}", "{{ undef('give me') }}",
)
m(
    "{{ port | join(',') }}", "{{ none_ | join(',') }}", "{{ users | join(',') }}{{ zz }}", '{{ name | dict2items }}', '{{ users | dict2items }}',
    '{{ port | dict2items }}', '{{ user | items2dict }}', '{{ [1] | items2dict }}', "{{ [{'k': 1}] | items2dict }}", "{{ name | combine({'a': 1}) }}",
    "{{ user | combine('x') }}", '{{ user | combine([1]) }}', '{{ user | combine(none) }}', '{{ user | combine(nope) }}',
    "{{ user | combine({'a': 1}, recusive=true) }}", "{{ user | combine({'a':1}, list_merge='apend') }}", '{{ port | length }}', '{{ none_ | length }}',
    '{{ true | length }}', '{{ port | first }}', '{{ port | list }}', '{{ port | sort }}', "{{ [1, 'a'] | sort }}", "{{ [1, 'a'] | max }}",
    '{{ [none, 1] | min }}', '{{ users | sort }}', '{{ users | max }}', '{{ [{}] | unique }}{{ zz }}', '{{ port | unique }}', '{{ name | sum }}',
    '{{ users | sum }}', "{{ ['a'] | sum }}", "{{ port | map('upper') | list }}", '{{ port | select | list }}', "{{ name | int + 'a' }}",
    '{{ name | int(base=99) }}', "{{ '12' + 3 }}", "{{ port + '1' }}", "{{ port - '1' }}", '{{ name * name }}', '{{ name / 2 }}', '{{ 1 / 0 }}',
    '{{ 1 // 0 }}', '{{ 1 % 0 }}', '{{ users + 1 }}', '{{ users + name }}', "{{ user + {'a': 1} }}", '{{ name + users }}', "{{ none_ + 'x' }}",
    '{{ -name }}', "{{ 'a' < 1 }}", '{{ none_ > 1 }}', '{{ users > 1 }}', '{{ user < user }}', '{{ port in 5 }}', '{{ 5 in name }}',
    "{{ 'a' in none_ }}", "{{ 'x' in port }}", '{{ port[0] }}', '{{ none_.x }}', '{{ none_[0] }}', '{{ none_.x.y }}', '{{ port.x.y }}', '{{ user[0] }}',
    "{{ name['x'] }}", '{{ name[99] }}', '{{ name.99 }}', "{{ users['a'] }}", '{{ users[name] }}', "{{ users['0'] }}", "{{ port | round('x') }}",
    '{{ name | round }}', '{{ name | abs }}', '{{ name | float + name }}', '{{ name | log }}', '{{ 0 | log }}', '{{ name | pow(2) }}',
    '{{ -4 | root }}', "{{ port | replace('a') }}", '{{ name | replace }}', '{{ port | regex_replace }}', "{{ name | regex_replace('(', 'x') }}",
    "{{ name | regex_replace('a', '\\\\2') }}", "{{ name | regex_search('[') }}", "{{ name | regex_search('a', '\\\\g<x>') }}",
    "{{ name | regex_search('a', 'x') }}", "{{ name | regex_findall('*') }}", '{{ name | regex_search() }}', '{{ name | regex_findall }}',
    "{{ none_ | regex_replace('a', 'b') }}{{ zz }}", "{{ name is match('(') }}", "{{ name is search('*x') }}", "{{ name is regex('[a') }}",
    "{{ port is match('1') }}", "{{ none_ is match('x') }}", "{{ users | regex_search('a') }}{{ zz }}", '{{ user | b64encode }}',
    '{{ port | b64encode }}', "{{ 'a' | b64decode }}", "{{ '!!!' | b64decode }}", '{{ none_ | b64decode }}', "{{ name | hash('nope') }}",
    "{{ name | password_hash('nope') }}", "{{ name | password_hash('sha512', 'bad salt!') }}", "{{ name | password_hash('sha512', 'x' * 40) }}",
    "{{ none_ | password_hash('sha512') }}", '{{ port | password_hash }}{{ zz }}', '{{ name | from_json }}', "{{ '{' | from_json }}",
    '{{ \'{"a": 1,}\' | from_json }}', "{{ '[1, 2' | from_json }}", '{{ "{\'a\': 1}" | from_json }}', "{{ '' | from_json }}", '{{ none_ | from_json }}',
    '{{ user | from_json }}', '{{ reg | from_json }}', "{{ 'a: b: c' | from_yaml }}", "{{ '{a' | from_yaml }}", '{{ "a: \'x" | from_yaml }}',
    "{{ 'a:\\n\\t- b' | from_yaml }}", "{{ '- a\\nb: c' | from_yaml }}", "{{ '@x' | from_yaml }}", "{{ '%a' | from_yaml }}",
    "{{ '&x' | from_yaml_all | list }}", "{{ 'a: b: c' | from_yaml_all | list }}", '{{ port | from_yaml }}{{ zz }}', '{{ name | mandatory }}{{ zz }}',
    '{{ nope | mandatory }}', "{{ nope | mandatory('give nope') }}", "{{ nope | mandatory(msg='give nope') }}", '{{ user.nope | mandatory }}',
    "{{ name | ternary('a') }}", '{{ name | ternary }}', "{{ nope | ternary('a', 'b') }}", '{{ nope | bool }}', '{{ nope | int }}',
    '{{ nope | length }}', "{{ nope | join(',') }}", '{{ nope | list }}', '{{ nope | to_json }}', '{{ nope | to_nice_yaml }}', '{{ [nope] | to_json }}',
    "{{ {'a': nope} | to_yaml }}", '{{ nope | from_json }}', "{{ nope | map(attribute='x') | list }}", '{{ nope | combine({}) }}', '{{ nope | first }}',
    '{{ nope | quote }}', '{{ nope | basename }}', "{{ nope | regex_replace('a','b') }}", '{{ nope | flatten }}', '{{ nope | unique }}',
    '{{ nope | difference([]) }}', '{{ [] | difference(nope) }}', '{{ nope | union([1]) }}', '{{ nope | dict2items }}', '{{ nope | b64decode }}',
    "{{ nope | hash('md5') }}", '{{ nope | sort }}', "{{ nope | split(',') }}", '{{ nope | type_debug }}{{ zz }}', '{{ nope in [1] }}',
    '{{ 1 in nope }}', '{{ nope == 1 }}', '{{ nope > 1 }}', '{{ not nope }}', '{{ nope and true }}', "{{ nope or 'x' }}", "{{ nope ~ 'x' }}",
    "{{ 'x' if nope else 'y' }}", '{{ nope if true else 1 }}', "{{ 'x' if false }}", '{{ nope is sameas 1 }}', "{{ nope is match('a') }}",
    "{{ nope is version('1', '>') }}", '{{ nope is failed }}', '{{ nope is changed }}', '{{ nope is succeeded }}', '{{ nope is string }}{{ zz }}',
    '{{ nope is in [1] }}',
)
m(
    '{{ name | split(5) }}', "{{ users | split(',') }}", '{{ port | split }}', "{{ none_ | split(',') }}", "{{ users | flatten(levels='x') }}",
    '{{ name | flatten }}', '{{ name | zip }}', '{{ port | zip([1]) }}', "{{ users | subelements('nope') }}", '{{ users | subelements }}',
    "{{ users | subelements('name') }}", "{{ name | subelements('x') }}", '{{ users | product(5) | list }}', '{{ [1] | extract(user) }}',
    "{{ 'nope' | extract(user) }}", "{{ ['nope'] | map('extract', user) | list }}", "{{ ['a'] | map('extract') | list }}",
    "{{ users | map('attr', 'x') | list }}{{ zz }}", '{{ users | map }}', '{{ users | map() | list }}', "{{ users | map(atribute='name') | list }}",
    "{{ users | map(attribute=name, default='x', foo=1) | list }}", "{{ users | map('regex_replace', '(') | list }}",
    "{{ ['a'] | map('regex_replace', '(', 'x') | list }}", '{{ users | selectattr | list }}', "{{ users | selectattr('uid', 'gt', 'x') | list }}",
    "{{ users | selectattr('uid', '>', none) | list }}", "{{ users | selectattr('uid', 'match', 'x') | list }}{{ zz }}",
    "{{ users | select('nope') | list }}", "{{ [1,2] | select('divisibleby') | list }}", "{{ [1,2] | select('divisibleby', 0) | list }}",
    "{{ [1,2] | batch('x') | list }}", '{{ [1,2] | slice(0) | list }}', "{{ [1,2] | random(seed='x', nope=1) }}", '{{ name | random }}{{ zz }}',
    '{{ port | random }}{{ zz }}', "{{ 'a' | random(start=5) }}", "{{ users | shuffle('x') }}", '{{ port | shuffle }}', '{{ name | human_to_bytes }}',
    "{{ '5 XB' | human_to_bytes }}", "{{ '5MB' | human_to_bytes(isbits=true) }}", '{{ name | human_readable }}',
    "{{ port | human_readable(unit='Q') }}", '{{ name | strftime }}{{ zz }}', "{{ '%Y' | strftime('x') }}", '{{ port | strftime(1) }}',
    '{{ name | to_datetime }}', "{{ '2020-01-01' | to_datetime }}", "{{ '2020-01-01 10:00:00' | to_datetime('%Y') }}", '{{ port | to_datetime }}',
    "{{ name | to_uuid('x') }}", "{{ name | urlsplit('nope') }}", '{{ port | urlsplit }}', '{{ name | urlencode(1) }}', '{{ name | quote(1) }}',
    '{{ name | upper(1) }}', '{{ name | trim(1, 2) }}', '{{ name | default(1, 2, 3) }}', "{{ name | indent('a', 'b', 'c', 'd') }}",
    '{{ name | indent(wdth=2) }}', '{{ user | to_nice_json(ident=2) }}', '{{ user | to_nice_yaml(ident=2) }}', '{{ user | to_json(indnt=2) }}',
    "{{ name | truncate('x') }}", '{{ name | truncate(2) }}', "{{ name | center('x') }}", "{{ name | wordwrap('x') }}", '{{ name | basename(1) }}',
    '{{ port | basename }}', '{{ none_ | dirname }}', '{{ users | basename }}', '{{ port | splitext }}', '{{ none_ | expanduser }}',
    '{{ port | realpath }}', '{{ name | relpath }}{{ zz }}', '{{ port | path_join }}', '{{ [port] | path_join }}', "{{ name | regex_escape('x') }}",
    "{{ name | comment('nope') }}", '{{ name | comment(1,2,3) }}', '{{ name | from_csv }}', "{{ users | community.general.json_query('[') }}",
    "{{ users | community.general.json_query('nope(@)') }}", "{{ users | community.general.json_query('[?uid > `x`]') }}",
    '{{ users | community.general.json_query }}', '{{ users | community.general.json_query(5) }}', "{{ 'x' | ansible.utils.ipaddr }}{{ zz }}",
    "{{ '10.0.0.1' | ansible.utils.ipaddr('nope') }}", "{{ '10.0.0.0/24' | ansible.utils.nthhost('x') }}",
    "{{ '10.0.0.0/24' | ansible.utils.ipsubnet(99) }}", '{{ name | ipaddr }}', "{{ '1.2.3' is version('1.2', '=~') }}",
    "{{ '1.x' is version('1.2', '>', strict=true) }}", "{{ name is version('1.2', '>=', version_type='semver') }}", "{{ '' is version('1', '>') }}",
    "{{ '1.2' is version('', '>') }}", "{{ '1.2' is version }}", "{{ none_ is version('1', '>') }}", "{{ port is divisibleby('x') }}",
    '{{ port is divisibleby }}', '{{ name is even }}', '{{ none_ is odd }}', '{{ port is subset([1]) }}', '{{ [1] is subset(5) }}',
    '{{ port is contains(1) }}', '{{ name is failed }}', '{{ users is changed }}', '{{ none_ is skipped }}', '{{ port is file }}{{ zz }}',
    '{{ users is exists }}', '{{ none_ is directory }}', '{{ name is defined(1) }}', '{{ name is sameas }}', '{{ name is in }}',
    "{{ name is truthy('x', 'y') }}", '{{ name is mapping(1) }}',
)
m(
    "{{ lookup('file', 'nofile.txt') }}", "{{ lookup('file', '/nope/x') }}", "{{ lookup('file', '/etc') }}", "{{ lookup('file') }}z{{ zz }}",
    "{{ lookup('file', nope) }}", "{{ lookup('file', name) }}", "{{ lookup('file', '/root/../nope') }}", "{{ lookup('template', 'nope.j2') }}",
    "{{ lookup('template', 'undef.j2') }}", "{{ lookup('template', 'syntax.j2') }}", "{{ lookup('first_found', ['a', 'b']) }}",
    "{{ lookup('first_found', files=['a'], paths=['x']) }}", "{{ lookup('first_found', {'files': ['a'], 'paths': ['b']}) }}",
    "{{ lookup('first_found', [nope]) }}", "{{ q('first_found', 'x.yml') }}", "{{ lookup('pipe', 'exit 3') }}", "{{ lookup('pipe', 'nocmd_x') }}",
    "{{ lookup('pipe', 'echo err >&2; false') }}", "{{ lookup('lines', 'false') }}", "{{ lookup('lines', 'nocmd_x') }}", "{{ lookup('env', nope) }}",
    "{{ lookup('env', 'NOPE_X', default=undef()) }}", "{{ lookup('ini', 'k', file='nope.ini') }}",
    "{{ lookup('ini', 'k', section='x', file='t.ini') }}", "{{ lookup('ini', 'k section=x file=t.ini foo=1') }}",
    "{{ lookup('csvfile', 'k', file='nope.csv') }}", "{{ lookup('csvfile', 'k file=t.csv col=x') }}", "{{ lookup('csvfile', 'k file=t.csv foo=1') }}",
    "{{ lookup('dict', name) }}", "{{ lookup('dict', users) }}", "{{ lookup('dict', nope) }}", "{{ lookup('subelements', users, 'nope') }}",
    "{{ lookup('subelements', users) }}", "{{ lookup('subelements', name, 'x') }}", "{{ lookup('sequence', 'start=1 end=x') }}",
    "{{ lookup('sequence', 'start=5 end=1') }}", "{{ lookup('sequence', 'nope=1') }}", "{{ lookup('sequence', 'x') }}",
    "{{ lookup('sequence', 'start=1') }}", "{{ lookup('sequence', 'end=5 count=2') }}", "{{ lookup('together') }}", "{{ lookup('nested') }}",
    "{{ lookup('nested', nope, [1]) }}", "{{ lookup('together', [1], nope) }}", "{{ lookup('password', '/dev/null length=x') }}",
    "{{ lookup('password', '/dev/null foo=1') }}", "{{ lookup('password', '/dev/null encrypt=nope') }}", "{{ lookup('password', '/proc/nope/x') }}",
    "{{ lookup('password', '/dev/null', length='x') }}", "{{ lookup('url', 'http://127.0.0.1:1/x') }}", "{{ lookup('url', 'nourl') }}",
    "{{ lookup('url', 'http://127.0.0.1:1/', timeout='x') }}", "{{ lookup('config', 'NOPE') }}",
    "{{ lookup('config', 'remote_user', plugin_type='connection') }}", "{{ lookup('config', 'nope', plugin_type='connection', plugin_name='ssh') }}",
    "{{ lookup('unvault', 'nope') }}", "{{ lookup('inventory_hostnames', 'nogroup') }}z{{ zz }}", "{{ lookup('random_choice', []) }}",
    "{{ lookup('indexed_items', 5) }}", "{{ lookup('items', nope) }}", "{{ lookup('list', nope) }}", "{{ lookup('flattened', nope) }}",
    "{{ lookup('community.general.flattened', 5) }}", '{{ lookup() }}', '{{ lookup(name) }}', "{{ lookup('file', 'x', errors='ignor') }}",
    "{{ lookup('file', 'x', wantlist=true) }}", "{{ lookup('file', 'x', nope=1) }}", "{{ lookup('env', 'HOME', 'x', nope=1) }}{{ zz }}",
    "{{ lookup('fileglob') }}z{{ zz }}", "{{ lookup('fileglob', nope) }}",
)
m(
    '{{ name', '{{ name }', '{{ name | }}', '{{ name | upper( }}', '{{ name | upper) }}', '{{ name upper }}', '{{ }}', "{{ 'a }}", '{{ "a }}',
    '{{ [1, 2 }}', "{{ {'a': 1 }}", "{{ {'a' 1} }}", '{{ (1, 2 }}', '{{ 1 + }}', '{{ + }}', '{{ a b }}', '{{ a.b. }}', '{{ a..b }}', '{{ users[0 }}',
    '{{ users[] }}', "{{ user.['a'] }}", '{{ name is }}', '{{ name is not }}', '{{ is name }}', '{{ if name }}', '{{ name if }}',
    '{{ name if true else }}', '{{ not }}', '{{ name and }}', '{{ name = 1 }}', '{{ name := 1 }}', '{{ name == }}', '{{ name === 1 }}',
    '{{ name && true }}', '{{ name || true }}', '{{ !name }}', '{{ name ? 1 : 2 }}', '{{ $name }}', '{{ name; }}', '{{ name-with-dash }}',
    '{{ user.name-with }}', '{{ @name }}', '{{ name # comment }}', '{{ name \\ }}', '{{ {{ name }} }}', "{{ 'x' + {{ name }} }}",
    '{% if name }}x{% endif %}', '{% if name %}x', '{% if name %}x{% endfor %}', '{% for x in users %}x', '{% for x users %}x{% endfor %}',
    '{% for in users %}x{% endfor %}', '{% for x in %}x{% endfor %}', '{% endif %}', '{% endfor %}', '{% else %}', '{% elif x %}',
    '{% iff name %}x{% endif %}', '{% if %}x{% endif %}', '{% set %}', '{% set x %}', '{% set x = %}', '{% set x == 1 %}', '{% set 1 = x %}',
    '{% foreach x in users %}', '{% include %}', '{% end %}', '{% block %}', '{% raw %}x', '{# x', "{% if name = 'x' %}y{% endif %}",
    "{% if name == 'x' %}y{% else if %}z{% endif %}", "{% if name == 'x' %}y{% elseif true %}z{% endif %}", '{% macro %}{% endmacro %}',
    '{% macro m( %}{% endmacro %}', '{% call m() %}x', '{% filter %}x{% endfilter %}', '{% filter uper %}x{% endfilter %}', '{% with x=1 %}y',
    "{% import 'x' %}", "{% from 'x' %}", '{% extends %}', '{% do %}', '{% break %}', '{% debug %}', '{% trans %}x{% endtrans %}', '{%', '{{', '{% ',
    '{{ 1.2.3 }}', '{{ 08 }}', '{{ 0x }}', '{{ 1e }}', '{{ name|upper()| }}', '{{ name|upper.lower }}', "{{ name | 'upper' }}", '{{ name | 5 }}',
    "{{ lookup('env' 'HOME') }}", "{{ lookup('env', 'HOME' }}", "{{ lookup 'env', 'HOME' }}", '{{ f(a=1, 2) }}', '{{ f(a=1, a=2) }}', '{{ f(**) }}',
    '{{ [x for x in users] }}', '{{ lambda x: x }}', '{{ users[1:2:3:4] }}', "{{ 'a' 'b' 5 }}", '{{ true false }}', '{{ None.x }}', '{{ True + }}',
)
t(
    '{{ usr }}\n', 'line1\nline2 {{ user.nam }}\n', '{% for u in users %}\n{{ u.nam }}\n{% endfor %}\n',
    '{% for u in usrs %}\n{{ u.name }}\n{% endfor %}\n', '{% for k, v in user %}\n{{ k }}\n{% endfor %}\n',
    '{% for k, v in users %}\n{{ k }}\n{% endfor %}\n', '{% for k, v in user.items %}\n{{ k }}\n{% endfor %}\n',
    '{% for k in port %}\n{{ k }}\n{% endfor %}\n', '{% for k in none_ %}\n{{ k }}\n{% endfor %}\n',
    '{% for a, b, c in user.items() %}\n{{ a }}\n{% endfor %}\n', '{% if user.nam.first %}\nx\n{% endif %}\n', "{% if usr == 'x' %}\nx\n{% endif %}\n",
    '{% if usr %}\nx\n{% endif %}\n{{ zz }}', "{% if port > '5' %}\nx\n{% endif %}\n", "{% include 'nope.j2' %}\n", '{% include nope %}\n',
    "{% include 'undef.j2' %}\n", "{% include 'syntax.j2' %}\n", "{% import 'nope.j2' as m %}\n", "{% import 'macros.j2' as m %}\n{{ m.nope() }}\n",
    "{% from 'macros.j2' import nope %}\n{{ nope() }}\n", "{% from 'macros.j2' import hello %}\n{{ hello() }}\n",
    "{% from 'macros.j2' import hello %}\n{{ hello(1, 2, 3) }}\n", "{% from 'macros.j2' import hello %}\n{{ hello(nme=1) }}\n",
    "{% extends 'nope.j2' %}\n", '{% macro m(a) %}{{ a.b }}{% endmacro %}\n{{ m(1) }}\n', '{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m() }}\n',
    '{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(1, 2) }}\n', '{% call nope() %}x{% endcall %}\n', '{% set x = nope %}\n{{ x }}\n',
    '{% set x = user.nope.more %}\n', '{% set x.y = 1 %}\n', '{% set a, b = users %}\n{{ zz }}', '{% set a, b = port %}\n',
    '{% set a, b, c = users %}\n', '{% do users.append(1) %}\n{{ zz }}', "{% set _ = user.update({'a': nope}) %}\n{{ zz }}",
    '{% set _ = users.appnd(1) %}\n', '{{ user | to_nice_yaml(indent=2) | indnt(2) }}\n', "{{ users | map(attribute='name') | jion(', ') }}\n",
    "{% for u in users if u.nam == 'x' %}\n{{ u }}\n{% endfor %}\n{{ zz }}", "{% for u in users | sort(attribute='nam') %}\n{{ u }}\n{% endfor %}\n",
    "{% for u in users if u.uid > 'a' %}\n{% endfor %}\n", '{% for u in users %}\n{% if loop.nope %}x{% endif %}\n{% endfor %}\n{{ zz }}',
    '{{ loop.index }}\n', '{% for u in users %}{% for v in u.tags %}{{ v.x.y }}{% endfor %}{% endfor %}\n', '{% for u in users %}\n{{ u.name }}\n',
    '{% if true %}\na\n{% if false %}\nb\n{% endif %}\n', '{% for u in users %}\n{% endif %}\n{% endfor %}\n', 'a\n{% endblock %}\n',
    "a\n{{ 'x }}\nb\n", 'a\n{{ x y }}\nb\n', 'a\n{% set y = [1, 2 %}\nb\n', 'a\nb\n{% unknown %}\n', 'a\nb\n{{ name | nofilter }}\n',
    'a\nb\n{% if name is notest %}x{% endif %}\n', 'a\n{% raw %}\nx\n', 'a {# b\nc\n', 'a\n{%- for x in users -%}\nb\n',
    '{{ ansible_managed }}\n{{ nope }}\n', '{{ template_path.nope.x }}\n', '{{ super() }}\n',
    '{% block a %}{% endblock %}{% block a %}{% endblock %}\n', '{{ self.nope() }}\n', '{{ caller() }}\n', '{{ varargs[0] }}\n',
    '#jinja2: foo\n{{ name }}', '#jinja2: trim_blocks: maybe\n{{ name }}', '{{ name | default(nope) | upper }}{{ nope }}\n',
    "{{ hostvars[groups['web'][0]]['x'] }}\n", "{% for h in groups['web'] %}{{ hostvars[h].x }}{% endfor %}\n",
    "{% for h in groups['all'] %}{{ hostvars[h].nope_x }}{% endfor %}\n",
    "{% for h in groups['all'] %}{{ hostvars[h]['ansible_default_ipv4']['address'] }}{% endfor %}\n", '{{ chain1 }}\n', '{{ chain_dict.a }}\n',
    '{{ recursive_a }}\n', '{{ bad_syntax_var }}\n', "{{ lookup('file', 'nope') }}\n", "{{ name.format(1) }}{{ '{} {}'.format(1) }}\n",
    "{{ '{x}'.format(y=1) }}\n", "{{ '%s %s' % 1 }}\n", "{{ '%d' % name }}\n", "{{ '%s %s' | format(1) }}\n", "{{ '%d' | format('a') }}\n",
    "{{ '%q' % 1 }}\n", "{{ '{:d}'.format('a') }}\n", '{{ name.join(1) }}\n', "{{ ','.join([1,2]) }}\n", "{{ ','.join(users) }}\n",
    "{{ name.split('') }}\n", "{{ name.index('zzz') }}\n", '{{ users.index(1) }}\n', "{{ user.pop('zzz') }}\n", '{{ users.pop(99) }}\n',
    '{{ users.remove(1) }}\n', "{{ name.replace('a') }}\n", "{{ name.encode('nope') }}\n", '{{ name.center() }}\n', "{{ name.get('x') }}\n",
    "{{ users.get('x') }}\n", '{{ user.get() }}\n', '{{ user.nope() }}\n', '{{ port.split() }}\n', '{{ users.0.uid.split() }}\n',
    '{{ none_.split() }}\n',
)
w(
    'usr', 'usr.x', 'user.nam', "user.nam == 'x'", "usr == 'x'", 'not usr', 'usr is defined and usr.x', 'user.nam is defined or nope', 'reg.rc == 0',
    "reg.stdout == 'x'", 'result is failed', 'result is changed', 'result.rc != 0', "name is mtch('x')", "name | uper == 'X'", "name = 'x'",
    "name == 'x", "name == 'x' and", "name == 'x' && true", "name == 'x' || true", '!name', "(name == 'x'", "name == 'x')", 'name in', 'name not in',
    'in users', "'x' in nope", "'x' not in nope", "'x' in port", "port > '5'", 'port > name', 'none_ > 5', 'users > 5', "name is version('1.0', '>=')",
    "nope is version('1.0', '>=')", 'nope | bool', 'nope | int > 5', 'nope | length > 0', 'port | length > 0', 'none_ | length > 0',
    "users[9].name == 'x'", "user['nam'] == 'x'", 'item == 1', 'item.x is defined', "ansible_os_family == 'Debian'",
    "ansible_facts['os_family'] == 'Debian'", "ansible_distribution_version is version('20.04', '>=')", "hostvars['nohost'].x",
    "groups['web'] | length > 0", "inventory_hostname in groups['web']", "lookup('file', 'nope')", "lookup('env' 'x')", 'name is defined and nope',
    '{{ usr }}', "'{{ nope }}' == 'x'", "{{ name == 'x' }}", '{% if name %}true{% endif %}', 'chain1', "chain1 == 'x'", 'cond_var', 'cond_bad',
    'name is', 'is defined', 'name is not', 'not', 'and', 'name | ', "name == 'x' | nope", '1 / 0 == 1', "'a' + 1 == 2", 'name.x.y',
    'name is divisibleby 0', "port is match('1')", "name is regex('(')", "name is search('[')", 'nope | default(nope2)',
    'nope | default(false) | nofilter', 'nope.x.y | default(false) and zz', 'user.name.first is defined and zz', 'nope is not failed',
    'reg is not succeeded', 'name is failed', 'result | failed', 'reg | changed2', 'reg.stdout | from_json', "reg.stdout_lines | first == 'x'",
    '(reg.stdout | from_json).x', "vars['nope'] == 1", 'vars.nope', "users | selectattr('name', 'equalto') | list",
    "users | selectattr('nam', 'equalto', 'x') | list | length > 0", 'port == 80 and', 'name == "x', "users[0]['nam'] is defined and zz", 'true is tru',
    '[1, 2', "{'a': 1", 'a b c', 'name,name ==', 'name == x y', "name == 'a' 'b'", 'some text here', 'yes and no or maybe',
)


def playbook():
    tasks = []
    for i, (kind, text) in enumerate(E):
        task = {"name": "e%d" % i, "ignore_errors": True}
        if kind == "file":
            task["template"] = {"src": "e%d.j2" % i, "dest": "out"}
        else:
            task["debug"] = {"msg": text if kind == "msg" else "ran"}
        if kind == "when":
            task["when"] = text
        tasks.append(task)
    return [{"hosts": "localhost", "gather_facts": False, "vars": VARS, "tasks": tasks}]


def main():
    root = os.path.realpath(tempfile.mkdtemp())
    files = dict(FILES)
    for i, (kind, text) in enumerate(E):
        if kind == "file":
            files["templates/e%d.j2" % i] = text
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
    with open(os.path.join(root, "site.yml"), "w") as f:
        json.dump(playbook(), f)
    environment = dict(os.environ, ANSIBLE_STDOUT_CALLBACK="ansible.posix.json", ANSIBLE_LOCALHOST_WARNING="False")
    done = subprocess.run([sys.executable, "-W", "ignore", "-m", "ansible.cli.playbook", "-c", "local", "site.yml"], cwd=root, env=environment, capture_output=True, text=True)
    if "{" not in done.stdout:
        sys.exit(done.stderr)
    said = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{"):])[0]
    results = {task["task"]["name"]: task["hosts"]["localhost"] for task in said["plays"][0]["tasks"]}
    cases = []
    for i, (kind, text) in enumerate(E):
        result = results["e%d" % i]
        if result.get("failed") and result.get("msg") and not re.search("at 0x[0-9a-f]+", result["msg"]):
            cases.append({"kind": kind, "text": text, "msg": essence(result["msg"]).replace(root, "ROOT")})
    json.dump({"vars": VARS, "files": FILES, "cases": cases}, sys.stdout, indent=0)
    print()


def essence(message):
    """Without the excerpt of the playbook, and what is said twice."""
    at = message.find("\n\nThe error appears to be in")
    if at >= 0:
        message = message[:at]
    for end in re.finditer(r"\. ", message):
        if message[end.end():] and message[end.end():] in message[:end.start()]:
            return essence(message[:end.start()])
    return message


main()
