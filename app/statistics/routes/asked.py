"""What a request asks for, and who asks: one's own view, or everybody's where one says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from app.accounts.access import find_actor
from app.infra import clock
from app.pool.domain.days import pool_day
from app.statistics.asking import PUBLIC, Asked, question_of, viewer_of
from app.statistics.reading import figure_named, read

if TYPE_CHECKING:
    from datetime import date

    from app.statistics.asking import Viewer
    from app.statistics.domain.reports import Question, Report


def today() -> date:
    """Return the day as the regions count it."""
    return pool_day(clock.now())


def viewer() -> Viewer:
    """Return whose view the request is."""
    return PUBLIC if request.args.get("scope") == PUBLIC.audience else viewer_of(find_actor())


def question(by: Viewer) -> Question:
    """Return what the address asks. Raises Invalid and NotFound as `question_of`."""
    return question_of(Asked.of(request.args), by, today())


def report(name: str, by: Viewer) -> Report:
    """Return the figure that the address names. Raises NotFound where the viewer is told no such figure."""
    return read(figure_named(name, by.audience), question(by))
