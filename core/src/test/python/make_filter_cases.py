#!/usr/bin/python3
"""Writes the cases of FilterCasesTest: expressions over every filter and test, each with the typed
result (or the error) that the installed ansible gives.

    /usr/bin/python3 make_filter_cases.py > ../resources/io/jplay/core/template/filter-cases.json
    PYTHONPATH=CHECKOUT_OF_2.18/lib ANSIBLE_COLLECTIONS_PATH=FOLDER /usr/bin/python3 make_filter_cases.py newer > ../resources/io/jplay/core/template/newer-filter-cases.json
"""
import json
import sys
import warnings

warnings.filterwarnings("ignore")

from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader as plugins
from ansible.template import Templar
from jinja2.runtime import Undefined

VARS = {
    "foo": "bar", "uni": "héllo wörld ☃", "nums": [3, 1, 2], "l": ["b", "a", "C", "b"], "e": [],
    "d": {"b": 2, "a": 1, "C": 3}, "ed": {}, "n": None,
    "users": [
        {"name": "alice", "uid": 1001, "groups": ["adm", "sudo"], "x": {"y": [1, 2]}},
        {"name": "bob", "uid": 1000, "groups": [], "x": {"y": []}},
        {"name": "Carol", "uid": 1002, "shell": "/bin/zsh", "groups": ["adm"], "x": {"y": [3]}},
    ],
    "mixed": [1, "two", 3.5, None, True, [1, [2, [3]]], {"k": "v"}],
    "nested": [1, [2, [3, [4, None]]], None, "x"],
    "deep": {"a": {"x": [1, 2], "y": {"p": 1}}, "b": [1, 2], "c": "s"},
    "deep2": {"a": {"x": [2, 3], "y": {"q": 2}}, "b": [2, 4], "d": 1},
    "text": "The quick brown fox\njumps over the lazy dog\n\nand runs-away quickly.\n",
    "ok": {"rc": 0, "changed": True, "failed": False}, "bad": {"rc": 1, "failed": True},
    "skip": {"skipped": True, "changed": False}, "unr": {"unreachable": True},
    "async": {"started": 1, "finished": 0}, "loopres": {"results": [{"changed": False}, {"changed": True}]},
    "weird": {"yes": "no", "1": "0x1f", "k": "a: b", "q": "it's", "dq": 'say "hi"', "tab": "a\tb",
              "nl": "l1\nl2\n", "sp": " x ", "hash": "a #b", "date": "2020-01-02", "oct": "0644", "null": None,
              "f": 1.5, "big": 10**20, "t": True, "empty": "", "tilde": "~", "dash": "- x", "star": "*a",
              "pct": "%a", "at": "@b", "col": "a:b", "end:": "x:", "sex": "12:30:45", "exp": "1e5", "exp2": "1.0e+5", "uni": "☃ é"},
    "long": "word " * 40 + "end", "longnospace": "x" * 120, "quoted_long": "it's: " * 30,
    "smile": "a 😀 b", "ctl": "a\x07b",
}

FILTERS = r'''
'' | default('x')
none | default('x')
none | default('x', true)
false | d(5, boolean=true)
undef_ | default
undef_ | default(3)
0 | default(7, true)
"yes" | bool
"no" | bool
"True" | bool
"on" | bool
"y" | bool
"1" | bool
1 | bool
1.0 | bool
2 | bool
none | bool
"" | bool
[] | bool
"42" | int
"3.7" | int
3.9 | int
-3.9 | int
"x" | int
"x" | int(5)
"ff" | int(base=16)
"0x1F" | int(0, 16)
"0b11" | int(0,2)
"1_000" | int
" 7 " | int
none | int
[] | int(3)
true | int
"1e3" | int
"3.7" | float
"x" | float
"x" | float(1.5)
7 | float
none | float
5 | string
1.50 | string
[1,'a'] | string
none | string
"abc" | length
[1,2,3] | count
{} | length
5 | length
true | ternary('a','b')
false | ternary('a','b')
none | ternary('a','b','c')
none | ternary('a','b')
'' | ternary(1,2)
5 | mandatory
undef_ | mandatory
undef_ | mandatory('give it')
5 | type_debug
5.5 | type_debug
true | type_debug
none | type_debug
[] | type_debug
{} | type_debug
(1,2) | type_debug
"x" | type_debug
undef_ | type_debug
-5 | abs
-5.5 | abs
"x" | abs
2.5 | round
3.5 | round
2.567 | round(2)
2.567 | round(1, 'floor')
2.111 | round(1, 'ceil')
42 | round
42 | round(0,'ceil')
-0.4 | round
1234 | round(-2)
2.5 | round(method='x')
"a" | round
100 | log(10)
8 | log(2)
10 | log
0 | log
"x" | log
2 | pow(10)
2 | pow(0.5)
16 | root
27 | root(3)
-1 | root
100 | filesizeformat
1 | filesizeformat
13000 | filesizeformat
1300000 | filesizeformat
1300000 | filesizeformat(true)
13000000000 | filesizeformat(binary=true)
d | attr('a')
1024 | human_readable
1048576 | human_readable
1500 | human_readable(isbits=true)
123456789 | human_readable(unit='K')
0 | human_readable
10 | human_readable
"x" | human_readable
10.5 | human_readable
1 | human_readable(false, 'G')
"1K" | human_to_bytes
"1.5 GB" | human_to_bytes
"10" | human_to_bytes
"10" | human_to_bytes('M')
"1Kb" | human_to_bytes(isbits=true)
"1Kb" | human_to_bytes
"abc" | human_to_bytes
"10X" | human_to_bytes
"2 MB" | human_to_bytes
"1byte" | human_to_bytes
"3 megabytes" | human_to_bytes
"HeLLo" | lower
"HeLLo" | upper
"heLLo woRLD" | capitalize
"heLLo woRLD-foo (bar) it's" | title
uni | title
uni | upper
5 | upper
none | lower
"  x " | trim
"xxabcxx" | trim('x')
5 | trim
"aaa" | replace('a','b')
"aaa" | replace('a','b',2)
"abc" | replace('','-')
5 | replace('5','6')
text | indent
text | indent(2)
text | indent(2, true)
text | indent(2, true, true)
text | indent(width='>>')
text | indent(first=true)
"one" | indent(4)
"one\n" | indent(4, first=true, blank=true)
text | truncate(20)
text | truncate(20, true)
text | truncate(20, true, '')
text | truncate(20, false, '..', 0)
"short" | truncate(10)
"hello world foo" | truncate(9, leeway=0)
"x" | truncate(2)
text | wordwrap(10)
text | wordwrap(12, false)
text | wordwrap(7, true, '|')
long | wordwrap(30)
longnospace | wordwrap(50)
longnospace | wordwrap(50, false)
"a-b-c-d-e-f-g-hh-iii" | wordwrap(6)
"a-b-c-d-e-f-g-hh-iii" | wordwrap(6, break_on_hyphens=false)
text | wordcount
"" | wordcount
"x" | center(5)
"x" | center(6)
"xy" | center(5)
"<a href='x'>\"&" | escape
"<a>" | e
"<a>" | forceescape
"<b>x  y</b> <!-- c --> &amp; z" | striptags
"%s-%d" | format('a', 5)
"%s %s" | format(1)
"%(a)s" | format(a=5)
"%05.2f|%-5s|%5s|%x|%o|%e|%%" | format(3.14159, 'ab', 'cd', 255, 8, 12345.678)
"it's" | quote
"plain" | quote
"" | quote
none | quote
"a b" | quote
5 | quote
"x\ny" | comment
"x" | comment('c')
"x\ny" | comment('cblock')
"x\n\ny" | comment('xml')
"x" | comment('erlang')
"x" | comment('plain', prefix='####', postfix='####')
"x\ny" | comment(decoration='! ')
"x" | comment('plain', prefix_count=2, postfix='', newline='\n')
"x\n" | comment
"x" | comment('nope')
"a,b,c" | split(',')
" a b  c " | split
"a,b,c" | split(',', 1)
"a" | split('')
5 | split
{'a': 1, 'b': none, 'c': '<'} | xmlattr
{'a': 1} | xmlattr(false)
{'a b': 1} | xmlattr
{'a': [1, 'x']} | pprint
"see http://example.com/x and www.foo.org." | urlize
"see https://example.com/abcdefghijkl" | urlize(10)
"mail a@b.com" | urlize
"http://x.com" | urlize(target='_blank', rel='me')
l | join
l | join(',')
nums | join('-')
users | join(',', attribute='name')
"abc" | join('.')
[1, none, true] | join(' ')
5 | join
"abc" | list
d | list
5 | list
l | first
e | first
"xyz" | last
nums | last
d | first
[1,1,2] | unique
['a','A','b'] | unique
['a','A','b'] | unique(case_sensitive=true)
['a','A','b'] | unique(true)
[1, 1.0, true, '1'] | unique
[[1],[1],[2]] | unique
[{'a':1},{'a':1}] | unique
[[1],[1]] | unique(case_sensitive=false)
users | unique(attribute='name') | map(attribute='name') | list
nums | sort
l | sort
l | sort(case_sensitive=true)
l | sort(reverse=true)
users | sort(attribute='uid') | map(attribute='name') | list
users | sort(attribute='groups,name') | map(attribute='name') | list
[1,'a'] | sort
[2,1,none] | sort
d | sort
"cab" | sort
[3, 2.5, true] | sort
[[2,1],[1,2]] | sort
[{'a':1}] | sort
nums | reverse
"abc" | reverse
5 | reverse
d | reverse
nums | min
nums | max
l | min
l | max
e | max
users | max(attribute='uid')
users | min(attribute='name')
['b','A'] | max(case_sensitive=true)
[1,'a'] | min
nums | sum
[1.5, 2] | sum
users | sum(attribute='uid')
nums | sum(start=10)
[[1],[2]] | sum(start=[])
['a'] | sum
e | sum
[1,2,3,4,5] | batch(2)
[1,2,3,4,5] | batch(2, 'x')
[1,2,3,4,5] | slice(2)
[1,2,3,4,5,6,7] | slice(3, 'x')
e | batch(3)
users | groupby('groups')
[{'a':1,'b':2},{'a':2},{'a':1,'b':3}] | groupby('a')
[{'a':'x'},{'a':'X'},{'a':'b'}] | groupby('a')
[{'a':'x'},{'a':'X'},{'a':'b'}] | groupby('a', case_sensitive=true)
[{'a':1},{'b':2}] | groupby('a', default=0)
[{'a':1},{'b':2}] | groupby('a')
nested | flatten
nested | flatten(levels=1)
nested | flatten(1, false)
nested | flatten(skip_nulls=false)
mixed | flatten
[1,[2]] | flatten(0)
5 | flatten
[1,2,3] | zip(['a','b'])
[1,2] | zip([3,4],[5,6]) | list
[1,2] | zip([3,4], strict=true) | list
[1,2] | zip([3], strict=true) | list
[1] | zip([3], [4, 5], strict=true) | list
[1,2] | zip([3], strict=false) | list
[1,2,3] | zip_longest(['a'])
[1,2,3] | zip_longest(['a'], fillvalue='-')
[1,2] | product(['a','b'])
[1,2] | product([3],[4,5])
[0,1] | product(repeat=2)
[1,2,3] | permutations
[1,2,3] | permutations(2)
[1,2,3] | combinations(2)
[1,2,3] | combinations
[1,2,3] | combinations(0)
[1,2,2] | union([3,1])
[1,2,3] | intersect([3,2,5])
[1,2,3,2] | difference([3])
[1,2,3] | symmetric_difference([3,4])
['a','A'] | union(['b'])
[[1],[2]] | intersect([[2]])
[nothere] | intersect([1])
[1] | union([nothere])
[1] | difference([nothere])
[nothere] | symmetric_difference([1])
[[1],[2]] | difference([[2]])
[{'a':1}] | union([{'a':1},{'a':2}])
5 | union([1])
l | map('upper')
l | map('upper') | list
users | map(attribute='name')
users | map(attribute='shell', default='none')
users | map(attribute='x.y.0', default=9)
['1','2'] | map('int') | sum
['a','b'] | map('replace','a','z')
l | map
l | map('nope')
[[1,2],[3]] | map('join','-')
[' a '] | map('trim') | first
[1,0,2] | select
[1,2,3,4] | select('even')
[1,2,3,4] | reject('odd')
['ab','cd'] | select('match','a')
['ab','cd'] | reject('search','d')
users | selectattr('shell', 'defined') | map(attribute='name')
users | selectattr('uid', '>', 1000) | map(attribute='name')
users | selectattr('name', 'in', ['bob']) | list | length
users | rejectattr('groups') | map(attribute='name')
users | selectattr('groups', 'contains', 'adm') | map(attribute='name')
users | rejectattr('name', 'equalto', 'bob') | map(attribute='uid')
users | selectattr
[1,none,2] | select('none')
['a', 1] | select('string')
[1,2] | select('nope')
{'a':1} | combine({'b':2})
{'a':1,'b':1} | combine({'b':2},{'c':3})
deep | combine(deep2)
deep | combine(deep2, recursive=true)
deep | combine(deep2, list_merge='append')
deep | combine(deep2, list_merge='prepend')
deep | combine(deep2, recursive=true, list_merge='append')
deep | combine(deep2, recursive=true, list_merge='append_rp')
deep | combine(deep2, recursive=true, list_merge='prepend_rp')
deep | combine(deep2, recursive=true, list_merge='keep')
deep | combine(deep2, list_merge='nope')
deep | combine(foo='x')
[deep, deep2] | combine
[{'a':1},{'a':2}] | combine
{} | combine({})
[] | combine
{'a':1} | combine([{'b':1},{'c':2}])
{'a':1} | combine('x')
{'a':1} | combine([])
d | dict2items
d | dict2items('k','v')
{} | dict2items
[] | dict2items
[{'key':'a','value':1}] | items2dict
[{'k':'a','v':1}] | items2dict('k','v')
[{'k':'a'}] | items2dict
{} | items2dict
['x'] | items2dict
d | dictsort
d | dictsort(true)
d | dictsort(by='value')
d | dictsort(false,'value',true)
d | dictsort(by='x')
[] | dictsort
d | items
'a' | extract(d)
1 | extract(['x','y'])
'a' | extract({'a':{'b':[7,8]}}, ['b', 1])
'a' | extract({'a':{'b':5}}, 'b')
['a','b'] | map('extract', d)
'zz' | extract(d) | default('none')
users | subelements('groups') | map('first') | map(attribute='name')
users | subelements('groups')
users | subelements('x.y')
users | subelements(['x','y'])
users | subelements('nope')
users | subelements('nope', skip_missing=true)
users | subelements('name')
{'a': {'g': [1]}} | subelements('g')
5 | subelements('x')
users | rekey_on_member('name')
[{'a':1,'b':2},{'a':1,'b':3}] | rekey_on_member('a')
[{'a':1,'b':2},{'a':1,'b':3}] | rekey_on_member('a', duplicates='overwrite')
[{'a':1}] | rekey_on_member('z')
5 | rekey_on_member('z')
{'x':{'n':'a'}} | rekey_on_member('n')
d | to_json
mixed | to_json
uni | to_json
uni | to_json(ensure_ascii=false)
d | to_json(sort_keys=true)
d | to_json(indent=2)
d | to_json(indent=2, separators=(',',':'))
d | to_nice_json
mixed | to_nice_json
mixed | to_nice_json(indent=2)
d | to_nice_json(sort_keys=false)
[] | to_nice_json
{} | to_nice_json
[[],{}] | to_nice_json
{1:'a', 2:'b'} | to_json
{'b':1,1:2} | to_json
d | tojson
"<a>'&" | tojson
d | tojson(2)
'{"a":[1,2.0,null,true]}' | from_json
'x' | from_json
'' | from_json
'[1' | from_json
'"s"' | from_json
'NaN' | from_json
d | to_yaml
d | to_nice_yaml
mixed | to_yaml
mixed | to_nice_yaml
users | to_yaml
users | to_nice_yaml
users | to_nice_yaml(indent=2)
users | to_nice_yaml(indent=8)
users | to_yaml(indent=4)
deep | to_nice_yaml
deep | to_yaml
deep | to_yaml(default_flow_style=false)
deep | to_yaml(default_flow_style=true)
weird | to_nice_yaml
weird | to_yaml
weird | to_yaml(default_flow_style=true)
weird | to_nice_yaml(sort_keys=false)
weird | to_nice_yaml(width=20)
long | to_nice_yaml
[long] | to_nice_yaml
{'a': long} | to_nice_yaml
{'a': long} | to_nice_yaml(width=1000)
{'a': longnospace} | to_nice_yaml
{'a': quoted_long} | to_nice_yaml
{'a': {'b': quoted_long}} | to_nice_yaml(indent=2, width=40)
{longnospace: 1} | to_nice_yaml
{(longnospace ~ longnospace): 1} | to_nice_yaml
{'a': text} | to_nice_yaml
{'a': text} | to_nice_yaml(default_style='|')
{'a': text} | to_nice_yaml(default_style='>')
{'a': 1, 'b': 'x'} | to_nice_yaml(default_style='"')
{'a': 1, 'b': 'x'} | to_nice_yaml(default_style="'")
{'a': long} | to_nice_yaml(default_style='"')
text | to_yaml
smile | to_yaml
[smile, ctl] | to_nice_yaml
uni | to_yaml(allow_unicode=false)
uni | to_yaml
5 | to_yaml
none | to_yaml
true | to_yaml
'' | to_yaml
[] | to_yaml
{} | to_nice_yaml
[[]] | to_nice_yaml
[[1,[2,3]],[4]] | to_nice_yaml
[[1,[2,3]],[4]] | to_yaml
{'a':[{'b':[1,2]},{'c':{}}]} | to_nice_yaml
{'a': [[1],[2]]} | to_nice_yaml
{'a': none, 'b': [none]} | to_nice_yaml
{'': 1} | to_nice_yaml
{'b':1,1:2} | to_nice_yaml
[1.0, 1e20, 1e-7, 0.1] | to_yaml
d | to_yaml(explicit_start=true)
d | to_yaml(explicit_start=true, explicit_end=true)
[d, d] | to_nice_yaml
{'x': nums, 'y': nums} | to_nice_yaml
(1,2) | to_yaml
['a, b', '[x', '{y', 'a]', '-', '?', ':', '- a', '? a', ': a', 'a:', '#x', 'x#', '!t', '&a', '*b', '%', '@', '`'] | to_nice_yaml
['yes','No','ON','y','n','true','Null','~','0o17','017','0b1','0x1','1_0','1.','.5','+1','-1','1e3','.inf','.NaN','1:20','2001-1-1','2001-01-01 10:00:00','=','<<'] | to_nice_yaml
['a\\b', 'a\tb', ' a', 'a ', '\na', 'a\n', 'a\nb', 'a\n b', 'a \nb', 'a\n\nb', '\n', ' '] | to_nice_yaml
['a\\b', 'a\tb', ' a', 'a ', '\na', 'a\n', 'a\nb', 'a\n b', 'a \nb', 'a\n\nb', '\n', ' '] | to_yaml
['---', '...', '--- a', '---a'] | to_yaml
"a: 1\nb: [x, yes, ~]" | from_yaml
"- 1\n- 0x10\n- 010\n- 1.5\n- 2020-01-01" | from_yaml
"" | from_yaml
"a: [" | from_yaml
5 | from_yaml
"a: 1\n---\nb: 2" | from_yaml_all | list
"ansible" | regex_replace('a', 'b')
"foobar" | regex_replace('^f(o+)(.*)$', '\\2-\\1')
"foobar" | regex_replace('(?P<x>o+)', '<\\g<x>>')
"foobar" | regex_replace('o', '\\g<0>\\g<0>')
"FOO" | regex_replace('o', 'x', ignorecase=true)
"a\nb" | regex_replace('^', '> ', multiline=true)
"a\nb\n" | regex_replace('^', '> ', multiline=true)
"a\nb\n" | regex_replace('$', '<', multiline=true)
"a\nb\n" | regex_replace('$', '<')
"a.b" | regex_replace('\\.', '\\\\.')
"abc" | regex_replace('x*', '-')
"abc" | regex_replace('(', '-')
"abc" | regex_replace('a', '\\2')
"abc" | regex_replace('a', '\\q')
"abc" | regex_replace
5 | regex_replace('5', '6')
"a{b}" | regex_replace('{b}', 'x')
"a1b22" | regex_replace('\\d{1,2}', '#')
"über straße" | regex_replace('\\w+', 'W')
"tab\there" | regex_replace('\\s', '_')
"x[1]" | regex_replace('[[]1[]]', '')
"a]b" | regex_replace('[]]', '-')
"a&&b" | regex_replace('[a&&b]', 'x')
"aXbX" | regex_replace('(?i)x', '-')
"host.example.com" | regex_replace('^([^.]+)\\..*$', '\\1')
"one two" | regex_replace('(\\w+) (\\w+)', '\\2 \\1')
"x" | regex_replace('\\Z', 'end')
"foo\nbar" | regex_replace('(?s)o.b', '-')
"foo bar" | regex_replace('\\bbar\\b', 'baz')
"aaa" | regex_replace('(?<!^)a', 'b')
"abab" | regex_replace('(a)(b)\\1', 'x')
"abab" | regex_replace('(?P<q>ab)(?P=q)', 'x')
"foobar" | regex_search('o+')
"foobar" | regex_search('x')
"foobar" | regex_search('o', unknown=1)
[2,1] | sort('text')
[2,1] | sort(1)
"foobar" | regex_search('(f)(o)', '\\1', '\\2')
"foobar" | regex_search('(?P<a>f)(o)', '\\g<a>')
"foobar" | regex_search('(f)|(x)', '\\2')
"foobar" | regex_search('f', 'nope')
"foobar" | regex_search('f', '\\3')
"FOO" | regex_search('foo', ignorecase=true)
"a\nfoo" | regex_search('^foo', multiline=true)
"a\nfoo" | regex_search('^foo')
5 | regex_search('5')
"a1b2" | regex_findall('\\d')
"a1b2" | regex_findall('([a-z])(\\d)')
"a1b2" | regex_findall('([a-z])\\d')
"A\na" | regex_findall('^a', multiline=true, ignorecase=true)
"xyz" | regex_findall('q')
"a.b*c" | regex_escape
"a.b*c+(x)" | regex_escape('posix_basic')
"a b#c-d~e&f" | regex_escape
"x" | regex_escape('nope')
"/a/b.txt" | basename
"/a/b/" | basename
"/a/b.txt" | dirname
"/a/b/" | dirname
"/" | dirname
"a" | dirname
"//a//b" | dirname
"/a/b.tar.gz" | splitext
".bashrc" | splitext
"a.b/c" | splitext
["/a","b","c"] | path_join
["/a","/b","c"] | path_join
["a/","b",""] | path_join
"x" | path_join
5 | path_join
"/a/b/../c" | realpath
"/a/b/c" | relpath('/a')
"/a" | relpath('/a/b/c')
"/a/b" | relpath('/a/b')
"/a/./b" | relpath('/a/../a')
"C:\\a\\b.txt" | win_basename
"C:\\a\\b.txt" | win_dirname
"C:\\a\\b.txt" | win_splitdrive
"\\\\srv\\share\\x" | win_splitdrive
"C:\\" | win_dirname
"a/b\\c" | win_basename
"$HOME_NOT_SET/x" | expandvars
"x/y" | expanduser
5 | basename
"hello" | b64encode
uni | b64encode
uni | b64encode(encoding='utf-16-le')
"aGVsbG8=" | b64decode
"aGVsbG8" | b64decode
"aGVs\nbG8=" | b64decode
"x" | b64decode
"aABpAA==" | b64decode(encoding='utf-16-le')
"x" | hash
"x" | hash('md5')
"x" | hash('sha256')
"x" | hash('sha512')
"x" | hash('sha384')
"x" | hash('sha224')
uni | hash('sha3_256')
"x" | md5
"x" | sha1
"x" | checksum
5 | hash('sha1')
"x" | to_uuid
uni | to_uuid
"x" | to_uuid(namespace='6ba7b810-9dad-11d1-80b4-00c04fd430c8')
"x" | to_uuid(namespace='zz')
"secret" | password_hash('sha512', 'abcdefgh', rounds=5000)
"secret" | password_hash('sha512', 'abcdefgh')
"secret" | password_hash('sha256', 'abcdefgh')
"secret" | password_hash('sha256', 'abcdefgh', rounds=10000)
"secret" | password_hash('md5', 'abcdefgh')
"secret" | password_hash('blowfish', '1234567890123456789012')
"secret" | password_hash('bcrypt', 'abcdefghijklmnopqrstuu', rounds=5)
"secret" | password_hash('bcrypt', 'abcdefghijklmnopqrstuu', rounds=4, ident='2a')
"secret" | password_hash('nope', 'x')
"secret" | password_hash('sha512', 'bad salt')
100 | random(seed='x')
100 | random(seed=5)
100 | random(start=10, seed='host')
100 | random(10, 5, seed='host')
100 | random(step=10, seed='abc')
nums | random(seed='x')
['a','b','c','d'] | random(seed='web01')
1000000 | random(seed=3.5)
10 | random(seed=true)
"abc" | random(seed='z')
0 | random(seed='x')
5 | random(start=10, seed='x')
5.5 | random
[1,2] | random(start=1)
10000000000000000000000 | random(seed='x')
[1,2,3,4,5] | shuffle(seed='x')
[1,2,3,4,5] | shuffle(seed=42)
"abc" | shuffle(seed='x')
e | shuffle(seed='x')
5 | shuffle(seed='x')
"2024-01-02 03:04:05" | to_datetime | string
"2024-01-02" | to_datetime('%Y-%m-%d') | string
"x" | to_datetime
(("2024-01-03 00:00:00" | to_datetime) - ("2024-01-01 12:00:00" | to_datetime)).days
(("2024-01-03 00:00:00" | to_datetime) - ("2024-01-01 12:00:00" | to_datetime)).total_seconds()
(("2024-01-03 00:00:00" | to_datetime) - ("2024-01-01 12:00:00" | to_datetime)) | string
("2024-02-29 13:04:05" | to_datetime).strftime('%d/%m/%y %I:%M %p %j %A %a %B %b %U %W %V %w %u')
("2024-02-29 13:04:05" | to_datetime).isoformat()
("2024-02-29 13:04:05" | to_datetime).year
("2024-02-29" | to_datetime('%Y-%m-%d')) < ("2024-03-01" | to_datetime('%Y-%m-%d'))
"29 Feb 2024 1:02PM" | to_datetime('%d %b %Y %I:%M%p') | string
"2024-02-29T13:04:05.123456" | to_datetime('%Y-%m-%dT%H:%M:%S.%f') | string
"2024-02-29x" | to_datetime('%Y-%m-%d')
"%Y-%m-%d %H:%M:%S" | strftime(0, utc=true)
"%Y-%m-%d" | strftime(1700000000, utc=true)
"%Y %j %B %b %A %a %y %I %p %e %T %F %D %R %s %Z %z %%" | strftime(1700000000, true)
"%Y" | strftime('x')
"http://u:p@Host.com:8080/p/a?q=1&r=2#f" | urlsplit
"http://u:p@Host.com:8080/p/a?q=1&r=2#f" | urlsplit('hostname')
"http://u:p@Host.com:8080/p/a?q=1&r=2#f" | urlsplit('port')
"http://h" | urlsplit('nope')
"foo/bar" | urlsplit
"mailto:a@b" | urlsplit
"http://[::1]:80/x" | urlsplit('hostname')
"a b/ü?&" | urlencode
{'a': 1, 'b c': 'd e&'} | urlencode
[['a', 1], ['b', 'x y']] | urlencode
5 | urlencode
"a%20b+c%C3%BC" | urldecode
"x%zz" | urldecode
d | json_query('a')
users | json_query('[].name')
users | json_query('[?uid>`1000`].name')
users | json_query("[?name=='bob'].uid | [0]")
users | json_query('[*].{n: name, u: uid}')
users | json_query('length(@)')
users | json_query('sort_by(@, &uid)[].name')
users | json_query('[].groups[]')
users | json_query('max_by(@, &uid).name')
users | json_query("[?contains(groups, 'adm')].name")
users | json_query('[0:2].name')
users | json_query('[-1].name')
users | json_query('nope')
users | json_query('[')
deep | json_query('a.y.p')
deep | json_query('keys(@)')
deep | json_query('a.*')
{'a-b': 1} | json_query('"a-b"')
[1,2,3] | json_query('sum(@)')
[1,2,3] | json_query('avg(@)')
['a','b'] | json_query("join(',', @)")
[['a',1],['b',2]] | community.general.dict
d | dictsort | community.general.dict
"x" | community.general.dict_kv('k')
['a','b','a'] | community.general.counter
['1.10','1.9','1.2.3'] | community.general.version_sort
['1.10','1.9','1.2.3'] | community.general.version_sort(reverse=true)
[{'n':'a','x':1},{'n':'b'}] | community.general.lists_mergeby([{'n':'a','y':2},{'n':'c'}], 'n')
[{'n':'a','x':[1]}] | community.general.lists_mergeby([{'n':'a','x':[2]}], 'n', recursive=true, list_merge='append')
[{'k':'a','v':1},{'k':'b','v':2}] | community.general.groupby_as_dict('k')
"test" | community.general.crc32
"52:54:00" | community.general.random_mac(seed='x')
"52:54" | community.general.random_mac(seed='web1')
"xx" | community.general.random_mac
"1h 30m" | community.general.to_seconds
"90s" | community.general.to_minutes
"1d 12h" | community.general.to_hours
"2w" | community.general.to_days
"1y" | community.general.to_days
"1mo" | community.general.to_weeks
"500ms" | community.general.to_seconds
"1000" | community.general.to_seconds
"1h" | community.general.to_milliseconds
"1y" | community.general.to_months
"2 days" | community.general.to_hours
"1h" | community.general.to_time_unit('min')
"1h" | community.general.to_time_unit('nope')
"26280h" | community.general.to_years
"1y 6mo" | community.general.to_months
"x" | community.general.to_weeks
"1y" | community.general.to_days(year=360)
"a,b\n1,2\n3,4" | community.general.from_csv
"a;b\n1;2" | community.general.from_csv(delimiter=';')
"1,2" | community.general.from_csv(fieldnames=['x','y'])
"é" | community.general.unicode_normalize('NFD') | length
"/etc/passw?" | fileglob
"/nope/*" | fileglob
["/etc/passwd"] | fileglob
[1,2,3] | count
"x" | expandvars
d | attr('nope')
"a<b>&'" | e
"a<b>" | safe | escape
"a<b>" | safe | forceescape
'''

IP = r'''
"192.168.1.5/24"
"192.168.1.0/24"
"192.168.1.5"
"10.0.0.0/8"
"2001:db8::1/64"
"fe80::1"
"::1"
"127.0.0.1"
"nope"
"300.1.1.1"
"192.168.1.5/255.255.255.0"
"8.8.8.8"
"192.168.1.255/24"
"10.1.2.4/30"
"10.1.2.3/32"
'''
IP_QUERIES = ['', 'address', 'network', 'netmask', 'prefix', 'broadcast', 'cidr', 'host', 'net', 'public',
              'private', 'ipv4', 'ipv6', 'size', 'first_usable', 'last_usable', 'next_usable', 'int', 'revdns', 'hostmask',
              'subnet', 'host/prefix', 'network/prefix', 'address/prefix', 'ip/prefix', 'type', 'range_usable', 'size_usable',
              'wrap', 'loopback', 'link-local', 'multicast', 'unicast', 'gateway', 'network_id', 'network_netmask', 'ip_netmask', 'bool',
              'version', 'network_wildcard', 'wildcard', 'peer', 'previous_usable', '0', '1', '-1', '192.168.0.0/16', '10.0.0.0/8']
IP_MORE = r'''
['192.168.1.1', 'nope', '::1', '10.0.0.1/8', 5, ''] | ansible.utils.ipaddr
['192.168.1.1', 'nope', '::1', '10.0.0.1/8'] | ansible.utils.ipv4
['192.168.1.1', 'nope', '::1', 'fe80::/10'] | ansible.utils.ipv6
['192.168.1.1/24', '::1'] | ansible.utils.ipaddr('address')
['192.168.1.1/24', '10.1.1.1'] | ansible.utils.ipaddr('192.168.0.0/16')
'192.168.1.1' | ansible.utils.ipv4
'192.168.1.1' | ansible.utils.ipv6
'192.168.1.1/24' | ansible.utils.ipv4('address')
'::1' | ansible.utils.ipv6('address')
'192.168.1.1' | ansible.utils.ipv6('address')
'::1' | ansible.utils.ipwrap
'fe80::1/64' | ansible.utils.ipwrap
'192.168.1.1' | ansible.utils.ipwrap
'host.example' | ansible.utils.ipwrap
['::1','10.0.0.1'] | ansible.utils.ipwrap
'192.168.144.5' | ansible.utils.ipsubnet
'192.168.144.0/20' | ansible.utils.ipsubnet
'192.168.0.0/16' | ansible.utils.ipsubnet(20)
'192.168.0.0/16' | ansible.utils.ipsubnet(20, 0)
'192.168.0.0/16' | ansible.utils.ipsubnet(20, -1)
'192.168.144.5' | ansible.utils.ipsubnet(20)
'192.168.144.5' | ansible.utils.ipsubnet(20, 0)
'192.168.144.5' | ansible.utils.ipsubnet('192.168.0.0/16')
'192.168.144.16/30' | ansible.utils.ipsubnet('192.168.0.0/16')
'10.0.0.0/8' | ansible.utils.ipsubnet(12, 3)
'2001:db8::/32' | ansible.utils.ipsubnet(48, 5)
'192.168.1.5' | ansible.utils.ipmath(5)
'192.168.1.5' | ansible.utils.ipmath(-10)
'192.168.0.0/24' | ansible.utils.ipmath(3)
'2001::1' | ansible.utils.ipmath(9)
'x' | ansible.utils.ipmath(5)
'10.0.0.0/8' | ansible.utils.nthhost(305)
'10.0.0.0/30' | ansible.utils.nthhost(100)
'10.0.0.0/24' | ansible.utils.nthhost(-1)
'192.168.122.1/24' | ansible.utils.next_nth_usable(2)
'192.168.122.10/24' | ansible.utils.previous_nth_usable(2)
'192.168.122.254/24' | ansible.utils.next_nth_usable(2)
'192.168.0.0/24' | ansible.utils.network_in_network('192.168.0.1')
'192.168.0.0/24' | ansible.utils.network_in_usable('192.168.0.255')
'192.168.0.0/24' | ansible.utils.network_in_usable('192.168.0.1')
['192.168.0.34','10.3.0.3','192.168.2.34'] | ansible.utils.reduce_on_network('192.168.0.0/24')
['192.168.0.0/25','192.168.0.128/25'] | ansible.utils.cidr_merge
['192.168.0.0/24','10.0.0.0/8'] | ansible.utils.cidr_merge
['192.168.0.1','192.168.0.9'] | ansible.utils.cidr_merge('span')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr
'1a2b.3c4d.5e6f' | ansible.utils.hwaddr('linux')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('cisco')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('unix')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('win')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('bare')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('bool')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('int')
'1a:2b:3c:4d:5e:6f' | ansible.utils.hwaddr('pgsql')
'zz' | ansible.utils.hwaddr
'1a:2b:3c:4d:5e:6f' | ansible.utils.macaddr
'fdcf:1894:23b5:d38c:0000:0000:0000:0000' | ansible.utils.slaac('c2:31:b3:83:bf:2b')
'192.168.1.5' | ansible.utils.ip4_hex
'192.168.1.5' | ansible.utils.ip4_hex(':')
'192.168.1.1' is ansible.utils.ipv4
'192.168.1.1/24' is ansible.utils.ipv4
'::1' is ansible.utils.ipv6
'192.168.1.1' is ansible.utils.ip
'192.168.1.1' is ansible.utils.ipv4_address
'192.168.1.1/24' is ansible.utils.ipv4_address
'::1' is ansible.utils.ipv6_address
'10.1.1.1' is ansible.utils.in_network('10.0.0.0/8')
'11.1.1.1' is ansible.utils.in_network('10.0.0.0/8')
'10.1.1.0/24' is ansible.utils.subnet_of('10.0.0.0/8')
'10.0.0.0/8' is ansible.utils.supernet_of('10.1.1.0/24')
'10.1.1.1' is ansible.utils.private
'8.8.8.8' is ansible.utils.public
'127.0.0.1' is ansible.utils.loopback
'224.0.0.1' is ansible.utils.multicast
'02:16:3e:e4:16:f3' is ansible.utils.mac
'10.1.1.1' is ansible.utils.in_any_network(['10.0.0.0/8','1.0.0.0/8'])
'''

TESTS = r'''
foo is defined
undef_ is defined
undef_ is undefined
n is none
true is true
1 is true
false is false
true is boolean
1 is boolean
1 is number
true is number
'1' is number
1 is integer
true is integer
1.5 is float
'x' is string
5 is string
{} is mapping
[] is mapping
[] is sequence
'x' is sequence
{} is sequence
5 is sequence
5 is iterable
'x' is iterable
5 is callable
4 is even
4 is odd
'x' is even
9 is divisibleby(3)
9 is divisibleby 2
1 is eq(1.0)
'a' is equalto('a')
1 is ne 2
2 is gt 1
2 is lessthan 1
1 is le(1)
'a' is gt 1
'a' is in ['a']
'a' is in 'cat'
1 is in 5
'abc' is lower
'ABC' is lower
'ABC' is upper
'1' is upper
none is sameas none
1 is sameas true
'x' is escaped
'yes' is truthy
'' is truthy
'no' is truthy(convert_bool=true)
'no' is falsy(convert_bool=true)
0 is falsy
[1,2] is contains(1)
'abc' is contains('b')
{'a':1} is contains('a')
5 is contains(1)
[1] is subset([1,2])
[1,3] is subset([1,2])
[1,2] is superset([1])
[1,2] is issuperset([3])
[true,false] is any
[true,false] is all
[] is all
[] is any
5 is any
(0.0) is nan
ok is failed
bad is failed
bad is failure
ok is succeeded
bad is success
ok is successful
ok is changed
bad is changed
loopres is changed
skip is skipped
skip is skip
ok is skipped
unr is unreachable
ok is unreachable
unr is reachable
async is finished
async is started
ok is finished
'x' is failed
5 is changed
[] is skipped
'foobar' is match('foo')
'foobar' is match('bar')
'foobar' is search('bar')
'FOO' is match('foo')
'FOO' is match('foo', ignorecase=true)
'a\nfoo' is search('^foo', multiline=true)
'foobar' is regex('o+')
'foobar' is regex('foo', match_type='fullmatch')
'foobar' is regex('foo', match_type='match')
5 is match('5')
'x' is match('(')
'1.2.3' is version('1.2')
'1.2.3' is version('1.2', '>')
'1.2.3' is version('1.2.3', '==')
'1.2.3' is version('1.10', '<')
'1.2.3' is version('1.10', 'lt')
'1.2.3' is version('1.2.3', 'ge')
'1.2.3' is version('1.2.3', '!=')
'1.2.3' is version('1.2.3', '<>')
'1.2.3' is version('1.2.3', '~')
'1.2' is version('1.2.0', 'eq')
'1.2' is version('1.2.0', 'eq', strict=true)
'1.2a1' is version('1.2', '<', strict=true)
'1.2.3.4' is version('1.2', '<', strict=true)
'1.2rc1' is version('1.2', '<')
'1.2-x' is version('1.2.1', '<')
'7u10' is version('7u9', '>')
'' is version('1')
'1' is version('')
1.5 is version('1.4', '>')
'1.0.0-alpha' is version('1.0.0', '<', version_type='semver')
'1.0.0-alpha.1' is version('1.0.0-alpha.beta', '<', version_type='semver')
'1.0.0-rc.11' is version('1.0.0-rc.2', '>', version_type='semantic')
'1.0' is version('1.0.0', '<', version_type='semver')
'1.0.0+a' is version('1.0.0+b', '==', version_type='semver')
'1.0.dev1' is version('1.0a1', '<', version_type='pep440')
'1.0rc1' is version('1.0', '<', version_type='pep440')
'1.0.post1' is version('1.0', '>', version_type='pep440')
'1!1.0' is version('2.0', '>', version_type='pep440')
'1.0+local' is version('1.0', '>', version_type='pep440')
'1.0' is version('1.0.0', '==', version_type='pep440')
'x' is version('1.0.0', '==', version_type='pep440')
'1' is version('1', version_type='nope')
'1' is version('1', strict=true, version_type='loose')
'20.04' is version_compare('18.04', '>=')
'http://a.b/c' is url
'foo' is url
'http://a.b/c' is uri
'mailto:x@y' is uri
'mailto:x@y' is url
'urn:isbn:1' is urn
'http://a' is urn
'http://a.b' is uri(['https'])
'/etc/passwd' is exists
'/nope' is exists
'/etc/passwd' is file
'/etc' is directory
'/etc' is file
'/etc/mtab' is link
'/' is mount
'/etc' is mount
'/a' is abs
'a' is abs
'/etc' is same_file('/etc/../etc')
'/etc' is same_file('/nope')
'x' is change
ok is change
2 is greaterthan 1
1 is greaterthan 1
2 is lessthan 3
'a' is is_abs
'/a' is is_abs
'/etc' is is_dir
'/etc/passwd' is is_dir
'/etc/passwd' is is_file
'/etc' is is_file
'/etc/mtab' is is_link
'/etc' is is_link
'/' is is_mount
'/etc' is is_mount
'/etc' is is_same_file('/etc/.')
'/etc' is is_same_file('/usr')
(0.0) is isnan
'x' is isnan
[1] is issubset([1,2])
[3] is issubset([1,2])
'x' is link_exists
'/etc' is link_exists
'x' is vault_encrypted
'$ANSIBLE_VAULT;1.1;AES256\n33' is vault_encrypted
[1, 2, 3] | select('<', 2) | list
[1, 2, 3] | select('<=', 2) | list
[1, 2, 3] | select('>', 2) | list
[1, 2, 3] | reject('>=', 2) | list
[1, 2, 3] | select('!=', 2) | list
users | selectattr('uid', '==', 1000) | map(attribute='name') | list
users | rejectattr('uid', '!=', 1000) | map(attribute='name') | list
'upper' is filter
'defined' is test
'default' is filter
1 is not defined
'x' is not match('y')
'''

# Of collections newer than the installed ones.
NEWER = r'''
2.5 is odd
0.1 is even
3.0 is odd
'x' is odd
'%s' is even
[1] is divisibleby(3)
[[1]] is subset([[1]])
[{'a': 1}] is superset([1])
'b1' is search(1)
'b1' is match(none)
0 is version('1.0', '<')
'' is exists
'' is directory
none is file
1.5 is exists
'bar' is uri
'' is uri
none is uri
1 is uri
[1] is uri
'a:b' is uri
'b' is uri(['a'])
'b' is uri([])
'//a/b' is url
'a://b' is url(['c'])
'A://b' is url(['a'])
'http://[x' is url
'http://' is url
'urn:x' is urn
'a:b' is urn
[[]] | min(attribute='uid')
['x'] | max(attribute='uid')
[1] | sort(attribute='name,uid')
'x' | to_json(nope=1)
['x', none] | to_nice_json(indent=none)
{'a': 1} | to_nice_json(indent=0)
'1_000' | b64encode(encoding='utf-16')
'x' | b64encode('latin-1')
'İ' | b64encode('latin-1')
'é' | b64encode('ascii')
'6Q==' | b64decode('latin-1')
[1] | relpath('/a')
1 | urlsplit
[1] | urlsplit('path')
'http://a/b\nc?d' | urlsplit('path')
{'a': 1} | urldecode
' 5 ' | combine
none | combine(1)
'None' | combine({'c': 3})
'x' | combine(none)
{'a': 1} | combine(list_merge='bad')
{'a': 1} | combine({}, list_merge='bad')
[1] | zip_longest([1], nope=1)
'True' | batch(0)
'ab' | batch(-1)
'a b c' | batch('x')
'abc' | batch(2, '-')
10 | log(0)
-3 | pow(0.5)
0 | pow(-1)
2 | pow(5000)
-7 | root(3)
4 | root(0)
smile | regex_replace('', '-')
smile | regex_replace('x*', '-')
smile | regex_findall('')
'ﬀ' | regex_replace('(?a)\\w', 'w')
'é1 a' | regex_findall('(?a)\\w+')
'é1 a' | regex_replace('(?a)\\W', '.')
'٣3' | regex_replace('(?a)\\d', 'D')
'' | regex_search('(.)', '\\3')
'a' | regex_search('(.)', '\\3')
'a' | regex_search('(.)', 'x')
'  x y ' | split(maxsplit=1)
'  x y '.split(none, 1)
'0x1f' | split(1)
'2020-02-29 10:11:12' | wordwrap(3)
smile | wordwrap(3, wrapstring='|')
'hé ☃ 😀' | wordwrap(width=6)
1e300 | human_readable
100000000000000000000000000 | human_readable(unit='M')
-3 | human_readable(unit='M')
'12:30:45' | human_to_bytes
'1_000' | human_to_bytes
'1.10.2' | human_to_bytes(isbits=true)
'0x1f' | human_to_bytes
none | comment
[1] | comment('c')
'\n' | comment
'\n' | comment('plain', prefix='x')
'a\n\nb' | comment('xml', prefix_count=2)
{true: 1} | xmlattr
{1: 'a'} | xmlattr
[1] | strftime(1)
1.5 | to_datetime
none | to_datetime('%Y')
'Straße İ ǆ ﬁ'.title()
'Straße İ ǆ ﬁ'.swapcase()
'Straße İ ǆ ﬁ ς ı'.casefold()
'ﬀx'.capitalize()
'½'.isalnum()
'abc'['a':]
'abc'[::'x']
[1, 2][1.5:]
'bar' % undef_
undef_ in 'bar'
'a%#b' % 1
'abc %y' % (1,)
nested | json_query('a || `d`')
users | json_query('[?name==`bob`].uid')
users | json_query("[?name=='bob'].uid | [0]")
users | json_query('[?name==`"bob"`].uid')
users | json_query('[?uid > `1000`].name')
{'a': 'x`y'} | json_query("a == 'x`y'")
[1, 2, 3] | json_query('sum(@)')
[1, 2.5] | json_query('sum(@)')
[] | json_query('sum(@)')
-1 | json_query('abs(@)')
-1.5 | json_query('abs(@)')
2.5 | json_query('ceil(@)')
2.5 | json_query('floor(@)')
2 | json_query('floor(@)')
[1, 2] | json_query('avg(@)')
[1, 1.0, true, 'é'] | json_query('to_string(@)')
{'a': [1, {'b': none}]} | json_query('to_string(@)')
{1: 'a'} | community.general.dict
d | community.general.dict
d | community.general.keep_keys(['name'])
[1] | community.general.crc32
1.5 | community.general.unicode_normalize
d | community.general.counter
'a,b\n1,2' | community.general.from_csv(fieldnames=['x'])
{'a': 1} | ansible.utils.ipaddr
none | ansible.utils.ipaddr
1.5 | ansible.utils.ipv4
'x' | ansible.utils.network_in_usable('192.168.1.7')
'x' | ansible.utils.network_in_network('192.168.1.7')
['10.0.0.1', 'x', 'y'] | ansible.utils.reduce_on_network('10.0.0.0/8')
[] | ansible.utils.cidr_merge('span')
'x' | ansible.utils.slaac('52:54:00:12:34:56')
'x' | ansible.utils.next_nth_usable(2)
'192.168.1.5/24' is ansible.utils.in_network('192.168.0.0/16')
'192.168.1.0/24' is ansible.utils.in_network('192.168.0.0/16')
'192.168.1.5/24' is ansible.utils.private
'192.168.1.5/24' is ansible.utils.subnet_of('192.168.0.0/16')
deep | ansible.utils.fact_diff(deep2)
a | fact_diff(deep2)
deep | ansible.utils.fact_diff(deep)
deep | ansible.utils.fact_diff
deep | ansible.utils.fact_diff(after=deep2)
deep | ansible.utils.fact_diff(deep2, {'name': 'ansible.utils.native'})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': {'skip_lines': ['b']}})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': {'skip_lines': ['.*d.*']}})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': {'skip_lines': '.*d.*'}})
deep | ansible.utils.fact_diff(deep2, common=true)
deep | ansible.utils.fact_diff(deep, common=true)
deep | ansible.utils.fact_diff(deep2, {}, true)
text | ansible.utils.fact_diff('The quick brown fox\\n2\\nand runs-away quickly.')
text | ansible.utils.fact_diff(text)
text | ansible.utils.fact_diff('')
'' | ansible.utils.fact_diff(text)
'' | ansible.utils.fact_diff('')
text | ansible.utils.fact_diff('The quick brown fox\\n2\\nand runs-away quickly.', plugin={'vars': {'skip_lines': ['t']}})
text | ansible.utils.fact_diff('The quick brown fox\\n2\\nand runs-away quickly.', plugin={'vars': {'skip_lines': ['^o', '2']}})
text | ansible.utils.fact_diff('The quick brown fox\\n2\\nand runs-away quickly.', plugin={'vars': {'skip_lines': ['wo']}})
l | ansible.utils.fact_diff(['b', 'a', 'a', 'y', 'z'])
l | ansible.utils.fact_diff(['b', 'a', 'a', 'y', 'z'], common=true)
l | ansible.utils.fact_diff(['b', 'a', 'a', 'y', 'z'], plugin={'vars': {'skip_lines': ['^1$', 'y']}})
(['0'] * 30) | ansible.utils.fact_diff(['0'] * 15 + ['x'] + ['0'] * 14)
(['0'] * 30) | ansible.utils.fact_diff(['0'] * 15 + ['x'] + ['0'] * 14, common=true)
l | ansible.utils.fact_diff(deep)
text | ansible.utils.fact_diff(deep)
1 | ansible.utils.fact_diff(2)
1.5 | ansible.utils.fact_diff(2)
none | ansible.utils.fact_diff(2)
2 | ansible.utils.fact_diff(none)
true | ansible.utils.fact_diff(false)
{'k': uni} | ansible.utils.fact_diff({'k': 'e'})
{'b': 1, 'a': 2} | ansible.utils.fact_diff({'a': 2, 'b': 1})
deep | ansible.utils.fact_diff(deep2, plugin={'name': 'nope'})
deep | ansible.utils.fact_diff(deep2, plugin={'name': 'ansible.utils.nope'})
deep | ansible.utils.fact_diff(deep2, plugin={'nope': 1})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': {'nope': 1}})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': 'x'})
deep | ansible.utils.fact_diff(deep2, plugin='x')
deep | ansible.utils.fact_diff(deep2, common='maybe')
deep | ansible.utils.fact_diff(deep2, common='yes')
deep | ansible.utils.fact_diff(deep2, nope=1)
deep | ansible.utils.fact_diff(deep2, {}, false, 1)
deep | ansible.utils.fact_diff(deep2, plugin={'vars': {'skip_lines': ['(']}})
nope | ansible.utils.fact_diff(deep2)
deep | ansible.utils.fact_diff(nope)
[] | ansible.utils.fact_diff({})
{} | ansible.utils.fact_diff({'a': 1})
'a' | ansible.utils.fact_diff(['a'])
['a\nb'] | ansible.utils.fact_diff(['a', 'b'])
{'a': [], 'b': {}} | ansible.utils.fact_diff({'a': [1], 'b': {'c': none}})
{1: 2} | ansible.utils.fact_diff({'1': 2})
[[1, 2], [3]] | ansible.utils.fact_diff([[1], [2, 3]])
'{"a": 1}' | ansible.utils.fact_diff('{"a": 2}')
text | ansible.utils.fact_diff('The quick brown fox\\n2\\nand runs-away quickly.', common=true)
deep | ansible.utils.fact_diff(deep2, plugin=none)
'a\r\nb' | ansible.utils.fact_diff('a\nb')
'a\tb' | ansible.utils.fact_diff('a b')
'\u00e9' | ansible.utils.fact_diff('e')
(1,2) | ansible.utils.fact_diff([1,2])
[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] | ansible.utils.fact_diff([0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15])
['a', 'b', 'c', 'a', 'b', 'b', 'a'] | ansible.utils.fact_diff(['c', 'b', 'a', 'b', 'a', 'c'])
{'x': 1} | ansible.utils.fact_diff({'y': 1}, plugin={'vars': {'skip_lines': ['z']}})
{'x': 1, 'k': 2} | ansible.utils.fact_diff({'y': 1, 'k': 4}, plugin={'vars': {'skip_lines': ['x']}})
{'x': 1} | ansible.utils.fact_diff({'y': 1}, plugin={'vars': {'skip_lines': []}})
none | ansible.utils.fact_diff(none)
none | ansible.utils.fact_diff('x')
'x' | ansible.utils.fact_diff(none)
none | ansible.utils.fact_diff({'x': 1})
none | ansible.utils.fact_diff([1])
1 | ansible.utils.fact_diff(1, plugin={'vars': {'skip_lines': ['z']}})
none | ansible.utils.fact_diff('a', plugin={'vars': {'skip_lines': ['z']}})
'a' | ansible.utils.fact_diff(['a'], plugin={'vars': {'skip_lines': ['z']}})
['a'] | ansible.utils.fact_diff({'a': 1}, plugin={'vars': {'skip_lines': ['z']}})
[{'a': 1}, none, 1.5, true] | ansible.utils.fact_diff([])
[{'a': 1}, none, 1.5, true] | ansible.utils.fact_diff([], plugin={'vars': {'skip_lines': ['z']}})
[{'a': 1}] | ansible.utils.fact_diff(['x'], plugin={'vars': {'skip_lines': 'z,y'}})
['y', 'z', 'w'] | ansible.utils.fact_diff(['x'], plugin={'vars': {'skip_lines': 'z,y'}})
['1', '2', 'w'] | ansible.utils.fact_diff(['x'], plugin={'vars': {'skip_lines': [1, 2]}})
'' | ansible.utils.fact_diff([])
'' | ansible.utils.fact_diff([''])
"a\x0bb" | ansible.utils.fact_diff("a")
"a\rb" | ansible.utils.fact_diff("a")
"a\u2028b" | ansible.utils.fact_diff("a")
"a\n" | ansible.utils.fact_diff("a\n\n")
"a'b" | ansible.utils.fact_diff('a"b')
{'b': {'z': 1, 'y': 2}} | ansible.utils.fact_diff({'a': 1.0})
{'b': none} | ansible.utils.fact_diff({'b': 'x'}, common=true)
{'b': "x\ny"} | ansible.utils.fact_diff({'b': 'x'})
deep | ansible.utils.fact_diff(deep2, plugin={'name': none})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': none})
deep | ansible.utils.fact_diff(deep2, plugin={'vars': {'skip_lines': none}})
deep | ansible.utils.fact_diff(deep2, common=none)
deep | ansible.utils.fact_diff(deep2, common=2)
deep | ansible.utils.fact_diff(deep2, common='')
l | ansible.utils.fact_diff(['b', 'a', 'a', 'y', 'z'], plugin=[])
l | ansible.utils.fact_diff()
{'a': [1]} | combine({'a': [1]}, list_merge='append')
{'a': {'b': [1]}, 'c': 2} | combine({'a': {'b': [1]}}, recursive=true, list_merge='append')
{'a': [1], 'b': 1} | combine({'a': [1], 'b': 2}, list_merge='prepend')
[] | path_join
[{}] | path_join
['a', 1] | path_join
[1] | commonpath
' 5K' | human_to_bytes
'5K ' | human_to_bytes
(3) is success
(3) is failed
1 is test
1 is filter
[] | human_readable
[] | human_readable(unit='K')
true | last
['a'] | unique(attribute='k')
[1] | filesizeformat
true | vault('pw')
['10.0.0.1', 1.5, {}, [1.5]] | ansible.utils.ipaddr
"/a/../b//c/." | normpath
"//a" | normpath
"" | normpath
[1] | normpath
async is timedout
ok is timedout
'yes' if {'timedout': {'period': 3}} is timedout else 'no'
'yes' if {'timedout': {}} is timedout else 'no'
'x' is timedout
'/etc/passwd' is vaulted_file
'/nope' is vaulted_file
'/etc' is vaulted_file
'10.1.1.1' is ansible.utils.ip_address
'x' is ansible.utils.ip_address
'10.1.1.0/24' is ansible.utils.ip_address
'10.1.1.1' is ansible.utils.ipv4_address
'2001:db8::1' is ansible.utils.ipv4_address
'2001:db8::1' is ansible.utils.ipv6_address
'10.1.1.1' is ansible.utils.ipv6_address
'10.1.1.1' is ansible.utils.in_any_network(['10.0.0.0/8', '192.168.0.0/16'])
'10.1.1.1' is ansible.utils.in_one_network(['10.0.0.0/8', '192.168.0.0/16'])
'11.1.1.1' is ansible.utils.in_one_network(['10.0.0.0/8', '192.168.0.0/16'])
'10.0.0.0/8' is ansible.utils.supernet_of('10.1.0.0/16')
'10.1.0.0/16' is ansible.utils.subnet_of('10.0.0.0/8')
[1, 2, 2, 3] | community.general.lists_difference([2], [5])
[1, 2, 2, 3] | community.general.lists_difference([3], flatten=true)
[[1, 2], [2]] | community.general.lists_difference(flatten=true)
['a', 'b', 'a'] | community.general.lists_intersect(['b', 'a', 'c'])
[[1, 2, 3], [3, 2]] | community.general.lists_intersect(flatten=true)
['a', 'b'] | community.general.lists_union(['b', 'c'], ['d', 'a'])
[['a'], ['b', 'a']] | community.general.lists_union(flatten=true)
'x' | community.general.lists_union(['b'])
[1] | community.general.lists_union('b')
[1] | community.general.lists_difference(5)
[1] | community.general.lists_intersect
'x' | community.general.lists_difference(['b'])
5 | community.general.lists_union([1])
[1] | community.general.lists_union([2], foo=1)
[1, 2] | community.general.lists_symmetric_difference([2, 3])
[1, 2] | community.general.lists_symmetric_difference([2, 3], [3, 4])
[[1, 2], [2, 3]] | community.general.lists_symmetric_difference(flatten=true)
users | community.general.keep_keys(['name'])
users | community.general.keep_keys('uid')
users | community.general.keep_keys(target=['na'], matching_parameter='starts_with')
users | community.general.keep_keys(target=['ame', 'id'], matching_parameter='ends_with')
users | community.general.keep_keys(target=['^n.*e$'], matching_parameter='regex')
users | community.general.keep_keys(target=['x'], matching_parameter='nope')
users | community.general.keep_keys(target='(', matching_parameter='regex')
users | community.general.keep_keys
'x' | community.general.keep_keys(['a'])
5 | community.general.keep_keys(['a'])
[{1: 1}] | community.general.keep_keys('a')
users | community.general.keep_keys(target=5)
users | community.general.keep_keys(target=[5])
users | community.general.keep_keys(target=[])
users | community.general.keep_keys(target=['n', 'u'], matching_parameter='regex')
[{}] | community.general.keep_keys(target=5, matching_parameter='x')
[1] | community.general.keep_keys(['a'])
users | community.general.remove_keys(['groups', 'x', 'shell'])
users | community.general.remove_keys(target='shell')
users | community.general.remove_keys(target=['g', 's'], matching_parameter='starts_with')
users | community.general.remove_keys(target=['e'], matching_parameter='ends_with')
users | community.general.remove_keys(target=['^(x|groups)$'], matching_parameter='regex')
d | community.general.remove_keys(['a'])
'''


ODD = r"""
d | to_json(2)
d | to_json(l)
nums | to_nice_json(2, true, 1)
nums | to_nice_json(indent='--')
'1' | from_json(l)
d | to_yaml(nosuch=1)
d | to_yaml(2)
d | to_nice_yaml(nosuch=1)
d | to_nice_yaml('a')
d | to_nice_yaml(indent=none)
d | to_yaml(indent=[])
d | to_yaml(width='x')
d | to_yaml(width=none)
d | to_yaml(canonical=true)
deep | to_yaml(canonical=true)
deep | to_nice_yaml(canonical=true)
mixed | to_yaml(canonical=true)
weird | to_yaml(canonical=true)
[long, uni, smile, ctl] | to_yaml(canonical=true)
[[], {}, [[]], [{}], {'a': []}] | to_yaml(canonical=true)
'x' | to_yaml(canonical=true)
'' | to_nice_yaml(canonical=true, explicit_end=true)
none | to_yaml(canonical=true)
users | to_yaml(canonical=true, sort_keys=false, width=30)
[nums, nums] | to_yaml(canonical=true)
nums | tojson('--')
nums | tojson(2)
nums | tojson(-1)
nums | tojson(none)
nested | flatten('x')
nums | flatten('x')
nested | flatten(1.5)
nested | flatten(levels=true)
'ab' | flatten
'a' | regex_replace(1, 'b')
'a' | regex_replace(none)
'a' | regex_replace([1], 'b')
'a' | regex_replace({}, 'b')
'a' | regex_search(1)
'a' | regex_search(none)
'a' | regex_search([])
'a' | regex_findall(0.5)
'a' | regex_findall({})
' a ' | trim(1)
' a ' | trim([])
' a ' | trim(none)
' a ' | trim('a ')
nums | slice(0)
nums | slice(-1)
nums | slice(2.5)
'x' | unvault
foo is defined(1)
nope is defined(nosuch=1)
foo is undefined(1)
'urn:a:b' is urn('x')
'urn:a:b' is urn
'http://h/p' | urlsplit(0)
'http://h/p' | urlsplit(none)
'http://h/p' | urlsplit([])
'http://h/p' | urlsplit('nope')
'' | hash('blake2b')
'abc' | hash('blake2b')
'abc' | hash('blake2s')
uni | hash('blake2b')
longnospace | hash('blake2s')
(longnospace + longnospace) | hash('blake2b')
(longnospace + '12345678') | hash('blake2b')
(longnospace + '12345678') | hash('blake2s')
'x' | hash('blake2')
[8080, 443, 80] | difference([80])
[1, 2, 3] | union([1000, 17, 8, 9])
[3, 1, 2] | symmetric_difference([2, 65, 33])
[20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1] | intersect([19, 3, 4, 12, 1, 33, 17])
[-1, -2, 0, true, 1.0, 2.0] | union([])
[0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105, 112, 119, 126, 133, 140, 147, 154, 161, 168, 175, 182, 189, 196, 203, 210, 217, 224, 231, 238, 245, 252, 259, 266, 273, 280, 287, 294, 301, 308, 315, 322, 329, 336, 343, 350, 357, 364, 371, 378, 385, 392, 399] | difference([7, 14])
[0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105, 112, 119, 126, 133, 140, 147, 154, 161, 168, 175, 182, 189, 196, 203, 210, 217, 224, 231, 238, 245, 252, 259, 266, 273, 280, 287, 294, 301, 308, 315, 322, 329, 336, 343, 350, 357, 364, 371, 378, 385, 392, 399] | symmetric_difference([0, 14, 28, 42, 56, 70, 84, 98, 112, 126, 140, 154, 168, 182, 196])
[1.5, 2] | union([2.0])
[{}] | symmetric_difference('all')
[[]] | symmetric_difference(d)
[[1]] | union('a')
[[1], 2, [1]] | difference([2])
[[1], 2, [1]] | union([2, [3]])
[[1], 2, [1]] | intersect([[1]])
e | difference(1)
nums | difference(1)
nums | union(none)
uni | urldecode([])
'a%20b%E9' | urldecode('latin1')
'a%20b%E9é' | urldecode('latin1', 'x')
'a%20' | urldecode('nosuch')
'a' | urldecode('nosuch')
foo | comment('c', prefix=none)
foo | comment(beginning='', end=none, prefix=0)
foo is version([])
foo is version({})
'7' | int('x', 'y')
'7.5' | int(1, none)
'0x1f' | int(base=16)
7 | int('x')
7 | int('x', 'eq')
'1.2.3' | regex_replace('a', none)
'a' | regex_replace('a', 1)
big | default(10) is uri(true)
'http://h/' is uri('xhttp')
'http://h/' is url(['http'])
'h' is uri('nosuch')
none is uri('x')
{'a': 1} | dict2items(true, 2)
{'a': 1} | dict2items([])
{} | dict2items([])
'a' | to_uuid(none)
foo | truncate(end=none)
foo | truncate(9, end=[])
1 is mount
1 is link_exists
'' | b64decode('nosuch')
'' | b64decode(1)
'a' | to_nice_json({})
'a' | tojson([])
[] | to_nice_json({})
{} | urlsplit('')
[] | urlsplit
uni | urlsplit(none, none)
'a' | relpath([])
'a' | relpath(none)
'/a/b' | relpath('/a')
'' | wordwrap(-1)
'ab' | combinations(none)
'ab' | permutations(none)
[] | sum('a', 'b')
10 | log(1)
10 | log(true)
3 | human_readable(unit='')
3000 | human_readable(unit='kb')
3000 | human_readable(unit=true)
3000 | human_readable(unit='k')
'1' | from_json(default=1)
['192.168.1.1', '::1'] | ansible.utils.cidr_merge('span')
['192.168.1.1'] | ansible.utils.cidr_merge('span')
['192.168.1.5/24'] | ansible.utils.cidr_merge
['::1', '192.168.1.255/24', '192.168.1.3'] | ansible.utils.cidr_merge
['10.0.0.5/25', '10.0.0.130/25'] | ansible.utils.cidr_merge
['10.0.0.5'] | ansible.utils.cidr_merge('nope')
'fe80::1' | ansible.utils.ipaddr('gw')
'10.1.2.3' | ansible.utils.ipaddr('6to4')
'8.8.8.8/24' | ansible.utils.ipaddr('6to4')
'8.8.8.0/24' | ansible.utils.ipaddr('6to4')
'127.0.0.1' | ansible.utils.ipaddr('6to4')
'2002:c000:201::1' | ansible.utils.ipaddr('6to4')
'2001:db8::1' | ansible.utils.ipaddr('6to4')
'10.0.0.5/24' | ansible.utils.next_nth_usable('2')
'10.0.0.5/24' | ansible.utils.next_nth_usable(true)
'10.0.0.5/24' | ansible.utils.next_nth_usable
'10.0.0.5' | ansible.utils.ipmath('5')
'10.0.0.5' | ansible.utils.ipmath('x')
28765923401327 | ansible.utils.hwaddr('linux')
0 | ansible.utils.hwaddr('int')
'1:2:3:4:5:6' | ansible.utils.hwaddr('bare')
'2001:db8::/64' | ansible.utils.slaac('')
['10.1.2.4/31', '10.1.2.5/31', '10.1.2.4/30', '2001:db8::/127', '2001:db8::/64'] | ansible.utils.ipaddr('address')
'10.1.2.4/31' | ansible.utils.ipaddr('host')
'2001:db8::/64' | ansible.utils.ipaddr('host')
['10.1.2.4/31', '2001:db8::/127', '10.1.2.4/30'] | ansible.utils.ipaddr('ip/prefix')
'10.1.2.4/31' | ansible.utils.ipaddr('ip_netmask')
'10.0.0.0/8' | ansible.utils.ipaddr('4')
'10.0.0.0/8' | ansible.utils.ipaddr('6')
[] | community.general.json_query('[::-1]')
5 | community.general.json_query('[::-1]')
{} | community.general.json_query('[1:]')
nums | community.general.json_query('[::-1]')
nums | community.general.json_query('[-2:]')
nums | community.general.json_query('[5:0:-2]')
nums | community.general.json_query('[:9:2]')
nums | community.general.json_query('[-9:-1]')
nested | community.general.json_query('[1:]')
users | community.general.json_query('[1:].name')
users | community.general.json_query('[::-1] | [0].name')
nums | community.general.json_query('[::0]')
foo | community.general.json_query('[0:2]')
foo | community.general.json_query("to_number('1e3')")
foo | community.general.json_query("to_number('12')")
foo | community.general.json_query("to_number('x')")
foo | community.general.json_query('to_number(`true`)')
nested | community.general.json_query('[]')
nested | community.general.json_query('[*]')
mixed | community.general.json_query('[] | [3]')
mixed | community.general.json_query('[?@ != `1`]')
{'a': none, 'b': 1} | community.general.json_query('*')
mixed | community.general.json_query('map(&k, @)')
[3, 1, 2] | community.general.json_query('`0`.t.n')
['b', 'a'] | community.general.json_query('{a: `1.5`[5], b: `30`}')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('map(&`true`[*], merge(z, nul)[1:])')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('reverse(sort_by(vol, &`30`).vol)[1:]')
['b', 'a'] | community.general.json_query('`"x"`[?name][?z].*')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('(size)[?("d-x")`< `true`]')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('"d-x" && `0`')
[-1.5, 2.25, -3] | community.general.json_query("merge(size, 'a'.age[?name == `1`])")
[3, 1, 2] | community.general.json_query('abs(max_by(vol, &inst))')
['b', 'a'] | community.general.json_query('age[-1].n[::-1]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('[max(people)[?t != `{}`], state && s][?@[5][?`1.5`] < nest]')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('starts_with("d-x"[::-1][?zip >= `up`], tags)')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('sort_by(floor(z), &neg[*])')
[-1.5, 2.25, -3] | community.general.json_query('city[?nope].inst.[name, age][1:]')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('`{}`[:1]')
['b', 'a'] | community.general.json_query('state[?size >= mix][?nul < n][0][1:]')
[[1, [2]], [3], 4, none] | community.general.json_query('`true`.n | city[?state.tags]')
['b', 'a'] | community.general.json_query('t[gs')
['b', 'a'] | community.general.json_query('join(ends_with(!people, neg), @)')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('"y z"[?name > city].nul')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('max_by(!zip[:1], &ceil(`true`))')
[3, 1, 2] | community.general.json_query('`up`[*].name.mix')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('ne|.state')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('name.*[?starts_with(tags, inst) >= t]')
[3, 1, 2] | community.general.json_query('neg[?"y z" < zip]')
[3, 1, 2] | community.general.json_query('to_string(`null`)[?age == inst].z')
[-1.5, 2.25, -3] | community.general.json_query('(reverse(vol.*.id))')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('not_null(!id.f)')
[-1.5, 2.25, -3] | community.general.json_query("{a: min(name), b: 'a'.city}")
['b', 'a'] | community.general.json_query('!nul[?`{}`][].id')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('addr.length(@).neg.s')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('(join(`true`))[0]')
['b', 'a'] | community.general.json_query('avg(mix[?@ == `1`])[*]')
[3, 1, 2] | community.general.json_query("sort(not_null(sum('up'), `1.5`))")
[-1.5, 2.25, -3] | community.general.json_query('`up`.t[-2:].people')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('age[:1][][?min_by&nope, &f)]')
['b', 'a'] | community.general.json_query('merge(map(&nul, nope), n).nest')
['b', 'a'] | community.general.json_query('to_string(max(size)).z')
[3, 1, 2] | community.general.json_query('keys((people && nest) || sum(neg && @))')
['b', 'a'] | community.general.json_query('({a: tags[:1], b: nope})')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('to_array(starts_with(age && name, "y z")).vol')
['b', 'a'] | community.general.json_query('sort(f.*.id)')
['b', 'a'] | community.general.json_query("avg('x'[1:])")
[[1, [2]], [3], 4, none] | community.general.json_query('age.]ength(@)')
[[1, [2]], [3], 4, none] | community.general.json_query("(t)[?vol != 'up'][0]")
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('tags.id.vol[0][1:].addr')
[3, 1, 2] | community.general.json_query('not_null(so!t(nest))')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('{a: name.mix, b: inst.*.id.{a: *ame, b: age}}')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('mix[?t != `1`]')
[-1.5, 2.25, -3] | community.general.json_query('map(&`up`, n)')
[[1, [2]], [3], 4, none] | community.general.json_query("'a'[?age != z][::-1]")
[1, 'a', true, none, {'x': 1}] | community.general.json_query('length({a: contains(people[?zip != vol], z), b: age[?mix >= s]})')
[3, 1, 2] | community.general.json_query('!f&[name, age][1:]')
[-1.5, 2.25, -3] | community.general.json_query('starts_with(zip, `0`)')
[1, 'a', true, none, {'x': 1}] | community.general.json_query("('up' | `true`)")
[[1, [2]], [3], 4, none] | community.general.json_query('(join(city).s)[?addr]')
[3, 1, 2] | community.general.json_query('n[?`{}`]')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('to_string(`0`[?@ < n])[?people[*] != `"x"`]')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('s.zip || city.*.id[?sort_by(`[1,2]`, &`"x"`) >= addr]')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query("@ | 'x'.[name, age].*.id.[name, age]")
[1, 'a', true, none, {'x': 1}] | community.general.json_query('not_null(inst.[name, age][::-1])')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('zip.city && reverse(`30`)')
[-1.5, 2.25, -3] | community.general.json_query('join(sort(tags)).s')
[-1.5, 2.25, -3] | community.general.json_query('(city.zip[0])')
['b', 'a'] | community.general.json_query('(min_=y((max_by(people, &nul)), &size[1:]))')
[-1.5, 2.25, -3] | community.general.json_query('max_by(@[5], &mix)')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('"d-x".vol[?@ > nest][1:]')
[-1.5, 2.25, -3] | community.general.json_query('vol[?age == state][:1][?z != size]')
['b', 'a'] | community.general.json_query("not_null(nope[0][1:], 'a')")
[1, 'a', true, none, {'x': 1}] | community.general.json_query('starts_with(min(name.id), age[0][1:])')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('(vol[?tags >= `null`][])')
[3, 1, 2] | community.general.json_query('id[?nope != `{}`]')
[[1, [2]], [3], 4, none] | community.general.json_query('"d-x".id[*]')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('city && f[?zip > size][?max_by(n, &@).tags >= addr]')
[-1.5, 2.25, -3] | community.general.json_query("join'mix, `0`).nul")
[[1, [2]], [3], 4, none] | community.general.json_query('(n*')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('merge(nope, mix)[-2:]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('city.*.id.state[?@ && age != size]')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('`up`.vol[?"d-x"][*].people')
[3, 1, 2] | community.general.json_query('sum(length(@))')
[3, 1, 2] | community.general.json_query('`30`[?id != `0`]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('"d-x"[-2:][?f < vol]')
[[1, [2]], [3], 4, none] | community.general.json_query('map(&"d-x", (@))[].id')
[[1, [2]], [3], 4, none] | community.general.json_query('"=-x"')
['b', 'a'] | community.general.json_query('`1.5` | "y z" && n."d-x"')
[[1, [2]], [3], 4, none] | community.general.json_query("`1.5`[?nest >= 'a'][-2:]")
[[1, [2]], [3], 4, none] | community.general.json_query('!max(`{}`)')
['b', 'a'] | community.general.json_query('sta"e')
[[1, [2]], [3], 4, none] | community.general.json_query('join(`0`)."d-x"[1:]')
[-1.5, 2.25, -3] | community.general.json_query('`up` | id')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('starts_with(id, size)[0] && merge(zip, neg) && merge(@, vol)')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('reverse("y z".n[::-1])')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('contains(abs("y z")" people)')
[-1.5, 2.25, -3] | community.general.json_query('map(&`null`[::-1], zip[?z].zip)')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('{a: !not_null(`0`[], neg), b: t[?city > mix].id}')
['b', 'a'] | community.general.json_query('`1.5`[:1]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query("to_number(merge(state, ''))[0][1:]")
['b', 'a'] | community.general.json_query("reverse(`1`)[?size > 'x'].addr.*.id")
[3, 1, 2] | community.general.json_query('age.[name, age] || !(inst)')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('nope[?z == "y z"]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('type(people=')
[[1, [2]], [3], 4, none] | community.general.json_query('[state[?age != `"x"`] && people.nul, not_null(name, age)].neg')
['b', 'a'] | community.general.json_query('{a: (addr), b: size}')
[[1, [2]], [3], 4, none] | community.general.json_query('((`up`)[?state != addr])')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('s.name[0][1:]."d-x"')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query("[@, ''].z")
[-1.5, 2.25, -3] | community.general.json_query('ends_with(zip, f)[?city]')
[3, 1, 2] | community.general.json_query('`true`.*[0].* || "y z"')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query('[join(vol.state, t), merge(`true`[0], vol)]')
[[1, [2]], [3], 4, none] | community.general.json_query('to_array((id[-2:]))')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query("'a'[?nul < `30`].state.f")
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('keys(min_by(nope.*.id, &f))')
['b', 'a'] | community.general.json_query('z[?age == neg][5][?[mix, size] < tags]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('abs(name.state[-1])')
['b', 'a'] | community.general.json_query('{a: (nul), b: nul}[*]')
[3, 1, 2] | community.general.json_query('inst[?nest >  `1`][?`true`].tags[-1]')
['b', 'a'] | community.general.json_query('length(!`up`)')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('[inst, nope.people]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('starts_with(neg, (z))[::-1]')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('[s, inst][?"y z"].tags')
[3, 1, 2] | community.general.json_query('("d-x".mix) && `30`[*].name[?@ != s]')
['b', 'a'] | community.general.json_query('z.z.zip[5][-2:]')
[1, 'a', true, none, {'x': 1}] | community.general.json_query('min_by(city.inst[-2:], &nope[-2:])')
{'a': {'id': 1, 'state': 'up', 'vol': [{'id': 'v1', 'size': 10}]}, 'b': {'id': 2, 'state': 'down', 'vol': []}} | community.general.json_query('type(not_null(!`"x"`))')
[-1.5, 2.25, -3] | community.general.json_query('not_null((addr), state) && size.addr | age[?tags < n]')
[3, 1, 2] | community.general.json_query('name.age.age[?(tags)]')
[{'name': 'ann', 'age': 30, 'tags': ['x', 'y']}, {'name': 'cy', 'age': none, 'tags': []}] | community.general.json_query("sum(''.vol && {a: tags, b: city}).people")
[3, 1, 2] | community.general.json_query("contains(zip, state) | tags[:1][?''[?`up`] > state]")
[1, 'a', true, none, {'x': 1}] | community.general.json_query('nest[?addr != `true`][?name < z][?z >= @]')
['b', 'a'] | community.general.json_query('z."d-x"')
3232235777 | ansible.utils.ipsubnet('24')
'2001:db8::1/128' | ansible.utils.ipsubnet(24)
'100.64.1.1' is ansible.utils.ipv4
'2001:0db8:0000:0000:0000:0000:0000:0001' is ansible.utils.in_one_network ['2001:db8::/32']
'169.254.1.1' | ansible.utils.ipsubnet(16)
'192.168.1.255/24' | ansible.utils.ipv6('wrap')
'::ffff:10.0.0.1/120' is ansible.utils.in_any_network ['192.168.0.0/16','10.0.0.0/8']
'3232235777' | ansible.utils.ipsubnet()
3232235777 | ansible.utils.ipaddr('next_usable')
'1.2.3.4/33' | ansible.utils.ipmath(2**32)
'2002:c000:204::1' is ansible.utils.supernet_of '192.168.1.0/28'
'1.2.3.256' is ansible.utils.in_one_network ['2001:db8::/32']
4294967296 is ansible.utils.private
'::' | ansible.utils.network_in_network('2001:db8::1')
'10.0.0.1/a' | ansible.utils.network_in_network('192.168.1.5')
'::/0' | ansible.utils.ipwrap()
'' is ansible.utils.ipv4_address
'192.168.1.255/24' | ansible.utils.ipmath(0)
'127.0.0.1/8' | ansible.utils.network_in_network('192.168.1.5')
'ff02::1' | ansible.utils.slaac()
'10.0.0.3/30' | ansible.utils.network_in_usable('10.0.0.1')
'64:ff9b::1' | ansible.utils.nthhost('5')
'10.0.0.1/32' | ansible.utils.ipsubnet(28, -1)
'16' | ansible.utils.ipsubnet('2001:db8::/32')
'FE80::ABCD' is ansible.utils.in_any_network ['2001:db8::/32']
'1.2.3.256' is ansible.utils.ipv6_address
'192.168.1.255/24' is ansible.utils.subnet_of '10.0.0.0/8'
3232235777 is ansible.utils.public
'8.8.8.8' is ansible.utils.supernet_of '10.0.0.0/8'
'2001:db8::1/128' | ansible.utils.slaac('c231b383bf2b')
'239.1.1.1' is ansible.utils.mac
'192.0.2.1' | ansible.utils.ipmath('5')
'10.0.0.1/30' | ansible.utils.ipsubnet('10.0.0.0/8')
'fe80::1' | ansible.utils.ipsubnet(18, -1)
false is ansible.utils.in_one_network ['2001:db8::/32']
'10.0.0.1/24/25' | ansible.utils.ipsubnet('x')
'3232235777' | ansible.utils.ipaddr('2001:db8::/32')
'0.0.0.0' is ansible.utils.subnet_of '10.0.0.0/8'
'64:ff9b::1' | ansible.utils.nthhost(0)
true is ansible.utils.multicast
'2001:0db8:0000:0000:0000:0000:0000:0001' is ansible.utils.ipv6
none | ansible.utils.macaddr('pgsql')
'5254.0012.3456' is ansible.utils.ipv6
'10.0.0.1/a' | ansible.utils.network_in_usable('2001:db8::1')
0 | ansible.utils.macaddr('postgresql')
'10.0.0.0/31' | ansible.utils.nthhost(300)
false | ansible.utils.nthhost(300)
'fd00::1/8' | ansible.utils.network_in_usable('192.168.1.0/24')
'52:54:0:12:34:56' | ansible.utils.macaddr('bare')
'198.51.100.7/28' | ansible.utils.ipaddr('wrap')
'' | ansible.utils.slaac()
'16' | ansible.utils.ipaddr('10.0.0.0/8')
none | ansible.utils.network_in_network('10.0.0.0/9')
'2001:db8::/127' | ansible.utils.next_nth_usable('2')
'127.0.0.1/8' | ansible.utils.nthhost()
'10.0.0.1/24/25' is ansible.utils.in_any_network ['2001:db8::/32']
'/24' is ansible.utils.in_network '2001:db8::/32'
'172.16.5.4/255.255.0.0' | ansible.utils.ipmath(5)
'1234' | ansible.utils.macaddr('int')
'169.254.1.1' | ansible.utils.ipsubnet(18, -1)
'52:54:0:12:34:56' is ansible.utils.unspecified
'::' | ansible.utils.network_in_usable('192.168.1.0/24')
'10.0.0.0/8' | ansible.utils.nthhost()
['192.168.1.1/24','10.0.0.5','fe80::1','1.2.3.4.5'] | ansible.utils.network_in_usable('2001:db8::1')
'192.168.1.255/24' is ansible.utils.supernet_of '192.168.0.0/16'
0 is ansible.utils.unspecified
'2001:db8::/32' | ansible.utils.ipmath(-1)
'0.0.0.0/0' | ansible.utils.ipsubnet('28', '2')
'0.0.0.0/0' | ansible.utils.ipsubnet(18, -1)
'::1' is ansible.utils.ip
'52:54:00:12:34' | ansible.utils.hwaddr()
false | ansible.utils.ipmath(256)
3232235777 | ansible.utils.ipaddr('-1')
'10.0.0.1/30' | ansible.utils.ipsubnet(0)
'192.168.0.0/255.255.255.0' | ansible.utils.nthhost(1)
'192.168.1.5/24' | ansible.utils.next_nth_usable(2)
'239.1.1.1' | ansible.utils.network_in_network('192.168.1.0/24')
'198.51.100.7/28' | ansible.utils.slaac('c231b383bf2b')
'10.0.0.1/32' | ansible.utils.ipsubnet(126, -1)
'1.2.3.256' | ansible.utils.network_in_network('2001:db8::1')
'5254.0012.3456' is ansible.utils.private
['192.168.1.1/24','10.0.0.5','fe80::1','1.2.3.4.5'] | ansible.utils.ipsubnet(18, 0)
'3232235777' | ansible.utils.ip4_hex()
'ff02::1' | ansible.utils.ipsubnet('192.168.0.0/16')
'10.0.0.3/30' | ansible.utils.network_in_network('10.0.0.1')
'90520730730582' | ansible.utils.macaddr('pgsql')
'192.168.10.10/24' | ansible.utils.ipmath(0)
'0.0.0.0/0' is ansible.utils.reserved
'fe80::1' | ansible.utils.network_in_usable('192.168.1.0')
'fe80::1' is ansible.utils.private
'fe80::1/10' is ansible.utils.in_network 'x'
'2001:0db8:0000:0000:0000:0000:0000:0001' is ansible.utils.multicast
'100.64.1.1' | ansible.utils.next_nth_usable(2)
'16' | ansible.utils.next_nth_usable('2')
'10.0.0.1/32' is ansible.utils.in_network '192.168.0.0/16'
3232235777 | ansible.utils.ipv6('prefix')
'64:ff9b::1' | ansible.utils.nthhost(-1)
'255.255.255.255' is ansible.utils.subnet_of '192.168.1.0/28'
'3232235777' | ansible.utils.ipaddr(version=4)
'10.1.1.1-10.1.1.5' | ansible.utils.ipaddr('public')
'90520730730582' | ansible.utils.hwaddr()
'192.168.1.0/24' | ansible.utils.nthhost()
'192.168.10.10/24' | ansible.utils.previous_nth_usable(2)
'10.0.0.0/8' | ansible.utils.nthhost('x')
'fe80::1' is ansible.utils.ipv6_address
'2001:db8::1/128' | ansible.utils.previous_nth_usable(10)
'127.0.0.1' | ansible.utils.network_in_usable('192.168.1.5')
'52:54:00:12:34' | ansible.utils.hwaddr('nope')
'fd00::1/8' is ansible.utils.subnet_of '192.168.0.0/16'
'192.168.1.5/24' is ansible.utils.private
'192.168.1.5/24' is ansible.utils.ipv6
false | ansible.utils.ipmath(5)
4294967296 is ansible.utils.subnet_of '10.0.0.0/8'
'10.0.0.1/31' | ansible.utils.ipsubnet(16)
'127.0.0.1' | ansible.utils.slaac('x')
'10.0.0.0/8' | ansible.utils.network_in_usable('192.168.1.255')
'192.0.2.1' is ansible.utils.ipv4
4294967296 | ansible.utils.ipsubnet('24')
'2001:db8::/127' is ansible.utils.supernet_of '192.168.1.0/28'
[] | ansible.utils.slaac('x')
'52:54:00:12:34:56' | ansible.utils.macaddr('bare')
'2a00:1450:4001:81b::200e' | ansible.utils.ipsubnet('28', '2')
'169.254.1.1' is ansible.utils.multicast
'2001:0db8:0000:0000:0000:0000:0000:0001' | ansible.utils.ipaddr('wrap')
'192.168.10.10/24' | ansible.utils.ipsubnet(64, 1)
'16' | ansible.utils.ipaddr('host/prefix')
'64:ff9b::1' | ansible.utils.ipsubnet(128)
'fe80::1/10' is ansible.utils.ipv6
'198.51.100.7/28' | ansible.utils.ipsubnet('28', '2')
'10.0.0.0/31' | ansible.utils.ipsubnet(64)
'2001:db8::1/128' | ansible.utils.ipsubnet(-1)
'192.168.0.0/255.255.255.0' | ansible.utils.nthhost('x')
'64:ff9b::1' is ansible.utils.subnet_of '2001:db8::/32'
'10.0.0.1/' | ansible.utils.nthhost('x')
'16' | ansible.utils.ipsubnet('10.0.0.0/8')
3232235777 | ansible.utils.ipsubnet('10.0.0.0/8')
'5254:0012:3456' | ansible.utils.hwaddr()
'2001:0db8:0000:0000:0000:0000:0000:0001' | ansible.utils.ipmath(2**32)
'0.0.0.0/0' is ansible.utils.subnet_of 'x'
'192.0.2.1' | ansible.utils.ipsubnet(32)
'100.64.1.1' | ansible.utils.ipmath(0)
'5254.0012.3456' | ansible.utils.macaddr('cisco')
'zz' | ansible.utils.hwaddr('unix')
'/24' | ansible.utils.ipwrap('address')
'127.0.0.1' is ansible.utils.subnet_of '192.168.0.0/16'
'::ffff:10.0.0.1/120' | ansible.utils.ipsubnet(-1)
'8.8.8.8' | ansible.utils.ipmath(-1)
0 | ansible.utils.hwaddr('postgresql')
'10.0.0.1/24/25' | ansible.utils.nthhost(305)
'198.51.100.7/28' is ansible.utils.in_network '192.168.1.0/28'
'16' | ansible.utils.nthhost(0)
'/24' | ansible.utils.ipsubnet(28, 16)
'2001:db8::/32' | ansible.utils.network_in_usable('192.168.1.255')
'10.0.0.1/32' | ansible.utils.network_in_network('10.0.0.0/9')
'1.2.3.4/33' | ansible.utils.ipsubnet(33)
'192.168.10.10/24' | ansible.utils.network_in_network('2001:db8::1')
'FE80::ABCD' | ansible.utils.nthhost('x')
false | ansible.utils.ipsubnet(18, 0)
'90520730730582' | ansible.utils.hwaddr('unix')
'8.8.8.8/29' | ansible.utils.previous_nth_usable(2)
'123456789012' | ansible.utils.macaddr()
'2001:db8::1/127' | ansible.utils.network_in_usable('192.168.1.0')
true is ansible.utils.public
['192.168.1.1/24','10.0.0.5','fe80::1','1.2.3.4.5'] | ansible.utils.ipmath(-1)
'16' | ansible.utils.next_nth_usable(10)
'::/0' is ansible.utils.in_one_network ['192.168.0.0/16','10.0.0.0/8']
'123456789012' | ansible.utils.hwaddr('psql')
'aa:bb:cc:dd:ee:ff' is ansible.utils.ipv4
['192.168.1.1/24','10.0.0.5','fe80::1','1.2.3.4.5'] | ansible.utils.ipsubnet()
'123456789012' is ansible.utils.public
'525400123456' is ansible.utils.private
'10.0.0.1/30' | ansible.utils.ipsubnet('28', '2')
'zz' is ansible.utils.ipv6_address
'ff02::1' | ansible.utils.ipsubnet('28', '2')
'a.b.c.d' | ansible.utils.ipsubnet(0)
'192.168.1.5/24' | ansible.utils.ipsubnet()
'a.b.c.d' is ansible.utils.in_any_network ['192.168.0.0/16','10.0.0.0/8']
'10.0.0.3/30' is ansible.utils.supernet_of 'x'
'10.0.0.1/' | ansible.utils.ipmath(2**32)
'10.0.0.1/32' | ansible.utils.ipmath(-5)
'2001:db8::1/127' is ansible.utils.in_network '192.168.0.0/16'
['10.0.0.1','x','2001:db8::1/64'] | ansible.utils.network_in_network('192.168.1.0/24')
'aa:bb:cc:dd:ee:ff' | ansible.utils.hwaddr('eui48')
'/24' | ansible.utils.previous_nth_usable(10)
'169.254.1.1' | ansible.utils.next_nth_usable('2')
['10.0.0.1','x','2001:db8::1/64'] | ansible.utils.ipsubnet(33)
'2001:db8::/32' | ansible.utils.next_nth_usable(0)
0 | ansible.utils.nthhost(305)
'0.0.0.0/0' | ansible.utils.ipsubnet(128)
'10.0.0.1/30' | ansible.utils.ipsubnet('24')
'a.b.c.d' | ansible.utils.ipwrap('address')
'10.0.0.1/31' is ansible.utils.in_one_network ['192.168.0.0/16','10.0.0.0/8']
'0.0.0.0' | ansible.utils.ipsubnet(32)
'10.0.0.1/24/25' is ansible.utils.in_network '192.168.0.0/16'
'2001:db8::/32' | ansible.utils.network_in_usable('10.0.0.1')
'::ffff:10.0.0.1/120' | ansible.utils.network_in_usable('192.168.1.0')
'192.168.10.10/24' is ansible.utils.in_network '2001:db8::/32'
'64:ff9b::1' | ansible.utils.ipsubnet('2001:db8::/32')
3232235777 | ansible.utils.ipsubnet(18, 0)
'10.0.0.0/8' | ansible.utils.nthhost(305)
[['1.1.1.1']] | ansible.utils.ipsubnet('10.0.0.0/8')
' 10.0.0.1' | ansible.utils.ipsubnet('10.0.0.0/8')
'10.0.0.01' | ansible.utils.slaac('c231b383bf2b')
'192.168/16' | ansible.utils.ipsubnet('24')
1.5 | ansible.utils.previous_nth_usable(1)
'[::1]' | ansible.utils.ipwrap('address')
'10.0.0.1/-1' | ansible.utils.ipsubnet(28, -1)
' 10.0.0.1' | ansible.utils.network_in_network('192.168.1.255')
'192.168/16' | ansible.utils.next_nth_usable('2')
'1::2::3' | ansible.utils.ipsubnet(64, 1)
'::1%eth0' | ansible.utils.network_in_usable('10.0.0.1')
1.5 | ansible.utils.nthhost(1)
1.5 | ansible.utils.ipsubnet('10.0.0.0/8')
{'a':1} | ansible.utils.ipsubnet(18, -1)
'1.2.3.4:80' | ansible.utils.ipsubnet(33)
'0x7f000001' | ansible.utils.ipsubnet('2001:db8::/32')
1.5 | ansible.utils.network_in_usable('192.168.1.255')
'10' | ansible.utils.ipmath(5)
'10.0.0.1/-1' | ansible.utils.previous_nth_usable(10)
[none,'1.1.1.1'] | ansible.utils.ipmath(0)
' 10.0.0.1' | ansible.utils.ipsubnet()
'0x7f000001' | ansible.utils.ipsubnet(28, 0)
'1.2.3.4:80' | ansible.utils.network_in_network('2001:db8::1')
'[::1]' | ansible.utils.slaac()
[['1.1.1.1']] | ansible.utils.network_in_network('2001:db8::1')
' 10.0.0.1' | ansible.utils.ipsubnet(28)
'10.0.0.1/255.255.255.1' | ansible.utils.network_in_usable('192.168.1.255')
'192.168/16' | ansible.utils.ipaddr('host')
'10' | ansible.utils.ipsubnet('24')
' 10.0.0.1' | ansible.utils.ipsubnet(18, 0)
1.5 | ansible.utils.network_in_network('2001:db8::1')
'127.1' | ansible.utils.network_in_usable('192.168.1.5')
1.5 | ansible.utils.next_nth_usable(10)
'10.0.0.1 ' | ansible.utils.ipsubnet(126, -1)
'10.0.0.1/-1' | ansible.utils.ipmath('5')
'127.1' | ansible.utils.ipaddr('public')
'010.0.0.1' | ansible.utils.ipsubnet('192.168.0.0/16')
'10.0.0.1/08' | ansible.utils.nthhost('5')
'10.0.0.1/-1' | ansible.utils.network_in_usable('192.168.1.255')
'10/8' | ansible.utils.previous_nth_usable(2)
"""


def typed(value):
    if isinstance(value, bool):
        return {"t": "bool", "v": repr(value)}
    if value is None:
        return {"t": "NoneType", "v": "None"}
    for kind in (int, float, str, list, tuple, dict):
        if isinstance(value, kind):
            return {"t": kind.__name__, "v": plain(value)}
    return {"t": type(value).__name__, "v": repr(value)}


def plain(value):
    """repr without ansible's own subclasses."""
    if isinstance(value, str):
        return repr(str(value))
    if isinstance(value, tuple):
        return "(" + ", ".join(plain(v) for v in value) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(plain(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(plain(k) + ": " + plain(v) for k, v in value.items()) + "}"
    return repr(value)


def result(environment, expression):
    try:
        value = environment.compile_expression(expression, undefined_to_none=False)(**VARS)
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()
        if hasattr(value, "__next__") or type(value).__name__ in ("map", "zip", "generator", "product", "permutations",
                                                             "combinations", "zip_longest", "reversed", "dict_items"):
            value = list(value)
        return typed(value)
    except Exception as e:
        return {"err": str(getattr(e, "message", None) or e)}


def expressions():
    if "newer" in sys.argv:
        yield from (("fact_diff" if "fact_diff" in line else "newer", line) for line in NEWER.strip().splitlines())
        yield from (("odd", line) for line in ODD.strip().splitlines())
        return
    for group, text in (("filter", FILTERS), ("test", TESTS), ("ip", IP_MORE)):
        for line in text.strip().splitlines():
            if line.strip():
                yield group, line
    for address in IP.strip().splitlines():
        for query in IP_QUERIES:
            yield "ipaddr", "%s | ansible.utils.ipaddr(%s)" % (address, json.dumps(query) if query else "")


# What 2.18 does differently from the ansible that made the results.
NOTES = {
    "deep | ansible.utils.fact_diff(deep2, {}, false, 1)": "ours refuses an argument too many",
    "[[1],[1]] | unique(case_sensitive=false)": "ours also compares lists without hash",
    '"a<b>" | safe | escape': "a text that is safe is a text like any other to us",
    "'NaN' | from_json": "ansible fails on its way of copying the value",
    "uni | to_yaml(allow_unicode=false)": "ours takes the option",
    '"- 1\\n- 0x10\\n- 010\\n- 1.5\\n- 2020-01-01" | from_yaml': "dates print as texts",
}


def main():
    if "newer" in sys.argv:
        plugins.init_plugin_loader([])
    environment = Templar(loader=DataLoader(), variables={}).environment
    cases = []
    for group, expression in expressions():
        case = {"group": group, "expr": expression}
        case.update(result(environment, expression))
        if expression in NOTES:
            case["note"] = NOTES[expression]
        cases.append(case)
    json.dump({"vars": VARS, "cases": cases}, sys.stdout, indent=0, ensure_ascii=True)
    print()


main()
