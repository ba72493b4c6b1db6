#!/usr/bin/python3
"""Evaluations per CPU second of python's jinja2 with cached templates: the cases of cases.json, each for about SECONDS of CPU."""
import json
import os
import sys
import time

import jinja2

here = os.path.dirname(os.path.abspath(__file__))
seconds = float(sys.argv[1])
cases = json.load(open(os.path.join(here, "cases.json")))
environment = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)


def rate(run):
    run()
    count, step, begin = 0, 1, time.process_time()
    while time.process_time() - begin < seconds:
        for _ in range(step):
            run()
        count += step
        step = min(step * 2, 1000)
    return count / (time.process_time() - begin)


variables = cases["variables"]
for text in cases["expressions"]:
    template = environment.from_string("{{ " + text + " }}")
    print("expression\t%s\t%f" % (text, rate(lambda: template.render(variables))))
template = environment.from_string("\n".join(cases["file"]))
print("file\t100 lines\t%f" % rate(lambda: template.render(variables)))


def hosts():
    for number in range(1000):
        template.render(dict(variables, name="host%d" % number))


print("hosts\tone template for 1,000 hosts\t%f" % rate(hosts))
