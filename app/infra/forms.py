"""Forms that keep what was typed when the domain refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flask_wtf import FlaskForm

from app.infra.db import transaction
from app.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.kernel.errors import Problem

T = TypeVar("T")


class Form(FlaskForm):
    """A form with a place for the domain's refusal; the error summary lists both kinds."""

    problems: tuple[Problem, ...] = ()


def submitted(form: Form, work: Callable[[], T]) -> T | None:
    """Return what `work` made in one transaction, or None: not submitted, not valid, or refused.

    A refusal's problems stay on the form, so the page shows them beside what was typed.
    """
    if not form.validate_on_submit():
        return None
    try:
        return transaction(work)
    except DomainError as refusal:
        form.problems = refusal.problems
        return None
