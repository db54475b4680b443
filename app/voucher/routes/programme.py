"""One programme: its page, what its officers decide about it, and how a new one is drafted."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api.paging import page as page_of
from app.infra.form_once import submitted_once
from app.infra.forms import Form, submitted
from app.voucher.appropriating import appropriate
from app.voucher.domain.states import ProgrammeAction
from app.voucher.forms.policy_data import first_terms, later_terms
from app.voucher.forms.programme import AppropriationForm, DecisionForm, ProgrammeForm
from app.voucher.present.policy_items import ITEMS, SECTIONS
from app.voucher.present.programme import COLUMNS, programme_page
from app.voucher.present.programme_words import BUTTONS
from app.voucher.present.vouchers import ZONE
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries.programmes import programmes
from app.voucher.routes.blueprint import pages
from app.voucher.routes.paging import cursor_id

Answer = str | Response | tuple[str, int]
VOUCHERS = 20


@pages.get("/programmes/<int:programme_id>")
@requires(Permission.RUN_PROGRAMME)
def programme(programme_id: int) -> str:
    """Show where a programme of the officer's region stands."""
    return _page(programme_id, DecisionForm(), AppropriationForm(), refused=None)


@pages.post("/programmes/<int:programme_id>/<any(open, pause, close, reconcile):action>")
@requires(Permission.RUN_PROGRAMME)
def decide(programme_id: int, action: str) -> Answer:
    """Open, pause, close or reconcile it."""
    form, actor, now, chosen = DecisionForm(), current_actor(), clock.now(), ProgrammeAction(action)
    done = submitted(
        form,
        lambda: act_on_programme(programme_id, chosen, reason=form.given_reason(), by=actor, now=now),
    )
    if done is None:
        return _page(programme_id, form, AppropriationForm(formdata=None), refused=form), 422
    flash(gettext(BUTTONS[chosen].done), "success")
    return redirect(url_for("voucher.programme", programme_id=programme_id))


@pages.post("/programmes/<int:programme_id>/appropriations")
@requires(Permission.RUN_PROGRAMME)
def add_money(programme_id: int) -> Answer:
    """Add money to a funding tier."""
    form, actor, now = AppropriationForm(), current_actor(), clock.now()
    done = submitted(
        form,
        lambda: appropriate(programme_id, form.line(), reason=form.given_reason(), by=actor, now=now),
    )
    if done is None:
        return _page(programme_id, DecisionForm(formdata=None), form, refused=form), 422
    flash(gettext("The money is in the budget."), "success")
    return redirect(url_for("voucher.programme", programme_id=programme_id, _anchor="budget"))


@pages.route("/programmes/new", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME)
def new_programme() -> Answer:
    """Draft a programme of the officer's region, beginning from the terms of the newest."""
    actor, now = current_actor(), clock.now()
    form = ProgrammeForm(data=_first_terms(actor, now.year))
    region = actor.organisation.region_code if actor.organisation else ""

    def draft() -> int:
        return create_programme(form.draft(region), by=actor, now=now)

    made = submitted_once(form, actor.person_id, draft)
    if made is None:
        form.refuse(form.problems)
        status = 422 if form.errors or form.problems else 200
        return render_template(
            "voucher/new_programme.html", form=form, sections=SECTIONS, items=ITEMS
        ), status
    flash(gettext("This is a draft. Check it, then open it."), "success")
    return redirect(url_for("voucher.programme", programme_id=made))


def _first_terms(actor: Actor, year: int) -> dict[str, object]:
    newest = programmes(actor, before_id=None, limit=1)
    terms = later_terms(newest[0].policy) if newest else first_terms()
    return terms | {"year": year}


def _page(
    programme_id: int, decision: DecisionForm, money: AppropriationForm, *, refused: Form | None
) -> str:
    page = programme_page(programme_id, current_actor(), before_id=cursor_id(), limit=VOUCHERS + 1)
    shown, following = page_of(page.vouchers, VOUCHERS, lambda row: row.statement.voucher.id)
    return render_template(
        "voucher/programme.html",
        page=page,
        vouchers=shown,
        cursor=following,
        columns=COLUMNS,
        decision=decision,
        money=money,
        refused=refused,
        zone=ZONE,
    )
