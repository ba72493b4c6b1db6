#!/usr/bin/python3
"""Writes the cases of FuzzCasesTest: random expressions, each with the typed result (or that it fails)
of the real ansible. Only what differs in kind is kept: at most KEEP cases of one shape (the filters,
operators and types in it).

    PYTHONPATH=CHECKOUT_OF_2.18/lib /usr/bin/python3 make_fuzz_cases.py [COUNT [SEED]] > ../resources/io/jplay/core/template/fuzz-cases.json

With COUNT all cases are written, for a hunt; without it the few hundred that are test data.
"""
import copy
import json
import random
import re
import signal
import sys
import warnings

warnings.filterwarnings("ignore")

from ansible.parsing.dataloader import DataLoader
from ansible.plugins import loader as plugins
from ansible.template import Templar
from jinja2.runtime import Undefined

VARS = {
    "s": "bar", "u": "h\u00e9 \u2603", "e": "", "n": None, "t": True, "f": False, "i": 7, "z": 0, "neg": -3, "fl": 2.5, "big": 10**20,
    "l": ["b", "a", "C"], "ints": [3, 1, 2], "el": [], "d": {"b": 2, "a": 1}, "ed": {}, "num": "42", "ws": "  x y ", "lines": "a\nb\n",
    "mixed": [1, "two", 3.5, None, True], "ll": [[1, 2], [3]], "users": [{"name": "ann", "uid": 2, "tags": ["x"]}, {"name": "bob", "uid": 1, "tags": []}],
}
SEED = 20261128
FULL = 420
TRIED = 3000
KEEP = 1

SCALARS = ["s", "u", "e", "n", "t", "f", "i", "z", "neg", "fl", "big", "num", "ws", "lines", "'a'", "'x,y'", "1", "0", "-2", "1.5", "'1'", "'%s-%s'", "true", "none", "nope", "'True'", "'[1]'"]
LISTS = ["l", "ints", "el", "mixed", "ll", "users", "[1, 2, 2]", "['a', 'B']", "(1, 'a')", "range(3)", "d.items()", "[none]", "[[1], [1]]"]
DICTS = ["d", "ed", "{'k': 1}", "users[0]", "{1: 'a', 'b': [2]}"]
BINARY = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">", "<=", ">=", "in", "not in", "and", "or"]
TESTS = ["defined", "undefined", "none", "string", "number", "mapping", "iterable", "sequence", "boolean", "integer", "float", "even", "odd",
         "divisibleby(3)", "sameas(true)", "in(l)", "eq(1)", "lower", "upper", "true", "false", "truthy", "falsy", "contains('a')", "subset([1, 2, 3])",
         "superset([1])", "match('b')", "search('a')", "regex('^b')", "version('1.0', '>=')", "all", "any", "callable", "abs", "ne(s)", "gt(1)", "le(2)"]
FILTERS = ["abs", "int", "float", "string", "list", "length", "first", "last", "sum", "min", "max", "sort", "unique", "reverse", "join(',')", "join", "upper", "lower",
           "title", "capitalize", "trim", "default('D')", "default('D', true)", "d(l)", "bool", "to_json", "from_json", "to_yaml", "from_yaml", "b64encode", "b64decode",
           "hash('sha1')", "md5", "checksum", "quote", "basename", "dirname", "splitext", "dict2items", "items2dict", "flatten", "flatten(levels=1)", "combine({'c': 3})",
           "combine({'b': {'x': 1}}, recursive=true)", "zip([1, 2])", "zip_longest([1], fillvalue='-')",
           "product([1])", "map('upper')", "map('int')", "map(attribute='name')", "map(attribute='nope', default=0)", "select", "select('odd')", "reject('none')",
           "selectattr('uid')", "selectattr('uid', 'gt', 1)", "rejectattr('name', 'eq', 'ann')", "groupby('uid')", "batch(2)", "batch(2, '-')", "slice(2)", "dictsort",
           "dictsort(by='value')", "items", "round", "round(1)", "round(1, 'floor')", "log", "pow(2)", "root", "ternary('y', 'n')", "ternary('y', 'n', 'x')", "type_debug", "regex_replace('a', 'Z')",
           "regex_search('a')", "regex_search('(.)a', '\\\\1')", "regex_findall('.')", "regex_escape", "split", "split(',')", "replace('a', 'b')", "truncate(3)", "truncate(5, true, '..')", "wordcount", "wordwrap(3)",
           "center(7)", "indent(2)", "indent(1, true)", "format(1, 2)", "urlencode", "human_readable", "human_to_bytes", "extract(l)", "extract(d)", "permutations(2)", "combinations(2)",
           "subelements('tags')", "sort(attribute='uid')", "sort(reverse=true)", "unique(attribute='uid')", "min(attribute='uid')", "sum(start=1)", "sum(attribute='uid')",
           "mandatory", "to_uuid", "comment", "escape", "striptags", "filesizeformat", "xmlattr", "tojson", "pprint", "count", "to_nice_json", "path_join", "win_basename", "commonpath", "ansible.builtin.split", "community.general.dict_kv('k')", "community.general.counter", "strftime", "to_datetime"]
METHODS = ["upper()", "split()", "split(',')", "strip()", "startswith('b')", "endswith('r')", "replace('a', 'o')", "find('a')", "join(['1', '2'])", "items()", "keys()", "values()", "get('a')", "get('zz', 5)",
           "index('a')", "count('a')", "copy()", "title()", "splitlines()", "zfill(5)", "ljust(4)", "isdigit()", "format(1)", "partition('a')", "rsplit('a', 1)", "isalpha()", "swapcase()", "center(6)", "casefold()", "expandtabs()", "bit_length()", "is_integer()", "name", "a", "b", "nope", "0", "1"]


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def atom(self):
        k = self.r.random()
        return self.r.choice(SCALARS if k < 0.5 else LISTS if k < 0.8 else DICTS)

    def expr(self, depth):
        r = self.r
        if depth == 0:
            return self.atom()
        k = r.random()
        if k < 0.40:
            return "%s | %s" % (self.group(depth - 1), r.choice(FILTERS))
        if k < 0.58:
            return "%s %s %s" % (self.group(depth - 1), r.choice(BINARY), self.group(depth - 1))
        if k < 0.68:
            return "%s is %s%s" % (self.group(depth - 1), r.choice(["", "", "not "]), r.choice(TESTS))
        if k < 0.78:
            return "%s.%s" % (self.group(depth - 1), r.choice(METHODS))
        if k < 0.86:
            return "%s[%s]" % (self.group(depth - 1), r.choice(["0", "-1", "'a'", "1:", ":2", "::-1", "9", "'nope'", "::2"]))
        if k < 0.90:
            return "%s if %s else %s" % (self.group(depth - 1), self.group(depth - 1), self.group(depth - 1))
        if k < 0.93:
            return "not %s" % self.group(depth - 1)
        if k < 0.96:
            return "[%s, %s]" % (self.expr(depth - 1), self.atom())
        return "-%s" % self.group(depth - 1)

    def group(self, depth):
        text = self.expr(depth)
        return text if re.match(r"^[\w.]+$|^[\w.]+\([^()]*\)$|^'[^']*'$|^\[[^\[\]]*\]$", text) else "(" + text + ")"


def typed(value):
    if isinstance(value, bool) or value is None:
        return {"t": type(value).__name__, "v": repr(value)}
    for kind in (str, int, float, list, tuple, dict, set):
        if isinstance(value, kind):
            return {"t": kind.__name__, "v": plain(value)}
    return {"t": type(value).__name__, "v": str(value)}


def plain(value):
    """repr without ansible's own subclasses; fails on what is undefined inside."""
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()
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
    signal.alarm(3)
    try:
        value = environment.compile_expression(expression, undefined_to_none=False)(range=range, **copy.deepcopy(VARS))
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()
        if hasattr(value, "__next__") or type(value).__name__ in ("map", "zip", "generator", "product", "permutations", "combinations", "zip_longest",
                                                             "reversed", "dict_items", "dict_keys", "dict_values", "list_reverseiterator", "range"):
            value = list(value)
        return typed(value)
    except BaseException as e:
        return {"err": (str(getattr(e, "message", None) or e) or type(e).__name__)[:300]}
    finally:
        signal.alarm(0)


def timeout(*_):
    raise TimeoutError("too long")


# What depends on the machine or the day, shows addresses, or where ours differs on purpose: views of
# mappings are lists to us, whole values and not views of Python's.
SKIPPED = re.compile(r"dict_(items|keys|values)|range\(0|object at 0x|strftime|to_datetime|type_debug|<built-in|<bound|<function|generator|(?<!\w)_[a-z]|hash_map|comment")


# Where the hunt finds what ours does otherwise and may: ranges and views of mappings are lists, bytes
# are texts, an undefined value in a list fails where it is used, a constant's slice is one of any value.
OURS = re.compile(r"range\(3\)|\.(items|keys|values)\(\)|b64decode|\[[^]]*nope|nope[^|]*\]|callable|attribute='uid'|groupby|pprint|\d'?\)*\[|\}\)*\[")


def main():
    hunt = len(sys.argv) > 1
    count = int(sys.argv[1]) if hunt else TRIED
    writer = Writer(int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
    signal.signal(signal.SIGALRM, timeout)
    if hasattr(plugins, "init_plugin_loader"):
        plugins.init_plugin_loader(["/usr/lib/python3/dist-packages"])
    environment = Templar(loader=DataLoader(), variables={}).environment
    seen, shapes, cases, errors = set(), {}, [], 0
    for _ in range(count):
        expression = writer.expr(writer.r.choice([1, 1, 2, 2, 3]))
        if expression in seen:
            continue
        seen.add(expression)
        case = {"expr": expression}
        case.update(result(environment, expression))
        if not hunt and "err" in case and errors >= FULL // 3:
            continue
        errors += "err" in case
        if not hunt and OURS.search(expression):
            continue
        if SKIPPED.search(expression + case.get("v", "") + case.get("err", "")) or len(case.get("v", "")) > 400 or case.get("err") == "too long":
            continue
        shape = (re.sub(r"\d+", "0", re.sub(r"'[^']*'", "''", expression)), case.get("t"))
        if not hunt and shapes.setdefault(shape, 0) >= KEEP:
            continue
        shapes[shape] = shapes.get(shape, 0) + 1
        cases.append(case)
        if not hunt and len(cases) >= FULL:
            break
    json.dump({"vars": VARS, "cases": cases}, sys.stdout, indent=0, ensure_ascii=True)
    print()


main()
