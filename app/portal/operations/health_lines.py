"""The vitals in words: what each is, how it stands, and what to do where it does not stand well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from babel.numbers import format_decimal
from flask import url_for
from flask_babel import gettext, ngettext

from app.infra.filters import format_instant, format_minutes, format_number
from app.portal.operations.desk import ZONE

if TYPE_CHECKING:
    from app.portal.vitals import Vitals

#: Units of bytes, the largest first; they are written alike in both languages.
SIZES = (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is well or not. `advice` says what to do, `meanwhile` what anybody loses until then.

    `url` is its page, where it has one.
    """

    word: str
    is_well: bool
    fact: str
    advice: str | None = None
    url: str | None = None
    meanwhile: str | None = None


def lines(seen: Vitals, engine: str) -> list[Line]:
    """Return a line for each, in the order in which one looks."""
    return [
        _database(seen, engine), _scheduler(seen), _jobs(seen), _outbox(seen), _feeds(seen), _documents(seen)
    ]  # fmt: skip


def _database(seen: Vitals, engine: str) -> Line:
    fact = gettext("%(engine)s, migration %(revision)s", engine=engine, revision=seen.revision)
    advice = gettext(
        "The code needs migration %(newest)s. Run: flask --app wsgi db upgrade", newest=seen.newest or "–"
    )
    return Line(gettext("Database"), seen.is_migrated, fact, None if seen.is_migrated else advice)


def _scheduler(seen: Vitals) -> Line:
    advice = gettext("Nothing happens by itself until a scheduler runs. Start: flask --app wsgi worker")
    if seen.beat is None:
        return Line(gettext("Scheduler"), is_well=False, fact=gettext("None has run yet."), advice=advice)
    fact = gettext(
        "%(holder)s leads since %(since)s; last heard of %(beat)s",
        holder=seen.beat.holder,
        since=format_instant(seen.beat.leads_since, ZONE),
        beat=format_instant(seen.beat.beat_at, ZONE),
    )
    return Line(gettext("Scheduler"), seen.is_scheduled, fact, None if seen.is_scheduled else advice)


def _jobs(seen: Vitals) -> Line:
    failing = ngettext("%(num)s job fails", "%(num)s jobs fail", seen.failing_jobs)
    late = ngettext("%(num)s job is late", "%(num)s jobs are late", seen.late_jobs)
    is_well = not seen.failing_jobs and not seen.late_jobs
    advice = gettext("Look at what each failed at, mend the cause, and try the item again.")
    return Line(
        gettext("Jobs"),
        is_well,
        f"{failing} · {late}",
        None if is_well else advice,
        url_for("operations.jobs"),
    )


def _outbox(seen: Vitals) -> Line:
    mails = seen.mails
    fact = gettext(
        "%(waiting)s waiting, %(failing)s being tried again, %(failed)s could not be sent",
        waiting=format_number(mails.waiting),
        failing=format_number(mails.failing),
        failed=format_number(mails.failed),
    )
    if seen.mail_age is not None:
        fact += " · " + gettext("the oldest has waited %(age)s", age=_length(seen.mail_age))
    is_well = not mails.failed and not mails.failing and not seen.is_mail_late
    advice, meanwhile = (None, None) if is_well else _outbox_advice(seen)
    return Line(gettext("Outbox"), is_well, fact, advice, url_for("operations.outbox"), meanwhile)


def _outbox_advice(seen: Vitals) -> tuple[str, str]:
    """Return what happened with what to do about it, and what anybody loses meanwhile."""
    if seen.mails.failed:
        return gettext(
            "Some mails could not be sent in ten tries over nine hours, and are not tried again by "
            "themselves. Open them, read the last error, mend the address or the mail server, and choose "
            "“Try again”."
        ), gettext(
            "None is lost, and most of what they say stands in their readers' notifications; but deadlines "
            "run on meanwhile, and links in them may have run out."
        )
    if seen.mails.failing:
        return gettext(
            "Some mails could not be sent yet. If the last error names the mail server, see whether it "
            "answers and whether SMTP_URL is right; if it names an address, that one is wrong."
        ), gettext("They are tried again by themselves, ten times within nine hours. Nothing is lost so far.")
    return gettext(
        "Some mails wait and nobody tried to send them: the scheduler does not run, or does not keep up. See "
        "its line above."
    ), gettext("Once it runs, they leave by themselves. Nothing is lost.")


def _feeds(seen: Vitals) -> Line:
    fact = ngettext("%(num)s calendar subscription", "%(num)s calendar subscriptions", seen.feeds)
    return Line(gettext("Calendars"), is_well=True, fact=fact)


def _documents(seen: Vitals) -> Line:
    use = seen.documents
    fact = gettext(
        "%(number)s documents of %(used)s; %(free)s free on the disk",
        number=format_number(use.number),
        used=_size(use.bytes_used),
        free=_size(use.bytes_free),
    )
    advice = gettext("Make room on the disk, or move the instance folder to a larger one.")
    return Line(
        gettext("Stored documents"), not seen.is_room_short, fact, advice if seen.is_room_short else None
    )


def _size(number: int) -> str:
    """Write a number of bytes in the largest unit that it fills: `72.5 GB`."""
    for unit, bytes_each in SIZES:
        if number >= bytes_each:
            return f"{format_decimal(number / bytes_each, '#,##0.#', locale='en')} {unit}"
    return f"{number} B"


def _length(age: timedelta) -> str:
    return format_minutes(max(1, age // timedelta(minutes=1)))
