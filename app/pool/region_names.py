"""What the regions are called, and regions that are new. Codes are law: they neither change nor go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, update

from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.text import N_
from app.pool.divisions import level_of, parent_of
from app.pool.models import Region
from app.pool.queries import find_region

SUBJECT = "region"
LONGEST_NAME = 60

constraint_error(
    "pk_region",
    lambda: Conflict("already_there", N_("There is such a region already."), field="code"),
    sqlite_columns="region.code",
)


def add_region(*, code: str, name_zh: str, name_en: str, by: EventActor, now: datetime) -> None:
    """Add a division. Raises Invalid with every problem, Conflict `already_there`."""
    code, problems = code.strip(), _name_problems(name_zh, name_en)
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        message = N_("A region code has six digits (GB/T 2260).")
        problems.append(Problem("region_code_invalid", message, "code"))
    elif parent_of(code) is not None and find_region(parent_of(code) or "") is None:
        message = N_("The region that it lies in is not there.")
        problems.append(Problem("parent_missing", message, "code", N_("Add that one first.")))
    if problems:
        raise Invalid.of(problems)
    names = {"name_zh": name_zh.strip(), "name_en": name_en.strip()}
    values = {"code": code, "parent_code": parent_of(code), "level": str(level_of(code)), "is_pilot": False}
    execute_checked(insert(Region).values(**values, **names))
    _note(code, "add", by, now, names)


def rename_region(*, code: str, name_zh: str, name_en: str, by: EventActor, now: datetime) -> None:
    """Call a region otherwise. Raises NotFound, Invalid with every problem."""
    before = find_region(code)
    if before is None:
        raise NotFound("not_found", N_("There is no such region."))
    problems = _name_problems(name_zh, name_en)
    if problems:
        raise Invalid.of(problems)
    names = {"name_zh": name_zh.strip(), "name_en": name_en.strip()}
    db.session.execute(update(Region).where(Region.code == code).values(**names))
    _note(code, "rename", by, now, {"before": [before.name_zh, before.name_en], **names})


def _name_problems(name_zh: str, name_en: str) -> list[Problem]:
    message = N_("This needs 1 to %(longest)s characters.")
    return [
        Problem("invalid", message, field, values={"longest": LONGEST_NAME})
        for field, name in (("name_zh", name_zh), ("name_en", name_en))
        if not 0 < len(name.strip()) <= LONGEST_NAME
    ]


def _note(code: str, action: str, by: EventActor, now: datetime, data: object) -> None:
    record(subject_kind=SUBJECT, subject_ref=code, action=action, at=now, actor=by, data=data)
