"""The pages of recognitions: proposed, accepted, withdrawn."""

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
from app.pool import queries, recognitions
from app.pool.acting import own_region
from app.pool.domain.cards import RecognitionCard
from app.pool.domain.days import pool_day
from app.pool.forms.decisions import DecisionForm, RecognitionForm
from app.pool.paging import after
from app.pool.present.buttons import DONE, for_recognition, region_of
from app.pool.present.choices import partner_choices
from app.pool.routes.blueprint import ROWS, ZONE, asked_page, pages


@pages.get("/recognitions")
@requires(Permission.GOVERN)
def list_recognitions() -> str:
    """List every recognition; an officer's own waiting ones are marked."""
    found = queries.recognitions(after=after(asked_page(), 0), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda card: card.id)
    actor = current_actor()
    return render_template(
        "pool/recognitions.html",
        rows=[(card, bool(for_recognition(card, actor))) for card in shown],
        regions={card.code: card for card in queries.regions()},
        may_propose=actor.may(Permission.RECOGNISE),
        cursor=following,
    )


@pages.route("/recognitions/propose", methods=["GET", "POST"])
@requires(Permission.RECOGNISE)
def propose() -> BaseResponse | str:
    """Propose a recognition between the own region and another."""
    form, actor = RecognitionForm(), current_actor()
    form.demand_region.choices = form.supply_region.choices = partner_choices(actor)
    if request.method == "GET":
        form.demand_region.data, form.from_on.data = region_of(actor), pool_day(clock.now())

    def work() -> RecognitionCard:
        return recognitions.propose_recognition(
            terms=form.terms(), by_region=own_region(actor), by=event_actor(actor), now=clock.now()
        )

    card = submitted(form, work)
    if card is None:
        return render_template("pool/propose.html", form=form)
    return redirect(url_for("pool.recognition", ref=card.ref))


@pages.get("/recognitions/<ref>")
@requires(Permission.GOVERN)
def recognition(ref: str) -> str:
    """Show one recognition with its history and what may be decided."""
    return _page(ref, DecisionForm(formdata=None))


@pages.post("/recognitions/<ref>/<any(accept, withdraw):action>")
@requires(Permission.RECOGNISE)
def decide_recognition(ref: str, action: str) -> BaseResponse | str:
    """Accept or withdraw a recognition of the own region."""
    form, actor = DecisionForm(), current_actor()

    def work() -> RecognitionCard:
        own, by, now, why = own_region(actor), event_actor(actor), clock.now(), form.given_reason
        if action == "accept":
            return recognitions.accept_recognition(ref=ref, by_region=own, by=by, now=now, reason=why)
        return recognitions.withdraw_recognition(
            ref=ref, by_region=own, by=by, now=now, on=form.on.data, reason=why
        )

    if submitted(form, work) is None:
        return _page(ref, form)
    return redirect(url_for("pool.recognition", ref=ref))


def _page(ref: str, form: DecisionForm) -> str:
    card = queries.get_recognition(ref)
    return render_template(
        "pool/recognition.html",
        recognition=card,
        demand=queries.find_region(card.demand_region),
        supply=queries.find_region(card.supply_region),
        buttons=for_recognition(card, current_actor()),
        history=happened(history(recognitions.SUBJECT, ref), DONE),
        form=form,
        today=pool_day(clock.now()),
        zone=ZONE,
    )
