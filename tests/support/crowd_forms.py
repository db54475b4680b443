"""An address of every route that answers a method which may change something, in the crowd's pool."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask
from werkzeug.routing import Rule

from tests.support.crowd import Crowd
from tests.support.crowd_addresses import addresses

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# A variable part of a rule: `<ref>`, `<int:claim_id>`, `<any(verify, refuse):action>`.
VARIABLE = re.compile(r"<(?:any\((?P<choices>[^)]*)\):|\w+:)?(?P<name>\w+)>")


class Act(NamedTuple):
    """How to ask a route to do something."""

    endpoint: str
    method: str
    address: str


def acts(app: Flask, crowd: Crowd) -> Iterator[Act]:
    """Yield each route's first choice (of `confirm`, `decline`, …) about what the GET addresses show."""
    known = _known(app, crowd)
    for rule in app.url_map.iter_rules():
        for method in sorted(UNSAFE & (rule.methods or set())):
            yield Act(rule.endpoint, method, _address(rule, known))


def _known(app: Flask, crowd: Crowd) -> dict[str, str]:
    """Return what stands for each variable, by the rule up to its end: `/bookings/<ref>` is `B-7KQ2M`."""
    places, known = app.url_map.bind("localhost"), {}
    for asked in addresses(crowd).values():
        rule, given = places.match(asked[0].partition("?")[0], method="GET", return_rule=True)
        for variable in VARIABLE.finditer(rule.rule):
            known.setdefault(rule.rule[: variable.end()], str(given[variable["name"]]))
    return known


def _address(rule: Rule, known: dict[str, str]) -> str:
    def value(variable: re.Match[str]) -> str:
        if variable["choices"]:
            return variable["choices"].split(",")[0].strip(" '\"")
        return known.get(rule.rule[: variable.end()], "1")

    return VARIABLE.sub(value, rule.rule)
