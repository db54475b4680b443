"""A programme by a few questions: answered, summed up to be checked, then opened or kept as a draft."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.form_once import submitted_once
from app.kernel.errors import Invalid
from app.voucher.domain.days import voucher_day
from app.voucher.domain.policy import Policy
from app.voucher.domain.programmes import ProgrammeDraft
from app.voucher.forms.programme import EARLIEST_YEAR
from app.voucher.forms.wizard import WizardForm, first_answers, usual_policy
from app.voucher.opening import open_at_once
from app.voucher.ports import region_names
from app.voucher.present.policy_words import in_words
from app.voucher.programmes import create_programme
from app.voucher.queries.programmes import programmes
from app.voucher.routes.blueprint import pages

Answer = Response | tuple[str, int]
WORK = {"open": open_at_once, "draft": create_programme}


@pages.get("/programmes/begin")
@requires(Permission.RUN_PROGRAMME)
def begin_programme() -> str:
    """Ask the few questions, answered as far as they can be."""
    actor, year = current_actor(), voucher_day(clock.now()).year
    newest = _newest(actor)
    name = gettext("Innovation vouchers of %(region)s %(year)s", region=_region(actor), year=year)
    form = WizardForm(formdata=None, data=first_answers(newest, year, name))
    return _questions(form, newest)


@pages.post("/programmes/begin")
@requires(Permission.RUN_PROGRAMME)
def answer_questions() -> Answer:
    """Sum the answers up; then open the programme, or keep it as a draft."""
    actor, form, step = current_actor(), WizardForm(), request.form.get("step", "")
    newest, now = _newest(actor), clock.now()
    if step == "back":
        return _questions(form, newest), 200
    draft = _draft(form, actor, newest)
    if draft is None:
        return _questions(form, newest), 422
    if step not in WORK:
        terms = in_words(draft.policy)
        return render_template("voucher/wizard_check.html", form=form, draft=draft, terms=terms), 200
    made = submitted_once(form, actor.person_id, lambda: WORK[step](draft, by=actor, now=now))
    if made is None:
        return _questions(form, newest), 422
    flash(_told(step), "success")
    return redirect(url_for("voucher.programme", programme_id=made), 303)


def _draft(form: WizardForm, actor: Actor, newest: Policy | None) -> ProgrammeDraft | None:
    if not form.validate_on_submit():
        return None
    region = actor.organisation.region_code if actor.organisation else ""
    try:
        return form.draft(region, newest or usual_policy(form.year.data or EARLIEST_YEAR))
    except Invalid as refusal:
        form.refuse(refusal.problems)
        return None


def _questions(form: WizardForm, newest: Policy | None) -> str:
    return render_template("voucher/wizard.html", form=form, goes_on=newest is not None)


def _newest(actor: Actor) -> Policy | None:
    found = programmes(actor, before_id=None, limit=1)
    return found[0].policy if found else None


def _region(actor: Actor) -> str:
    code = actor.organisation.region_code if actor.organisation else ""
    return region_names().get(code, code)


def _told(step: str) -> str:
    if step == "open":
        return gettext("The programme is open: enterprises of your region can apply.")
    return gettext("This is a draft. Check it, then open it.")
