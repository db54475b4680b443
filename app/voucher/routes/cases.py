"""The pages of cases and of decisions on public notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, find_actor, public, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api.paging import page
from app.infra.forms import choices, submitted
from app.voucher.cases import deciding, lifting, objecting, opening, receiving
from app.voucher.domain.cases import CaseKind
from app.voucher.forms.case import CaseForm, ReasonForm, SampleForm
from app.voucher.forms.claim import DecisionForm
from app.voucher.present.cases import case_view
from app.voucher.present.claims import ZONE
from app.voucher.queries import cases as case_queries
from app.voucher.queries import notices as notice_queries
from app.voucher.queries.spot_checks import programmes_to_check
from app.voucher.routes.blueprint import ROWS, pages
from app.voucher.routes.claims import claim_page
from app.voucher.routes.paging import cursor_id

MOST_PROGRAMMES = 50


@pages.get("/notices")
@public
def notices() -> str:
    """Show everybody the decisions on public notice, and let who is signed in object."""
    return _notices(ReasonForm(formdata=None))


@pages.post("/notices/<ref>/object")
@requires(Permission.ACCOUNT)
def object_to_notice(ref: str) -> Response | str:
    """Object to a decision."""
    form, actor = ReasonForm(), current_actor()
    done = submitted(form, lambda: objecting.object_to(ref, form.said, by=actor, now=clock.now()))
    return _notices(form) if done is None else redirect(url_for("voucher.notices", objected=ref))


@pages.get("/cases")
@requires(Permission.SEE_CLAIMS)
def cases() -> str:
    """List the region's cases, with the way to draw a sample; for a claimant, those about its claims."""
    return _cases(_sample_form())


@pages.post("/cases")
@requires(Permission.REVIEW_CLAIMS)
def draw_sample() -> Response | str:
    """Draw a sample and open a case about each claim in it."""
    form, actor = _sample_form(), current_actor()
    drawn = submitted(form, lambda: form.draw(by=actor, now=clock.now()))
    return _cases(form) if drawn is None else redirect(url_for("voucher.cases"))


@pages.post("/claims/<int:claim_id>/case")
@requires(Permission.REVIEW_CLAIMS)
def open_case(claim_id: int) -> Response | str:
    """Open a case about a claim."""
    form, actor = DecisionForm(), current_actor()
    case_id = submitted(
        form,
        lambda: opening.open_case(
            claim_id, CaseKind.REPORT, form.given_reason or "", by=actor, now=clock.now()
        ),
    )
    if case_id is None:
        return claim_page(claim_id, form)
    return redirect(url_for("voucher.case", case_id=case_id))


@pages.get("/cases/<int:case_id>")
@requires(Permission.SEE_CLAIMS)
def case(case_id: int) -> str:
    """Show one case: what it is about, how it was decided, what came back."""
    return _page(case_id, CaseForm(formdata=None))


@pages.post("/cases/<int:case_id>/<any('uphold', 'dismiss', 'receipts', 'lift-sanction'):action>")
@requires(Permission.REVIEW_CLAIMS)
def decide_case(case_id: int, action: str) -> Response | str:
    """Decide a case, note what came back, or lift the sanction that followed."""
    form, actor = CaseForm(), current_actor()

    def work() -> bool:
        DO[action](case_id, form, actor)
        return True

    if submitted(form, work) is None:
        return _page(case_id, form)
    return redirect(url_for("voucher.case", case_id=case_id))


DO: Mapping[str, Callable[[int, CaseForm, Actor], None]] = {
    "uphold": lambda key, form, by: deciding.uphold(key, form.verdict(), by=by, now=clock.now()),
    "dismiss": lambda key, form, by: deciding.dismiss(key, form.said, by=by, now=clock.now()),
    "lift-sanction": lambda key, form, by: lifting.lift_sanction(key, form.said, by=by, now=clock.now()),
    "receipts": lambda key, form, by: receiving.note_receipt(
        key, form.received(), form.bank_reference.data or "", by=by, now=clock.now()
    ),
}


def _notices(form: ReasonForm) -> str:
    found = notice_queries.noticed(clock.now(), before_id=cursor_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda claim: claim.id)
    return render_template(
        "voucher/notices.html",
        claims=shown,
        form=form,
        cursor=following,
        zone=ZONE,
        may_object=find_actor() is not None,
    )


def _sample_form() -> SampleForm:
    form, actor = SampleForm(), current_actor()
    form.programme.choices = choices(programmes_to_check(actor, MOST_PROGRAMMES))
    return form


def _cases(form: SampleForm) -> str:
    actor = current_actor()
    found = case_queries.cases(actor, before_id=cursor_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda each: each.id)
    may_draw = actor.may(Permission.REVIEW_CLAIMS)
    return render_template(
        "voucher/cases.html", cases=shown, form=form, may_draw=may_draw, cursor=following, zone=ZONE
    )


def _page(case_id: int, form: CaseForm) -> str:
    actor = current_actor()
    view = case_view(
        case_queries.get_case(case_id, actor), is_officer=actor.may(Permission.REVIEW_CLAIMS), now=clock.now()
    )
    return render_template("voucher/case.html", page=view, form=form, zone=ZONE)
