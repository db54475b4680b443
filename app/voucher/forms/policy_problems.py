"""Puts each refusal of a policy beside the field it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask_babel import gettext
from wtforms import Field, FieldList

from app.infra.filters import problem_fix, problem_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.kernel.errors import Problem
    from app.voucher.forms.policy import PolicyForm

_RATE = re.compile(r"rates\[([0-9]+)\](?:\.(.+))?")
_REGION = re.compile(r"modes_by_region\.(.+)")
_CELLS = {None: "percent", "from": "low"}
_ELSEWHERE = {
    "tiers": "tier_1",
    "excluded_kinds": "kinds",
    "evidence.reimburse": "evidence_reimburse",
    "evidence.redeem": "evidence_redeem",
    "budget": "budget_district",
}


def place_problems(form: PolicyForm, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Tell each problem beside its field; return those that are about none.

    A field that says already why it can not be read is left with that.
    """
    beside: dict[str, tuple[Field, list[str]]] = {}
    elsewhere = []
    for problem in problems:
        field = _field(form, (problem.field or "").removeprefix("policy."))
        if field is None:
            elsewhere.append(problem)
        else:
            said = " ".join(filter(None, (problem_text(problem), problem_fix(problem))))
            beside.setdefault(field.name, (field, []))[1].append(said)
    for field, all_said in beside.values():
        if not field.errors:
            field.errors = all_said
            _note_in_list(form, field)
    return tuple(elsewhere)


def refuse_twice(form: PolicyForm) -> bool:
    """Refuse a region that is named in two rows; tell whether one is."""
    named: set[str] = set()
    twice = False
    for row in (row.form for row in form.modes_by_region if row.form.is_used):
        if row.region.data in named:
            row.region.errors = [gettext("This region is named above already.")]
            _note_in_list(form, row.region)
            twice = True
        named.add(row.region.data)
    return twice


def _field(form: PolicyForm, place: str) -> Field | None:
    if rate := _RATE.fullmatch(place):
        used = [row.form for row in form.rates if row.form.is_used]
        cell = rate[2]
        beside: Field = used[int(rate[1])][_CELLS.get(cell, cell)]
        return beside
    if region := _REGION.fullmatch(place):
        rows = (row.form for row in form.modes_by_region)
        return next((row.region for row in rows if row.region.data == region[1]), None)
    name = _ELSEWHERE.get(place, place.removeprefix("caps."))
    return form[name] if name in form and not isinstance(form[name], FieldList) else None


def _note_in_list(form: PolicyForm, field: Field) -> None:
    """Let a list of rows know of an error in one of them: the summary looks into lists that have some."""
    for rows in (form.rates, form.modes_by_region):
        if field.name.startswith(f"{rows.name}-"):
            rows.errors = [*rows.errors, *field.errors]
