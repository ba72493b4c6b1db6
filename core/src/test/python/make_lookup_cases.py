#!/usr/bin/python3
"""Writes the cases of LookupCasesTest: expressions over every lookup, each with the typed result (or
the error) that ansible gives, in a directory tree that the cases carry with them.

    COLLECTIONS=NEWER:INSTALLED PYTHONPATH=CHECKOUT_OF_2.18/lib:FOLDER_WITH_HVAC /usr/bin/python3 make_lookup_cases.py > ../resources/io/jplay/core/template/lookup-cases.json

`ROOT` stands for the directory of the tree, `URL` for the address of the web server that answers by
`routes`; below `/v1/` it is a HashiCorp Vault, which wants the token `granted`.
"""
import http.server
import json
import os
import sys
import tempfile
import threading
import warnings

warnings.filterwarnings("ignore")
sys.stderr = open(os.devnull, "w")

from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader as plugins
from ansible.template import Templar
from jinja2.runtime import Undefined

FILES = {
    "files/a.txt": "alpha\n", "files/b.txt": "  beta  \n\n", "files/c.conf": "c", "files/sub/d.txt": "delta",
    "files/empty": "", "files/lines": "one\ntwo\nthree\n", "files/json.json": '{"a": [1, 2], "b": "{{ foo }}"}\n',
    "files/braces.txt": "{{ foo }} {% x %}\n", "files/uni.txt": "h\u00e9llo \u2603\n", "files/.hidden": "h", "files/crlf": "a\r\nb\r\n",
    "top.txt": "top\n", "vars/v.yml": "a: 1\n", "vars/main/deep.yml": "b: 2\n",
    "templates/t.j2": "Hello {{ foo }}!\n", "templates/list.j2": "[1, {{ nums[0] }}, \"x\"]", "templates/dict.j2": '{"k": "{{ foo }}", "n": 1}',
    "templates/true.j2": "True", "templates/num.j2": "42", "templates/extra.j2": "{{ foo }}/{{ extra | default('none') }}",
    "templates/brackets.j2": "[[ foo ]] {{ foo }}", "templates/comment.j2": "a{# c #}b [# d #] c", "templates/loop.j2": "{% for n in nums %}\n{{ n }}\n{% endfor %}\nend\n",
    "templates/inc.j2": "<{% include 't.j2' %}>", "templates/undef.j2": "{{ nope }}", "templates/ws.j2": "\n\n x \n\n", "templates/fp.j2": "{{ template_path | basename }}|{{ template_fullpath | basename }}",
    "files/ansible.csv": "key\tval\tthird\nli\t3\tLithium\nbe\t4\tBeryllium\n", "files/e.csv": 'Symbol,Number,Mass\nH,1,1.008\nHe,2,4.0026\n"Li, x",3,"6.9 ""q"""\nshort\n',
    "files/semi.csv": "a;b;c\nd;e;f\n",
    "files/ansible.ini": "[global]\nuser=root\n", "files/i.ini": "[production]\n# a comment\nuser = robert\npass: somerandompassword\n\n[integration]\nuser=gertrude\nUser2 = Big\npass=anotherpassword\nmulti = one\n  two\nempty=\nwith_eq = a=b\nurl = http://x:80/y\nq = \"quoted\"\npct = 50%%\n; semi\n",
    "files/p.properties": "user.name=robert\nuser.pass=x\nhost.name = h1\n", "files/novalue.ini": "[mysqld]\nskip-innodb\nport=3306\n",
    "files/refs.ini": "[s]\nfree=1\nbound=%(other)s\n", "files/twice.ini": "[s]\na=1\na=2\n", "files/sections.ini": "[s]\na=1\n[s]\nb=2\n",
    "files/nokey.ini": "[s]\na=1\n=2\n", "files/latin.csv": "li,\udce9\n",
    "files/dup.ini": "[s]\na=1\nb=2\nab=3\n",
    "files/g/1.txt": "1", "files/g/2.txt": "2", "files/g/10.txt": "10", "files/g/x.md": "x", "files/g/dir/y.txt": "y",
    "tree/a": "A", "tree/d/b": "B", "tree/d/e/c": "C",
    "pw.txt": "s3cret\n", "pw-salt.txt": "s3cret salt=abcdefgh\n", "pw-ident.txt": "s3cret salt=abcdefghijklmnopqrstuu ident=2b\n",
}

ROUTES = {
    "/plain": [200, "one\ntwo\n"], "/one": [200, "single"], "/json": [200, '{"a": 1}'], "/empty": [200, ""],
    "/missing": [404, "nothing"], "/broken": [500, "oops"], "/uni": [200, "h\u00e9"],
    "/agent": [200, "$User-Agent"], "/auth": [200, "$Authorization"], "/header": [200, "$X-Test"], "/moved": [302, "/one"],
    "/cache": [200, "$Cache-Control"], "/upgrade": [200, "$Upgrade"],
    "/v1/secret/data/app": [200, '{"request_id": "r", "data": {"data": {"user": "ann", "pw": "s3", "n": 5}, "metadata": {"version": 4}}}'],
    "/v1/secret/data/app?version=3": [200, '{"request_id": "r", "data": {"data": {"user": "old"}, "metadata": {"version": 3}}}'],
    "/v1/team/data/a/b": [200, '{"data": {"data": {"k": "v"}, "metadata": {"version": 1}}}'],
    "/v1/kv/app": [200, '{"request_id": "r", "lease_id": "", "renewable": false, "lease_duration": 3600, "data": {"user": "bob", "list": [1, 2]}, "wrap_info": null, "warnings": null, "auth": null}'],
    "/v1/old/app": [200, '{"data": {"user": "eve"}}'], "/v1/secret/data/none": [404, '{"errors": []}'], "/v1/kv/none": [404, '{"errors": []}'], "/v1/kv/broken": [500, '{"errors": ["sealed"]}'],
    "/v1/auth/token/lookup-self": [200, '{"data": {"id": "granted"}}'], "/v1/auth/approle/login": [200, '{"auth": {"client_token": "granted"}}'],
    "/v1/auth/robots/login": [200, '{"auth": {"client_token": "granted"}}'], "/v1/auth/userpass/login/ann": [200, '{"auth": {"client_token": "granted"}}'],
    "/v1/auth/userpass/login/eve": [400, '{"errors": ["invalid username or password"]}'], "/v1/auth/github/login": [200, '{"auth": {"client_token": "granted"}}'],
    "/v1/auth/ldap/login/ann": [200, '{"auth": {"client_token": "granted"}}'],
}

VARS = {
    "foo": "bar", "nums": [3, 1, 2], "l": ["b", "a"], "l2": [1, 2], "nested": [1, [2, [3, [4, None]]], None, "x"], "e": [],
    "d": {"b": 2, "a": 1}, "ed": {}, "n": None, "t": True, "i": 5, "name_of": "foo", "var_foo": "VF", "qz_1": "hello", "qz_2": "world", "qa_1": "I won't show", "qz_": "x",
    "users": [
        {"name": "alice", "auth": ["a1", "a2"], "mysql": {"hosts": ["%", "127.0.0.1"], "privs": ["*.*:SELECT"]}},
        {"name": "bob", "auth": ["b1"], "mysql": {"hosts": ["db1"]}},
    ],
    "partly": [{"name": "x", "k": [1]}, {"name": "y"}],
    "udict": {"alice": {"name": "A", "tel": [1, 2]}, "bob": {"name": "B", "tel": [3]}},
    "tpl": "{{ foo }}!", "tpls": ["{{ foo }}", "x"], "groups": {"all": ["h1", "h2", "h3"], "web": ["h1", "h2"], "db": ["h3"], "ungrouped": []},
    "dict_tpl": {"k": "{{ foo }}"}, "hostvars": {"h1": {}, "h2": {}, "h3": {}}, "inventory_hostname": "h1", "ansible_play_hosts": ["h1"],
    "merge_a": {"x": 1, "l": [1]}, "merge_b": {"y": 2, "l": [2]},
}

CASES = r'''
query('inventory_hostnames')
query('inventory_hostnames', '')
query('csvfile', 'nope', file='e.csv', delimiter='')
query('csvfile', 'nope', file='e.csv', delimiter='ab')
query('csvfile', 'nope', file='e.csv', default=none)
query('csvfile', 'nope', file='e.csv', default=[])
query('csvfile', 'nope', file='e.csv', default=['a', 'b'])
query('csvfile', 'nope', file='e.csv', default='a')
lookup('env', 'JPLAY_CASE')
lookup('env', 'JPLAY_CASE', 'JPLAY_EMPTY')
lookup('env', 'JPLAY_NOT_THERE')
lookup('env', 'JPLAY_NOT_THERE', default='x')
lookup('env', 'JPLAY_NOT_THERE', default=none)
lookup('env', 'JPLAY_NOT_THERE', default=undef())
lookup('env', 'JPLAY_EMPTY', default='x')
lookup('env', 'JPLAY_EMPTY') or 'y'
lookup('ansible.builtin.env', 'JPLAY_CASE')
query('env', 'JPLAY_CASE')
q('env', 'JPLAY_CASE', 'JPLAY_CASE')
lookup('env')
query('env')
lookup('env', 'JPLAY_CASE', wantlist=True)
lookup('file', 'a.txt')
lookup('file', 'ROOT/files/a.txt')
lookup('file', 'a.txt', 'c.conf')
lookup('file', 'a.txt', 'c.conf', wantlist=true)
query('file', 'a.txt')
lookup('file', ['a.txt', 'c.conf'])
lookup('file', 'b.txt')
lookup('file', 'b.txt', lstrip=true)
lookup('file', 'b.txt', rstrip=false)
lookup('file', 'b.txt', rstrip='no', lstrip='yes')
lookup('file', 'sub/d.txt')
lookup('file', 'files/sub/d.txt')
lookup('file', 'top.txt')
lookup('file', 'empty')
lookup('file', 'json.json')
lookup('file', 'json.json') | from_json
lookup('file', 'braces.txt')
lookup('file', 'uni.txt')
lookup('file', 'crlf')
lookup('file', 'nope.txt')
lookup('file', 'nope.txt', errors='ignore')
lookup('file', 'nope.txt', errors='warn')
lookup('file', 'nope.txt', errors='strict')
lookup('file', 'nope.txt', errors='ignore') | default('x', true)
query('file', 'nope.txt', errors='ignore')
lookup('file', 'nope.txt', wantlist=true, errors='ignore')
lookup('file')
lookup('file', '')
lookup('file', undefined_thing)
lookup('file', foo)
lookup('file', 1)
lookup('unvault', 'a.txt')
lookup('unvault', 'b.txt')
lookup('unvault', 'nope.txt')
lookup('unvault', 'a.txt', 'c.conf')
lookup('template', 't.j2')
lookup('template', 'ROOT/templates/t.j2')
lookup('template', 'list.j2')
lookup('template', 'list.j2', convert_data=false)
lookup('template', 'list.j2', convert_data='no')
lookup('template', 'dict.j2')
lookup('template', 'dict.j2', convert_data=false)
lookup('template', 'dict.j2').k
lookup('template', 'true.j2')
lookup('template', 'num.j2')
lookup('template', 'extra.j2')
lookup('template', 'extra.j2', template_vars={'extra': 'E'})
lookup('template', 'extra.j2', template_vars=dict(foo='over', extra=nums))
lookup('template', 'brackets.j2', variable_start_string='[[', variable_end_string=']]')
lookup('template', 'comment.j2')
lookup('template', 'comment.j2', comment_start_string='[#', comment_end_string='#]')
lookup('template', 'loop.j2')
lookup('template', 'inc.j2')
lookup('template', 'undef.j2')
lookup('template', 'undef.j2', errors='ignore')
lookup('template', 'ws.j2')
lookup('template', 'fp.j2')
lookup('template', 'nope.j2')
lookup('template', 't.j2', 'num.j2')
query('template', 't.j2')
query('template', 'list.j2')
lookup('pipe', 'echo hello')
lookup('pipe', 'printf "a\nb\n\n"')
lookup('pipe', 'printf "  x  \n"')
lookup('pipe', 'exit 3')
lookup('pipe', 'exit 3', errors='ignore')
lookup('pipe', 'echo a', 'echo b')
query('pipe', 'echo a', 'echo b')
lookup('pipe', 'pwd')
lookup('pipe', 'echo "{{ foo }}"')
lookup('pipe', 'true')
lookup('pipe', 'cat top.txt')
lookup('lines', 'printf "a\nb\n"')
query('lines', 'printf "a\nb\n"')
query('lines', 'printf "a\n\n b \n"')
query('lines', 'cat top.txt', 'echo x')
lookup('lines', 'exit 4')
lookup('vars', 'foo')
lookup('vars', 'var_' ~ 'foo')
lookup('vars', 'foo', 'var_foo')
query('vars', 'foo', 'var_foo')
lookup('vars', 'nums')
lookup('vars', 'd')
lookup('vars', 'tpl')
lookup('vars', 'tpls')
lookup('vars', 'dict_tpl')
lookup('vars', 'nope')
lookup('vars', 'nope', default='x')
lookup('vars', 'nope', default=[])
lookup('vars', 'nope', default='')
lookup('vars', 'foo', default='x')
lookup('vars', 'nope', errors='ignore')
lookup('vars', 'n')
lookup('vars', 'i')
lookup('vars', 5)
lookup('vars', nums)
lookup('varnames', '^qz_.+')
query('varnames', '^qz_.+') | sort
query('varnames', 'hostvar')
query('varnames', '^zzz')
query('varnames', '^qa', '^qz_1') | sort
query('varnames', '.+_foo$', '^name') | sort
lookup('varnames', '(')
lookup('varnames', 5)
lookup('first_found', 'nope', 'a.txt') | basename
lookup('first_found', ['nope', 'a.txt', 'c.conf']) | replace('ROOT', 'R')
lookup('first_found', 'nope')
lookup('first_found', 'nope', skip=true)
query('first_found', 'nope', skip=true)
query('first_found', ['nope'], skip=true)
query('first_found', ['nope'], errors='ignore')
lookup('first_found', 'nope', errors='ignore')
lookup('first_found', files=['nope', 'v.yml'])
lookup('first_found', files=['nope', 'b'], paths=['ROOT/tree/d', 'ROOT/tree'])
lookup('first_found', files='nope,b', paths='ROOT/tree:ROOT/tree/d')
lookup('first_found', files='a;b', paths='ROOT/tree/d')
lookup('first_found', {'files': ['b'], 'paths': ['ROOT/tree/d']})
lookup('first_found', {'files': 'nope', 'paths': ['ROOT/tree/d'], 'skip': true})
query('first_found', {'files': 'nope', 'paths': ['ROOT/tree/d'], 'skip': true})
lookup('first_found', {'files': ['x']}, {'files': ['a'], 'paths': ['ROOT/tree']})
lookup('first_found', 'top.txt')
lookup('first_found', 'ROOT/top.txt')
lookup('first_found', 'sub/d.txt')
lookup('first_found', paths=['ROOT/tree/zzz', 'ROOT/tree/d'])
lookup('first_found', 5)
lookup('first_found', 't.j2')
lookup('first_found', ['a.txt'], paths=['ROOT/files/g', 'ROOT/files'])
query('fileglob', 'ROOT/files/g/*.txt') | sort
query('fileglob', 'g/*.txt') | map('basename') | sort
query('fileglob', 'files/g/*.txt') | map('basename') | sort
query('fileglob', '*.txt') | map('basename') | sort
query('fileglob', 'ROOT/files/g/*.zzz')
lookup('fileglob', 'ROOT/files/g/x.*')
query('fileglob', 'ROOT/files/g/[12].txt') | map('basename') | sort
query('fileglob', 'ROOT/files/g/?.txt') | map('basename') | sort
query('fileglob', 'ROOT/files/g/*') | map('basename') | sort
query('fileglob', 'ROOT/files/*/*.txt') | map('basename') | sort
query('fileglob', 'ROOT/files/g/1*', 'ROOT/files/g/x*') | map('basename') | sort
query('fileglob', 'ROOT/files/.h*') | map('basename')
lookup('fileglob', 'ROOT/zzz/*')
lookup('fileglob', 'ROOT/zzz/*', wantlist=true)
query('community.general.filetree', 'ROOT/tree') | map(attribute='path') | sort
query('community.general.filetree', 'ROOT/tree') | map(attribute='state') | list
query('community.general.filetree', 'ROOT/tree') | selectattr('state', 'eq', 'file') | map(attribute='src') | sort
query('community.general.filetree', 'ROOT/tree') | map(attribute='root') | unique | list
query('community.general.filetree', 'ROOT/tree') | selectattr('path', 'eq', 'a') | map(attribute='mode') | list
query('community.general.filetree', 'ROOT/tree') | selectattr('path', 'eq', 'a') | map(attribute='size') | list
query('community.general.filetree', 'ROOT/tree') | selectattr('path', 'eq', 'd') | map('dictsort') | map('map', 'first') | list
query('community.general.filetree', 'ROOT/tree') | selectattr('path', 'eq', 'a') | map('dictsort') | map('map', 'first') | list
query('community.general.filetree', 'ROOT/tree', exclude='^c') | map(attribute='path') | sort
query('community.general.filetree', 'g') | map(attribute='path') | sort
query('community.general.filetree', 'ROOT/zzz')
lookup('password', 'ROOT/pw.txt')
lookup('password', 'pw.txt')
lookup('password', 'ROOT/pw-salt.txt')
lookup('password', 'ROOT/pw-salt.txt encrypt=sha512_crypt')
lookup('password', 'ROOT/pw-salt.txt', encrypt='sha256_crypt')
lookup('password', 'ROOT/pw-salt.txt encrypt=md5_crypt')
lookup('password', 'ROOT/pw-ident.txt encrypt=bcrypt') | length
lookup('password', '/dev/null') | length
lookup('password', '/dev/null length=7') | length
lookup('password', '/dev/null', length=9) | length
lookup('password', '/dev/null length=12 chars=digits') is match('^[0-9]{12}$')
lookup('password', '/dev/null chars=ascii_lowercase,digits') is match('^[a-z0-9]{20}$')
lookup('password', '/dev/null', chars=['hexdigits'], length=30) is match('^[0-9a-fA-F]{30}$')
lookup('password', '/dev/null', chars=['ab'], length=30) is match('^[ab]{30}$')
lookup('password', '/dev/null', chars='ascii_uppercase,xyz', length=30) is match('^[A-Zxyz]{30}$')
lookup('password', '/dev/null chars=,,', length=3)
lookup('password', '/dev/null seed=foo length=10')
lookup('password', '/dev/null', seed='foo', length=10)
lookup('password', '/dev/null', seed='foo')
lookup('password', '/dev/null', seed='foo', chars=['ascii_letters', 'digits', 'punctuation'])
lookup('password', '/dev/null seed=x chars=digits length=5')
lookup('password', '/dev/null length=abc')
lookup('password', '/dev/null bad=1')
lookup('password', '/dev/null', encrypt='nope')
lookup('password', '/dev/null length=5 encrypt=sha512_crypt') is match('^[$]6[$]')
lookup('password', '/dev/null', encrypt=true)
lookup('url', 'URL/plain')
lookup('url', 'URL/plain', wantlist=true)
query('url', 'URL/plain')
lookup('url', 'URL/plain', split_lines=false)
lookup('url', 'URL/one')
lookup('url', 'URL/json') | from_json
lookup('url', 'URL/json', split_lines=false)
lookup('url', 'URL/empty')
query('url', 'URL/empty')
lookup('url', 'URL/uni')
lookup('url', 'URL/missing')
lookup('url', 'URL/missing', errors='ignore')
lookup('url', 'URL/broken')
lookup('url', 'URL/agent')
lookup('url', 'URL/agent', http_agent='me/1')
lookup('url', 'URL/header', headers={'X-Test': 'yes'})
lookup('url', 'URL/auth', username='u', password='p', force_basic_auth=true)
lookup('url', 'URL/auth')
lookup('url', 'URL/moved')
lookup('url', 'URL/moved', follow_redirects='none')
lookup('url', 'URL/one', 'URL/plain')
query('url', 'URL/one', 'URL/plain')
lookup('url', 'nonsense')
lookup('url', 'http://127.0.0.1:1/')
lookup('csvfile', 'li')
lookup('csvfile', 'li col=2')
lookup('csvfile', 'li', col=2)
lookup('csvfile', 'li', col='2')
lookup('csvfile', 'be file=ansible.csv delimiter=TAB')
lookup('csvfile', 'He file=e.csv delimiter=,')
lookup('csvfile', 'He', file='e.csv', delimiter=',', col=2)
lookup('csvfile', '"Li, x" file=e.csv delimiter=,')
lookup('csvfile', 'Li, x', file='e.csv', delimiter=',')
lookup('csvfile', 'nope', file='e.csv', delimiter=',')
lookup('csvfile', 'nope', file='e.csv', delimiter=',', default='D')
lookup('csvfile', 'nope file=e.csv delimiter=, default=D')
query('csvfile', 'nope', file='e.csv', delimiter=',')
lookup('csvfile', 'short', file='e.csv', delimiter=',')
lookup('csvfile', 'H', 'He', file='e.csv', delimiter=',')
query('csvfile', 'H', 'He', file='e.csv', delimiter=',')
lookup('csvfile', 'd', file='semi.csv', delimiter=';')
lookup('csvfile', 'd file=semi.csv delimiter=; col=2')
lookup('csvfile', 'x', file='nope.csv')
lookup('csvfile', 'li', col='x')
lookup('csvfile', '')
lookup('csvfile', 'li bad=1')
lookup('ini', 'user section=production file=i.ini')
lookup('ini', 'user', section='integration', file='i.ini')
lookup('ini', 'user')
lookup('ini', 'user', 'pass', section='production', file='i.ini')
query('ini', 'user', 'pass', section='production', file='i.ini')
lookup('ini', 'pass', section='production', file='i.ini')
lookup('ini', 'multi', section='integration', file='i.ini')
lookup('ini', 'empty', section='integration', file='i.ini')
lookup('ini', 'with_eq', section='integration', file='i.ini')
lookup('ini', 'url', section='integration', file='i.ini')
lookup('ini', 'q', section='integration', file='i.ini')
lookup('ini', 'pct', section='integration', file='i.ini')
lookup('ini', 'nope', section='integration', file='i.ini')
lookup('ini', 'nope', section='integration', file='i.ini', default='D')
lookup('ini', 'nope section=integration file=i.ini default=D')
lookup('ini', 'user', section='nosection', file='i.ini')
lookup('ini', 'user', section='nosection', file='i.ini', default='D')
lookup('ini', 'USER', section='integration', file='i.ini')
lookup('ini', 'USER', section='integration', file='i.ini', case_sensitive=true)
lookup('ini', 'User2', section='integration', file='i.ini', case_sensitive=true)
lookup('ini', 'user2', section='integration', file='i.ini')
lookup('ini', '.*', section='dup', file='i.ini', re=true)
query('ini', '.*', section='s', file='dup.ini', re=true)
query('ini', 'a.*', section='s', file='dup.ini', re=true)
query('ini', '^a$ section=s file=dup.ini re=true')
lookup('ini', 'user.name', type='properties', file='p.properties')
lookup('ini', 'user.name type=properties file=p.properties')
lookup('ini', 'host.name', type='properties', file='p.properties')
lookup('ini', 'skip-innodb', section='mysqld', file='novalue.ini', allow_no_value=true)
lookup('ini', 'port', section='mysqld', file='novalue.ini', allow_no_value=true)
lookup('ini', 'port', section='mysqld', file='novalue.ini', allow_none=true)
lookup('ini', 'port', section='mysqld', file='novalue.ini')
lookup('ini', 'x', file='nope.ini')
query('sequence', '5')
query('sequence', '5-8')
query('sequence', '2-10/2')
query('sequence', '4:host%02d')
query('sequence', 'start=0 end=4')
query('sequence', 'start=1 end=5 stride=2 format=x%02x')
query('sequence', 'count=3')
query('sequence', 'count=0')
query('sequence', 'start=10 end=0 stride=-5')
query('sequence', 'start=10 end=0')
query('sequence', 'start=0 end=10 stride=-1')
query('sequence', 'end=3 count=3')
query('sequence', 'start=1')
query('sequence', 'bad=1')
query('sequence', start=1, end=3)
query('sequence', end=3, format='h%03d')
query('sequence', count=2, start=5, stride=3)
query('sequence', 'end=0x10 start=0x0e')
query('sequence', '0x0f00-0x0f02:%04x')
query('sequence', 'start=0 count=5 stride=2 format=testuser%02x')
query('sequence', 'end=05')
query('sequence', 'end=3 format=%d%%')
query('sequence', 'end=3 format=x')
query('sequence', 'end=abc')
query('sequence', 'start=1 end=1')
query('sequence', 'stride=0 end=3')
lookup('sequence', 'end=3')
query('sequence', '1-3', '5-6')
query('subelements', users, 'auth')
query('subelements', users, 'mysql.hosts')
query('subelements', udict, 'tel')
query('subelements', partly, 'k')
query('subelements', partly, 'k', {'skip_missing': true})
query('subelements', partly, 'k', {'skip_missing': 'yes'})
query('subelements', partly, 'k', {'skip_missing': false})
query('subelements', partly, 'k', skip_missing=true)
query('subelements', users, 'name')
query('subelements', users)
query('subelements', users, 'auth', 'x')
query('subelements', users, 5)
query('subelements', 'x', 'y')
query('subelements', users, 'mysql.privs', {'skip_missing': true})
query('subelements', [], 'k')
lookup('subelements', users, 'auth') | length
query('nested', ['a', 'b'], [1, 2])
query('nested', l, l2, ['x'])
query('nested', [[1, 2], [3]], ['a'])
query('nested', ['a'])
query('nested')
query('nested', [], [1])
query('nested', 'x', [1, 2])
query('nested', ['a', ['b', 'c']], [1])
query('nested', tpls, [1])
query('nested', nope_, [1])
query('together', l, l2)
query('together', [1, 2, 3], ['a'])
query('together', [1], ['a'], ['x', 'y'])
query('together', [], [1])
query('together')
query('together', [[1, 2], [3]], ['a', 'b'])
query('together', tpls, l)
lookup('env', l)
lookup('env', d)
lookup('env', none)
query('env', ['JPLAY_CASE'])
lookup('ini', l)
lookup('ini', d, section='production', file='i.ini')
lookup('csvfile', l)
lookup('csvfile', 1)
query('csvfile')
query('fileglob', l)
query('fileglob', none)
lookup('unvault', l)
lookup('unvault', none)
lookup('template', l)
lookup('template', none)
lookup('password', none)
query('inventory_hostnames', l)
query('inventory_hostnames', d)
query('sequence', 1)
query('sequence', l)
query('sequence', none)
query('nested', foo)
query('nested', 'ab')
query('nested', ['ab', 'cd'])
query('nested', tpls)
query('nested', d)
query('nested', nums)
query('nested', n)
query('nested', [d])
query('first_found', [['a.txt']])
query('first_found', [['nope'], ['a.txt', 'c.conf']])
query('vars', *['foo'])
query('vars', *['foo'], default=1)
query('vars', 'foo', **{'default': 1})
query('vars', 'foo', **{}, default=1)
query('vars', default=1, 'foo')
query('vars', *['foo'], 'foo')
query('vars', **{}, *['foo'])
query('dict', d)
query('dict', d) | map(attribute='key') | sort
query('dict', ed)
query('dict', [d, {'z': 1}])
query('dict', 'x')
query('dict', l)
query('dict', dict_tpl)
lookup('dict', d)
lookup('dict', {'a': 1})
query('dict', d, {'q': [1]})
query('items', l)
query('items', l, l2)
query('items', [1, [2, 3]], 'x')
query('items', nested)
query('items', [[1, 2], [3, [4]]])
query('items', d)
query('items', 'x')
query('items', [])
query('items')
lookup('items', l)
lookup('items', l2)
query('items', tpls)
query('items', n)
query('list', l)
query('list', [[1, 2], [3]])
query('list', 'a', 'b')
query('list', 1)
lookup('list', l)
query('indexed_items', l)
query('indexed_items', [1, [2, 3]])
query('indexed_items', l, l2)
query('indexed_items', 'x')
query('indexed_items')
lookup('indexed_items', l)
query('random_choice', ['only'])
query('random_choice', 'only')
lookup('random_choice', [1, 2, 3]) in [1, 2, 3]
query('random_choice', [1, 2, 3]) | length
query('random_choice', [])
query('random_choice')
lookup('config', 'DEFAULT_FORKS')
lookup('config', 'DEFAULT_ROLES_PATH') is iterable
lookup('config', 'DEFAULT_BECOME_METHOD', 'DEFAULT_FORKS', wantlist=true)
query('config', 'DEFAULT_REMOTE_PORT')
lookup('config', 'UNKNOWN_SETTING')
lookup('config', 'UNKNOWN_SETTING', on_missing='skip')
query('config', 'UNKNOWN_SETTING', on_missing='skip')
query('config', 'UNKNOWN_SETTING', on_missing='warn')
lookup('config', 'UNKNOWN_SETTING', on_missing='x')
lookup('config', 'HOST_KEY_CHECKING')
lookup('config', 'DEFAULT_TIMEOUT')
lookup('config', 'DEFAULT_GATHERING')
lookup('config', 'ANSIBLE_PIPELINING')
lookup('config', 'DEFAULT_HASH_BEHAVIOUR')
lookup('config', 'DEFAULT_STRATEGY')
lookup('config', 'RETRY_FILES_ENABLED')
lookup('config', 'remote_tmp', plugin_type='shell', plugin_name='sh')
lookup('config', 'remote_user', plugin_type='connection', plugin_name='ssh')
lookup('config', 'port', plugin_type='connection', plugin_name='ssh', on_missing='skip')
lookup('config', 5)
query('inventory_hostnames', 'all')
query('inventory_hostnames', 'web')
query('inventory_hostnames', 'all:!web')
query('inventory_hostnames', 'web:&all')
query('inventory_hostnames', 'h1,h3')
query('inventory_hostnames', 'nope')
lookup('inventory_hostnames', 'all')
query('community.general.flattened', [1, [2, [3]]])
query('community.general.flattened', nested)
query('community.general.flattened', [1], [2, 3], 'x')
query('community.general.flattened', [])
lookup('community.general.flattened', ['a', ['b']])
query('community.general.cartesian', l, l2)
query('community.general.cartesian', [1, 2], ['a'], [true])
query('community.general.cartesian')
query('community.general.cartesian', [[1, 2], [3]], ['a'])
query('community.general.cartesian', [], [1])
lookup('community.general.random_string', length=5) | length
lookup('community.general.random_string', length=12, special=false, upper=false) is match('^[a-z0-9]{12}$')
lookup('community.general.random_string', length=8, numbers=false, special=false, lower=false) is match('^[A-Z]{8}$')
lookup('community.general.random_string', length=6, override_all='x')
lookup('community.general.random_string', length=6, override_special='!', upper=false, lower=false, numbers=false)
lookup('community.general.random_string', upper=false, lower=false, numbers=false, special=false)
lookup('community.general.random_string', length=4, base64=true) | b64decode | length
lookup('community.general.random_string', length=10, min_upper=10) is match('^[A-Z]{10}$')
lookup('community.general.merge_variables', '^merge_')
lookup('community.general.merge_variables', 'merge_', pattern_type='prefix')
lookup('community.general.merge_variables', '^merge_', initial_value={'z': 0})
lookup('nope_lookup', 'x')
lookup('nope_lookup', 'x', errors='ignore')
query('nope_lookup')
lookup()
query()
lookup(nope_)
lookup('items', nope_)
lookup('file', nope_, errors='ignore')
lookup('ansible.builtin.items', l)
lookup('ansible.legacy.items', l)
query('ansible.builtin.file', 'a.txt')
lookup('items', 'a', 'b') | upper
lookup('file', 'a.txt') ~ 'x'
lookup('items', ['{{ foo }}'])
lookup('items', [true, false])
lookup('items', ['a', 1])
lookup('items', [none])
lookup('items', [[]])
lookup('items', [{}])
lookup('list', [])
lookup('items', 'a', wantlist=True)
lookup('items', 'a', wantlist='yes')
lookup('items', [1], wantlist=False)
lookup('items', 'x', errors='bogus')
lookup('file', 'nope', errors='bogus')
[lookup('env', 'JPLAY_CASE')] | first
lookup('url', 'URL/agent') if true else 'x'
'nope_lookup' | length
lookup('community.hashi_vault.hashi_vault', 'secret=secret/data/app:pw token=granted url=URL')
lookup('community.hashi_vault.hashi_vault', 'secret=secret/data/app token=granted url=URL')
lookup('community.hashi_vault.hashi_vault', 'secret=kv/app:user token=granted url=URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app:pw', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app:n', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app?version=3', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app', return_format='values', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app', return_format='raw', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret/data/app', return_format='dict', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', return_format='values', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app', return_format='raw', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:list', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app', return_format='nope', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', 'old/app:user', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', '/kv/app:user', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user return_format=raw', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='approle', role_id='role', secret_id='sid', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret=kv/app:user auth_method=approle mount_point=robots role_id=role secret_id=sid url=URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='approle', secret_id='sid', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='approle', role_id='role', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='userpass', username='ann', password='pw', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='userpass', username='eve', password='pw', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='userpass', username='ann', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='ldap', username='ann', password='pw', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='github', token='gh', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='magic', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', token='bad', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/none', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/none:x', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:nope', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/broken', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', '', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'secret=', token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 5, token='granted', url='URL')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', token='granted', url='URL', token_validate=true)
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', token='granted', url='URL', namespace='team')
lookup('community.hashi_vault.hashi_vault', 'kv/app:user', token='granted', url='nonsense')
query('community.hashi_vault.hashi_vault', 'secret/data/app', return_format='values', token='granted', url='URL')
query('community.hashi_vault.hashi_vault', 'kv/app', 'old/app', token='granted', url='URL')
query('community.hashi_vault.hashi_vault')
lookup('community.hashi_vault.vault_kv1_get', 'app', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv1_get', 'app', engine_mount_point='old', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv1_get', 'none', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv1_get', 'app', token='bad', url='URL')
lookup('community.hashi_vault.vault_kv1_get', 'broken', token='granted', url='URL')
query('community.hashi_vault.vault_kv1_get', 'app', 'app', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'app', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'app', version=3, token='granted', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'a/b', engine_mount_point='team', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'none', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'app', token='bad', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'app', auth_method='userpass', username='ann', password='pw', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'app').secret.user
lookup('community.hashi_vault.vault_kv2_get', 'app', token='granted', url='URL').secret.user
lookup('community.hashi_vault.vault_read', 'kv/app', token='granted', url='URL')
lookup('community.hashi_vault.vault_read', 'secret/data/app', token='granted', url='URL')
lookup('community.hashi_vault.vault_read', 'kv/none', token='granted', url='URL')
lookup('community.hashi_vault.vault_read', 'kv/app', token='granted', url='URL').data.user
lookup('community.hashi_vault.vault_read', 'kv/app', token='bad', url='URL')
lookup('community.hashi_vault.vault_read', '/kv/app', token='granted', url='URL')
lookup('community.hashi_vault.vault_kv2_get', 'none', version=2, token='granted', url='URL')
query('community.hashi_vault.vault_read', 'kv/app', 'old/app', token='granted', url='URL')
lookup('first_found', [nope_at_all])
lookup('first_found', nope_at_all)
lookup('first_found', [nope_at_all, 'a.txt'])
lookup('first_found', ['a.txt', nope_at_all])
lookup('first_found', files=['a.txt'], paths=[nope_at_all])
lookup('csvfile', 'li', file='latin.csv', delimiter=',')
lookup('csvfile', 'li', file='latin.csv', delimiter=',', encoding='latin-1')
lookup('csvfile', 'H', file='e.csv', delimiter=',', keycol=9)
lookup('csvfile', 'H', file='e.csv', delimiter=',', col=-1)
lookup('csvfile', 'H file=e.csv delimiter=, nokey')
lookup('csvfile', '"Li, x" file="e.csv" delimiter=, col=1')
lookup('ini', 'free', section='s', file='refs.ini')
lookup('ini', 'bound', section='s', file='refs.ini')
lookup('ini', 'f.*', section='s', file='refs.ini', re=true)
lookup('ini', 'a', section='s', file='twice.ini')
lookup('ini', 'a', section='s', file='sections.ini')
lookup('ini', 'a', section='s', file='nokey.ini')
lookup('ini', 'a', section='s', file='a.txt')
lookup('ini', 'a', section='s', file='dup.ini', type='toml')
query('ini', 'a b section=s file=dup.ini')
query('ini', 'a section=s file="dup.ini" default="x y"')
query('ini', 'zz section=s file=dup.ini default="x y"')
query('sequence', 'start=1 end=2 format="a b %03d"')
query('sequence', 'start=1 end=2 format=%z')
lookup('password', 'ROOT/pw-ident.txt', encrypt='bcrypt', ident='2a')
lookup('password', '/dev/null', chars=[], length=3)
lookup('template', 't.j2', template_vars=[1])
lookup('template', 't.j2', template_vars='x')
lookup('url', 'URL/header', headers='x')
lookup('url', 'URL/one', timeout='x')
lookup('url', 'URL/moved', follow_redirects='bogus')
lookup('url', 'URL/moved', follow_redirects='none')
lookup('url', 'URL/cache', force=true)
lookup('url', 'URL/upgrade')
'''


# What ours does differently on purpose.
NOTES = {
    "lookup('community.hashi_vault.hashi_vault', 'kv/app:user', auth_method='github', token='gh', url='URL')": "ours takes it, as older collections documented",
    "query('sequence', 'end=0x10 start=0x0e')": "documented; 2.18 forgot hexadecimal numbers",
    "query('sequence', '0x0f00-0x0f02:%04x')": "documented; 2.18 forgot hexadecimal numbers",
    "lookup('password', '/dev/null chars=,,', length=3)": "the length of the call counts, as documented",
    "query('community.general.filetree', 'ROOT/tree', exclude='^c') | map(attribute='path') | sort": "newer collection",
}


def typed(v):
    return "str" if isinstance(v, str) else type(v).__name__, repr(v)


def plain(v):
    """The value without ansible's own subclasses of text."""
    if isinstance(v, dict):
        return {plain(k): plain(x) for k, x in v.items()}
    if isinstance(v, list):
        return [plain(x) for x in v]
    if isinstance(v, tuple):
        return tuple(plain(x) for x in v)
    if isinstance(v, str):
        return str(v)
    return v


class Web(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, body = ROUTES.get(self.path, [404, "?"])
        if self.path.startswith("/v1/") and "/login" not in self.path and self.headers.get("X-Vault-Token") != "granted":
            status, body = 403, '{"errors": ["permission denied"]}'
        if body.startswith("$"):
            body = self.headers.get(body[1:], "none")
        data = body.encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", body)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *args):
        pass


def main():
    root = os.path.realpath(tempfile.mkdtemp())
    for name, text in FILES.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", newline="", errors="surrogateescape") as f:
            f.write(text)
        os.chmod(path, 0o644)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d" % server.server_port
    os.environ.update({"JPLAY_CASE": "from env", "JPLAY_EMPTY": "", "ANSIBLE_CONFIG": "/dev/null", "no_proxy": "*"})
    os.environ.pop("JPLAY_NOT_THERE", None)
    os.chdir("/")
    if hasattr(plugins, "init_plugin_loader"):
        plugins.init_plugin_loader(os.environ.get("COLLECTIONS", "/usr/lib/python3/dist-packages").split(":"))
    loader = DataLoader()
    loader.set_basedir(root)
    out = []
    for line in CASES.strip().split("\n"):
        expr = line.replace("ROOT", root).replace("URL", url)
        variables = dict(VARS)
        variables["ansible_search_path"] = [root]
        variables["playbook_dir"] = root
        templar = Templar(loader=loader, variables=variables)
        env = templar.environment
        case = {"expr": line}
        try:
            templar.available_variables = variables
            globals_ = dict(lookup=templar._lookup, query=templar._query_lookup, q=templar._query_lookup)
            value = evaluate(templar, env, expr, variables, globals_)
            if isinstance(value, Undefined):
                case["err"] = "undefined"
            else:
                case["t"], v = typed(plain(value))
                case["v"] = v.replace(root, "ROOT").replace(url, "URL")
        except Exception as e:
            case["err"] = (type(e).__name__ + ": " + str(e)).replace(root, "ROOT").replace(url, "URL")
        if line in NOTES:
            case["note"] = NOTES[line]
        out.append(case)
    doc = {"vars": VARS, "files": FILES, "routes": ROUTES, "cases": out}
    json.dump(doc, sys.stdout, indent=0, ensure_ascii=True)


def evaluate(templar, env, expr, variables, globals_):
    """The value before the rules of whole templates, with variables as ansible shows them."""
    from ansible.template.vars import AnsibleJ2Vars
    env.globals.update(globals_)
    box = []
    env.globals["KEEP"] = lambda v: (box.append(v), "")[1]
    t = env.from_string("{% set _ = KEEP((" + expr + ")) %}")
    j2vars = AnsibleJ2Vars(templar, t.globals)
    ctx = t.new_context(j2vars, shared=True)
    "".join(t.root_render_func(ctx))
    return box[0]


if __name__ == "__main__":
    main()
