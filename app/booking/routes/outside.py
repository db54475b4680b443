"""Outside calendars of an instrument: looked at, then connected; read, paused, renamed, replaced, removed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.forms.outside import NameForm, OutsideForm, SourceForm
from app.booking.present.outside import calendar_page, outside_page, preview_page
from app.booking.publishing import outside
from app.booking.routes.blueprint import pages
from app.calendar.domain.outside_words import outcome_words
from app.infra import clock
from app.infra.db import transactional
from app.infra.forms import Form, attempted, submitted

Answer = Response | tuple[str, int]
_BASE = "/desk/instruments/<int:instrument_id>/outside-calendars"


@pages.app_template_filter()
def outcome_word(code: str) -> str:
    """Write what came of reading a calendar."""
    return gettext(outcome_words(code))


@pages.get(_BASE)
@requires(Permission.PUBLISH)
def outside_calendars(instrument_id: int) -> str:
    """Show which calendars block the instrument, and ask for another."""
    page = outside_page(instrument_id, current_actor())
    form = OutsideForm(formdata=None).on(page.schedule).offer(current_actor())
    return render_template("booking/outside/list.html", page=page, form=form)


@pages.post(_BASE)
@requires(Permission.PUBLISH)
def look_at_calendar(instrument_id: int) -> Answer:
    """Look at a calendar, and go on to what it would block."""
    actor, now = current_actor(), clock.now()
    page = outside_page(instrument_id, actor)
    form = OutsideForm().on(page.schedule)
    form.offer(actor)
    ref = attempted(form, lambda: outside.preview(form.new(instrument_id), by=actor, now=now))
    if ref is None:
        return render_template("booking/outside/list.html", page=page, form=form), 422
    return redirect(url_for("booking.preview_calendar", instrument_id=instrument_id, ref=ref), 303)


@pages.get(f"{_BASE}/previews/<ref>")
@requires(Permission.PUBLISH)
def preview_calendar(instrument_id: int, ref: str) -> str:
    """Show what a calendar would block; nothing is blocked yet."""
    now = clock.now()
    page = preview_page(instrument_id, ref, current_actor(), now)
    return render_template("booking/outside/preview.html", page=page, form=Form(), now=now)


@pages.post(f"{_BASE}/previews/<ref>/connect")
@requires(Permission.PUBLISH)
@transactional
def connect_calendar(instrument_id: int, ref: str) -> Response:
    """Let it block the instrument."""
    made = outside.connect(instrument_id, ref, by=current_actor(), now=clock.now())
    flash(gettext("Connected: what it takes can no longer be booked."), "success")
    return _to_calendar(instrument_id, made)


@pages.post(f"{_BASE}/previews/<ref>/discard")
@requires(Permission.PUBLISH)
@transactional
def discard_calendar(instrument_id: int, ref: str) -> Response:
    """Forget what was looked at."""
    outside.discard(instrument_id, ref, by=current_actor())
    flash(gettext("Nothing was connected."), "success")
    return redirect(url_for("booking.outside_calendars", instrument_id=instrument_id), 303)


@pages.get(f"{_BASE}/<int:calendar_id>")
@requires(Permission.PUBLISH)
def outside_calendar(instrument_id: int, calendar_id: int) -> str:
    """Show one with its history."""
    return _page(instrument_id, calendar_id)


@pages.post(f"{_BASE}/<int:calendar_id>/rename")
@requires(Permission.PUBLISH)
def rename_calendar(instrument_id: int, calendar_id: int) -> Answer:
    """Call it something else."""
    form, actor, now = NameForm(), current_actor(), clock.now()

    def rename() -> bool:
        outside.rename(instrument_id, calendar_id, form.name.data or "", by=actor, now=now)
        return True

    if submitted(form, rename) is None:
        return _page(instrument_id, calendar_id, renaming=form), 422
    return _to_calendar(instrument_id, calendar_id)


@pages.post(f"{_BASE}/<int:calendar_id>/replace")
@requires(Permission.PUBLISH)
def replace_calendar(instrument_id: int, calendar_id: int) -> Answer:
    """Look at another file or address for it, and go on to what would change."""
    actor, now = current_actor(), clock.now()
    page = calendar_page(instrument_id, calendar_id, actor, None, now)
    form = SourceForm()
    form.offer(actor)
    ref = attempted(form, lambda: outside.preview(form.replacing(page.card), by=actor, now=now))
    if ref is None:
        return _page(instrument_id, calendar_id, replacing=form), 422
    return redirect(url_for("booking.preview_calendar", instrument_id=instrument_id, ref=ref), 303)


@pages.post(f"{_BASE}/<int:calendar_id>/<any(read, take):how>")
@requires(Permission.PUBLISH)
def read_calendar(instrument_id: int, calendar_id: int, how: str) -> Answer:
    """Read it at once, or take it although it looks empty; what goes wrong stands in its history."""
    form, actor, now = Form(), current_actor(), clock.now()

    def read() -> bool:
        outside.read(instrument_id, calendar_id, how, by=actor, now=now)
        return True

    if attempted(form, read) is None:
        return _page(instrument_id, calendar_id, acting=form), 422
    return _to_calendar(instrument_id, calendar_id)


@pages.post(f"{_BASE}/<int:calendar_id>/<any(pause, resume):deed>")
@requires(Permission.PUBLISH)
@transactional
def act_on_calendar(instrument_id: int, calendar_id: int, deed: str) -> Response:
    """Read it no more for now, or again."""
    outside.act(instrument_id, calendar_id, deed, by=current_actor(), now=clock.now())
    return _to_calendar(instrument_id, calendar_id)


@pages.post(f"{_BASE}/<int:calendar_id>/remove")
@requires(Permission.PUBLISH)
@transactional
def remove_calendar(instrument_id: int, calendar_id: int) -> Response:
    """Let it go: its time is free."""
    outside.act(instrument_id, calendar_id, "remove", by=current_actor(), now=clock.now())
    flash(gettext("Removed: what it blocked can be booked again."), "success")
    return redirect(url_for("booking.outside_calendars", instrument_id=instrument_id), 303)


def _to_calendar(instrument_id: int, calendar_id: int) -> Response:
    to = url_for("booking.outside_calendar", instrument_id=instrument_id, calendar_id=calendar_id)
    return redirect(to, 303)


def _page(
    instrument_id: int,
    calendar_id: int,
    *,
    renaming: NameForm | None = None,
    replacing: SourceForm | None = None,
    acting: Form | None = None,
) -> str:
    """Show the page; a form that was just refused is shown as it was sent."""
    actor, now = current_actor(), clock.now()
    page = calendar_page(instrument_id, calendar_id, actor, request.args.get("cursor"), now)
    return render_template(
        "booking/outside/calendar.html",
        page=page,
        now=now,
        refused=renaming or replacing or acting,
        renaming=renaming or NameForm(formdata=None, data={"name": page.card.name}),
        replacing=replacing or SourceForm(formdata=None).offer(actor),
        form=acting or Form(formdata=None),
    )
