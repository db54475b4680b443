"""The pages of accreditations: declared, checked, on public notice, active, suspended, struck off."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api.paging import page
from app.infra.events import history
from app.infra.forms import submitted
from app.infra.happenings import happened
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool import accreditations, queries
from app.pool.accreditations import Decision
from app.pool.acting import deciding_region
from app.pool.domain.cards import AccreditationCard
from app.pool.domain.days import pool_day
from app.pool.forms.decisions import AccreditationForm, DecisionForm
from app.pool.paging import after
from app.pool.present.buttons import DONE, for_accreditation
from app.pool.present.choices import provider_choices
from app.pool.routes.blueprint import ROWS, ZONE, asked_page, pages


@pages.get("/accreditations")
@requires(Permission.GOVERN)
def list_accreditations() -> str:
    """List every accreditation."""
    found = queries.accreditations(after=after(asked_page(), 0), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda card: card.id)
    return render_template(
        "pool/accreditations.html",
        rows=shown,
        providers=queries.providers_by_id({card.provider_id for card in shown}),
        regions={card.code: card for card in queries.regions()},
        cursor=following,
    )


@pages.route("/accreditations/declare", methods=["GET", "POST"])
@requires(Permission.ACCREDIT)
def declare() -> BaseResponse | str:
    """Put a provider of the own region forward."""
    form = AccreditationForm()
    form.provider.choices = provider_choices(current_actor())
    if request.method == "GET":
        form.from_on.data = pool_day(clock.now())

    def work() -> AccreditationCard:
        provider = queries.find_provider(form.code)
        if provider is None:
            raise NotFound("not_found", N_("There is no such provider."), field="provider")
        return accreditations.declare_accreditation(
            provider_id=provider.id,
            kinds=form.given_kinds,
            from_on=form.first_day,
            until_on=form.until_on.data,
            decision=_decision(provider.region_code, None),
        )

    card = submitted(form, work)
    if card is None:
        return render_template("pool/declare.html", form=form)
    return redirect(url_for("pool.accreditation", ref=card.ref))


@pages.get("/accreditations/<ref>")
@requires(Permission.GOVERN)
def accreditation(ref: str) -> str:
    """Show one accreditation with its history and what may be decided."""
    return _page(ref, DecisionForm(formdata=None))


@pages.post("/accreditations/<ref>/<any(check, notice, activate, suspend, 'strike-off'):action>")
@requires(Permission.ACCREDIT)
def decide_accreditation(ref: str, action: str) -> BaseResponse | str:
    """Take one step with an accreditation of the own region."""
    form = DecisionForm()

    def work() -> AccreditationCard:
        decision = _decision(queries.get_accreditation(ref).region_code, form.given_reason)
        if action == "notice":
            return accreditations.notice(ref, decision, days=form.given_days)
        return STEPS[action](ref, decision)

    if submitted(form, work) is None:
        return _page(ref, form)
    return redirect(url_for("pool.accreditation", ref=ref))


STEPS = {
    "check": accreditations.check,
    "activate": accreditations.activate,
    "suspend": accreditations.suspend,
    "strike-off": accreditations.strike_off,
}


def _decision(concerned: str | None, reason: str | None) -> Decision:
    actor = current_actor()
    return Decision(deciding_region(actor, concerned), event_actor(actor), clock.now(), reason)


def _page(ref: str, form: DecisionForm) -> str:
    card = queries.get_accreditation(ref)
    return render_template(
        "pool/accreditation.html",
        accreditation=card,
        provider=queries.provider(card.provider_id),
        region=queries.find_region(card.region_code),
        buttons=for_accreditation(card, current_actor()),
        history=happened(history(accreditations.SUBJECT, ref), DONE),
        form=form,
        today=pool_day(clock.now()),
        zone=ZONE,
    )
