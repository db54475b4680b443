"""The pages of a region's way into and out of the pool."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import current_actor, event_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api.paging import page
from app.infra.events import history
from app.infra.forms import submitted
from app.infra.happenings import happened
from app.pool import queries, regions
from app.pool.acting import deciding_region
from app.pool.domain.cards import MembershipCard, Side
from app.pool.domain.days import pool_day
from app.pool.domain.leaving import first_free_day
from app.pool.domain.states import MembershipState
from app.pool.forms.decisions import AskForm, DecisionForm
from app.pool.paging import after
from app.pool.ports import open_holds
from app.pool.present.buttons import DONE, concerns, for_membership
from app.pool.present.choices import region_choices
from app.pool.routes.blueprint import ROWS, ZONE, asked_page, pages


@pages.get("/memberships")
@requires(Permission.GOVERN)
def memberships() -> str:
    """List every region's place; those that ask come first on the first page."""
    found = queries.memberships(after=after(asked_page(), 0), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda card: card.id)
    rows = sorted(shown, key=lambda card: card.state is not MembershipState.ASKED)
    regions_by_code = {card.code: card for card in queries.regions()}
    return render_template("pool/memberships.html", rows=rows, regions=regions_by_code, cursor=following)


@pages.route("/memberships/ask", methods=["GET", "POST"])
@requires(Permission.GOVERN)
def ask() -> BaseResponse | str:
    """Ask for a place in the pool."""
    form, actor = AskForm(), current_actor()
    form.region.choices = region_choices(actor)

    def work() -> int:
        now = clock.now()
        return regions.ask_to_join(
            region_code=deciding_region(actor, form.region.data),
            side=Side(form.side.data),
            by=event_actor(actor),
            now=now,
            on=pool_day(now),
        )

    membership_id = submitted(form, work)
    if membership_id is None:
        return render_template("pool/ask.html", form=form)
    return redirect(url_for("pool.membership", membership_id=membership_id))


@pages.get("/memberships/<int:membership_id>")
@requires(Permission.GOVERN)
def membership(membership_id: int) -> str:
    """Show one membership with its history and what may be decided."""
    return _page(membership_id, DecisionForm(formdata=None))


@pages.post("/memberships/<int:membership_id>/<any(admit, suspend):action>")
@requires(Permission.ADMIT)
def admit(membership_id: int, action: str) -> BaseResponse | str:
    """Admit or suspend a region."""
    form, act = DecisionForm(), regions.admit if action == "admit" else regions.suspend

    def work() -> MembershipCard:
        now = clock.now()
        on = form.on.data or pool_day(now)
        by = event_actor(current_actor())
        return act(membership_id=membership_id, by=by, now=now, on=on, reason=form.given_reason)

    return _page(membership_id, form) if submitted(form, work) is None else _back(membership_id)


@pages.post("/memberships/<int:membership_id>/leave")
@requires(Permission.GOVERN)
def leave(membership_id: int) -> BaseResponse | str:
    """End a membership, after the last open hold at the earliest."""
    form, actor = DecisionForm(), current_actor()

    def work() -> MembershipCard:
        now = clock.now()
        return regions.leave(
            membership_id=membership_id,
            by_region=deciding_region(actor, queries.get_membership(membership_id).region_code),
            by=event_actor(actor),
            now=now,
            on=form.on.data or pool_day(now),
            reason=form.given_reason,
        )

    return _page(membership_id, form) if submitted(form, work) is None else _back(membership_id)


def _back(membership_id: int) -> BaseResponse:
    return redirect(url_for("pool.membership", membership_id=membership_id))


def _page(membership_id: int, form: DecisionForm) -> str:
    card, actor, today = queries.get_membership(membership_id), current_actor(), pool_day(clock.now())
    holds = open_holds(card.region_code, card.side, today) if concerns(actor, card.region_code) else ()
    return render_template(
        "pool/membership.html",
        membership=card,
        region=queries.find_region(card.region_code),
        buttons=for_membership(card, actor, today),
        holds=holds,
        first_free=first_free_day(holds, today),
        history=happened(history(regions.SUBJECT, str(membership_id)), DONE),
        form=form,
        today=today,
        zone=ZONE,
    )
